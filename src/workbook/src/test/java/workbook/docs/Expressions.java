package workbook.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The names within something that looks like Java: {@code next}, {@code collect(record)}, {@code Ledger.read()},
 * {@code throw new Todo("1.1")}. What isn't a name: Java's own words, a number's unit, a single letter, and
 * what stands in quotes. So a number, an operator or a piece of a drawing is never a problem.
 */
final class Expressions {

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern COMMENT = Pattern.compile("//.*");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])[A-Za-z_$][\\w$]*");
    private static final Pattern NUMBER_BEFORE = Pattern.compile("\\d[\\s/]?$");
    private static final Pattern DOT_BEFORE =
            Pattern.compile("(?<owner>(?<![\\w$])[A-Za-z_$][\\w$]*)?\\s*(?<!\\.)(?:\\.|::)\\s*$");
    private static final Pattern DOT_AFTER = Pattern.compile("\\s*(?:\\.(?!\\.)|::).*", Pattern.DOTALL);

    private static final Set<String> MEMBERS = Set.of("class", "this", "super", "new");

    private final KnownNames names;

    Expressions(KnownNames names) {
        this.names = names;
    }

    /**
     * A name, and where it stands.
     *
     * @param member whether it follows a dot
     * @param owner what stands before the dot, if that is a name itself
     * @param owning whether a dot follows it
     */
    private record Name(String word, boolean member, Optional<String> owner, boolean owning) {

        boolean isCapitalised() {
            return Character.isUpperCase(word.charAt(0));
        }
    }

    /** The types that are named there. */
    Set<String> types(String text) {
        Set<String> types = new TreeSet<>();
        for (Name name : namesIn(text)) {
            if (name.isCapitalised() && names.isType(name.word())) {
                types.add(name.word());
            }
        }
        return types;
    }

    /** Why what is written there can't be: a sentence each. */
    List<String> problems(String text, Set<String> typesAround) {
        return namesIn(text).stream().flatMap(name -> problem(name, typesAround).stream()).distinct().toList();
    }

    /** The same, but of a whole piece of code, which has names of its own: only of types and their members. */
    List<String> problemsWithTypes(String code) {
        return namesIn(COMMENT.matcher(code).replaceAll("")).stream()
                .filter(name -> name.isCapitalised()
                        || name.owner().filter(owner -> Character.isUpperCase(owner.charAt(0))).isPresent())
                .flatMap(name -> problem(name, Set.of()).stream())
                .distinct().toList();
    }

    private Optional<String> problem(Name name, Set<String> typesAround) {
        String word = name.word();
        Optional<String> type = name.owner().filter(owner -> Character.isUpperCase(owner.charAt(0)))
                .filter(names::isType);
        if (type.isPresent()) {
            return names.isMember(type.get(), word) ? Optional.empty() : Optional.of(names.unknown(type.get(), word));
        }
        boolean known = names.isName(word, typesAround)
                || !name.member() && name.owning() && names.isVariable(word);
        return known ? Optional.empty() : Optional.of(names.unknown(word));
    }

    private static List<Name> namesIn(String text) {
        String code = QUOTED.matcher(text).replaceAll("\"\"");
        List<Name> found = new ArrayList<>();
        for (Matcher name = NAME.matcher(code); name.find();) {
            String before = code.substring(0, name.start());
            Matcher dot = DOT_BEFORE.matcher(before);
            boolean member = dot.find();
            if (isName(name.group(), member, before)) {
                found.add(new Name(name.group(), member,
                        member ? Optional.ofNullable(dot.group("owner")) : Optional.empty(),
                        DOT_AFTER.matcher(code.substring(name.end())).matches()));
            }
        }
        return found;
    }

    /** A word of Java's own is none, unless it follows a dot where Java has no use for it: some option's name. */
    private static boolean isName(String word, boolean member, String before) {
        boolean keyword = member ? MEMBERS.contains(word) : SourceVersion.isKeyword(word);
        return word.length() > 1 && !keyword && !NUMBER_BEFORE.matcher(before).find();
    }
}
