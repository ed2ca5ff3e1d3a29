package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.runner.Sources;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * A Java file that means harm, to try a grader on. It begins with comments that say what it is:
 *
 * <pre>
 * // Reads the environment and prints it.
 * // kind: reading
 * // file: backpressure/buffers/BufferPool.java
 * // base: skeleton
 * </pre>
 *
 * @param name of the file, without its ending
 * @param kind what kind of harm
 * @param what it does, in a sentence
 * @param file where it goes in a submission, below a chapter's sources; it replaces what is there, or is added
 * @param base what the rest of the submission is: {@link #SKELETON}, and any point is one too many; or
 *     {@link #REFERENCE}
 * @param text all of it
 */
public record Attack(String name, String kind, String what, String file, String base, String text) {

    public static final String SKELETON = "skeleton";
    public static final String REFERENCE = "reference";

    private static final String ENDING = ".java";
    private static final Pattern FACT = Pattern.compile("(kind|file|base):\\s*(\\S.*?)\\s*");

    /**
     * Those in a folder, in the order of their names.
     *
     * @throws WorkbookException if one doesn't say what it is
     */
    public static List<Attack> in(Path folder) throws IOException {
        List<Attack> attacks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : Sources.in(folder)) {
            Attack attack = parse(file.getFileName().toString().replace(ENDING, ""), Sources.read(file));
            if (!names.add(attack.name())) {
                throw new WorkbookException(Blame.WORKBOOK, "There are two attacks " + attack.name() + ".");
            }
            attacks.add(attack);
        }
        return attacks;
    }

    static Attack parse(String name, String text) {
        List<String> sentences = new ArrayList<>();
        Map<String, String> facts = new HashMap<>();
        for (String line : text.lines().takeWhile(each -> each.startsWith("//")).toList()) {
            String content = line.substring(2).strip();
            Matcher fact = FACT.matcher(content);
            if (fact.matches()) {
                facts.put(fact.group(1), fact.group(2));
            } else {
                sentences.add(content);
            }
        }
        for (String needed : List.of("kind", "file", "base")) {
            if (!facts.containsKey(needed)) {
                throw new WorkbookException(Blame.WORKBOOK, "The attack " + name + " doesn't say '// " + needed + ": …'.");
            }
        }
        if (sentences.isEmpty() || !Set.of(SKELETON, REFERENCE).contains(facts.get("base"))) {
            throw new WorkbookException(Blame.WORKBOOK, "The attack " + name + " doesn't say what it does, or its base"
                    + " is neither '" + SKELETON + "' nor '" + REFERENCE + "'.");
        }
        return new Attack(name, facts.get("kind"), String.join(" ", sentences), facts.get("file"), facts.get("base"),
                text);
    }
}
