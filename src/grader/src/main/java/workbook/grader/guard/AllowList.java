package workbook.grader.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What submissions may refer to. {@code allowed.txt} has it, and says how it's written down. */
final class AllowList {

    private static final String FILE = "allowed.txt";

    private final List<Rule> rules = new ArrayList<>();
    private final List<Pattern> never = new ArrayList<>();

    /** @param members names, some with a descriptor; a star for all; a minus before those that are excepted */
    private record Rule(Pattern type, List<String> members) {

        boolean names(String sign, String name, String descriptor) {
            return members.contains(sign + name) || members.contains(sign + name + descriptor);
        }
    }

    AllowList(String text) {
        text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(this::add);
    }

    /** The one that comes with the grader. */
    static AllowList usual() {
        try (InputStream in = AllowList.class.getResourceAsStream(FILE)) {
            return new AllowList(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param type its name, as in {@code java.util.Map$Entry} */
    boolean allows(String type) {
        return rulesOf(type).findAny().isPresent();
    }

    /** @param descriptor as the JVM writes it: {@code (I)V} */
    boolean allows(String type, String member, String descriptor) {
        List<Rule> rulesOfIt = rulesOf(type).toList();
        return rulesOfIt.stream().anyMatch(rule -> rule.names("", member, descriptor))
                || rulesOfIt.stream().anyMatch(rule -> rule.members().contains("*"))
                && rulesOfIt.stream().noneMatch(rule -> rule.names("-", member, descriptor));
    }

    private Stream<Rule> rulesOf(String type) {
        boolean isNever = never.stream().anyMatch(pattern -> pattern.matcher(type).matches());
        return isNever ? Stream.empty() : rules.stream().filter(rule -> rule.type.matcher(type).matches());
    }

    private void add(String line) {
        if (line.startsWith("!")) {
            never.add(pattern(line.substring(1)));
        } else {
            List<String> words = List.of(line.split("\\s+"));
            rules.add(new Rule(pattern(words.get(0)), words.subList(1, words.size())));
        }
    }

    /** A star stands for anything but a dot, two for anything. */
    private static Pattern pattern(String type) {
        return Pattern.compile(Pattern.quote(type).replace("**", "\\E.+\\Q").replace("*", "\\E[^.]*\\Q"));
    }
}
