package workbook.grader.misconception;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiff;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.runner.Sources;

/**
 * A wrong answer, as students give it: what it changes in the reference's, which test must catch it, and
 * what that test's message must say.
 *
 * <p>Written as a unified diff, with the rest in front of it:
 * <pre>
 * It makes a new buffer when none is free: so the pool never runs dry.
 *
 * caught by: BufferPoolTest.anEmptyPoolLendsNothing
 * says: third request to a pool of 2
 *
 * --- backpressure/buffers/BufferPool.java
 * +++ backpressure/buffers/BufferPool.java
 * …
 * </pre>
 *
 * @param name of its file, without the ending
 * @param text what it does, and why somebody would think so
 * @param test {@code "BufferPoolTest.anEmptyPoolLendsNothing"}
 * @param says what must be in the message, one after the other or not; spaces and line ends are of no account
 * @param diff against the reference's sources
 */
public record Misconception(String name, String text, String test, List<String> says, String diff) {

    private static final String ENDING = ".diff";

    private static final Pattern CAUGHT_BY = Pattern.compile("(?m)^caught by: *(\\w+\\.\\w+) *$");
    private static final Pattern SAYS = Pattern.compile("(?m)^says: *(.*\\S) *$");

    /** @throws IllegalArgumentException if something is missing in it */
    public static Misconception read(Path file) {
        String text = Sources.read(file).replace("\r\n", "\n");
        String name = file.getFileName().toString().replace(ENDING, "");
        int diff = text.indexOf("\n--- ") + 1;
        if (diff == 0) {
            throw new IllegalArgumentException(name + " has no diff in it");
        }
        String head = text.substring(0, diff);
        Matcher test = CAUGHT_BY.matcher(head);
        List<String> says = SAYS.matcher(head).results().map(match -> match.group(1)).toList();
        if (!test.find() || says.isEmpty()) {
            throw new IllegalArgumentException(name + " doesn't say what it is 'caught by:', or what that 'says:'");
        }
        return new Misconception(name, collapsed(head.substring(0, test.start())), test.group(1), says,
                text.substring(diff));
    }

    /** The first sentence of what it does. */
    public String firstSentence() {
        return text.split("(?<=[.!?:]) ", 2)[0].replaceFirst(":$", ".");
    }

    /**
     * Changes the reference's sources into the wrong answer.
     *
     * @throws IllegalArgumentException if they aren't what the diff was made against
     */
    public void applyTo(Path sources) throws IOException {
        UnifiedDiff parsed = UnifiedDiffReader.parseUnifiedDiff(
                new ByteArrayInputStream(diff.getBytes(StandardCharsets.UTF_8)));
        for (UnifiedDiffFile each : parsed.getFiles()) {
            Path file = sources.resolve(each.getToFile());
            try {
                Files.write(file, DiffUtils.patch(Files.readAllLines(file), each.getPatch()));
            } catch (PatchFailedException e) {
                throw new IllegalArgumentException(name + " doesn't fit " + each.getToFile() + " any more: "
                        + e.getMessage(), e);
            }
        }
    }

    /** Which of what must be said isn't. */
    public List<String> missingIn(String message) {
        String collapsed = collapsed(message);
        return says.stream().filter(part -> !collapsed.contains(collapsed(part))).toList();
    }

    private static String collapsed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
