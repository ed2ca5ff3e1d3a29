package workbook.runner.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.child.ResultLog.Complete;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Found;
import workbook.runner.child.ResultLog.Outcome;

class ResultLogTest {

    private static final Found FOUND = new Found("a", "ATest.a", "a is right", Set.of("1.1"));
    private static final Ended FAILED = new Ended("a", Outcome.FAILED, "a is wrong", "", "", "", "", "");
    private static final Ended PASSED = new Ended("a", Outcome.PASSED, "", "", "", "", "", "");

    private final String key = Seal.newKey();
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("results");
        try (ResultLog log = new ResultLog(file, key)) {
            log.add(FOUND);
            log.add(FAILED);
            log.add(new Complete(0));
        }
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(ResultLog.read(file, key)).as("what was written")
                .isEqualTo(new ResultLog.Content(List.of(FOUND, FAILED, new Complete(0)), true));
    }

    @Test
    void anEntryCutShortIsNone() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        ResultLog.Content content = ResultLog.read(file, key);

        assertThat(content.isGenuine()).as("genuine, as far as it goes").isTrue();
        assertThat(content.isComplete()).as("complete").isFalse();
        assertThat(content.entries()).containsExactly(FOUND, FAILED);
    }

    @Test
    void eachChapterHasItsOwnPart() {
        Complete one = new Complete(0);
        Complete two = new Complete(1);

        assertThat(new ResultLog.Content(List.of(FOUND, one, PASSED, two), true).byChapter())
                .containsExactly(new ResultLog.Content(List.of(FOUND, one), true),
                        new ResultLog.Content(List.of(PASSED, two), true));
        assertThat(new ResultLog.Content(List.of(FOUND, one, PASSED), true).byChapter()).as("cut short in the second")
                .containsExactly(new ResultLog.Content(List.of(FOUND, one), true),
                        new ResultLog.Content(List.of(PASSED), true));
        assertThat(new ResultLog.Content(List.of(FOUND, one), false).byChapter()).as("false after the first")
                .containsExactly(new ResultLog.Content(List.of(FOUND, one), true), new ResultLog.Content(List.of(), false));
        assertThat(new ResultLog.Content(List.of(), true).byChapter()).as("nothing at all")
                .containsExactly(new ResultLog.Content(List.of(), true));
    }

    @Test
    void whatSomebodyElseWroteDoesNotCount() throws IOException {
        Path others = folder.resolve("others");
        try (ResultLog log = new ResultLog(others, Seal.newKey())) {
            log.add(PASSED);
        }
        Files.write(file, Files.readAllBytes(others), StandardOpenOption.APPEND);

        ResultLog.Content content = ResultLog.read(file, key);

        assertThat(content.isGenuine()).as("genuine").isFalse();
        assertThat(content.entries()).doesNotContain(PASSED);
    }

    @Test
    void anEntryThatWasChangedDoesNotCount() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, ISO_8859_1).indexOf("FAILED");
        System.arraycopy("PASSED".getBytes(ISO_8859_1), 0, bytes, place, 6);
        Files.write(file, bytes);

        ResultLog.Content content = ResultLog.read(file, key);

        assertThat(content.isGenuine()).as("genuine").isFalse();
        assertThat(content.entries()).containsExactly(FOUND);
    }

    @Test
    void anEntryThatIsRepeatedDoesNotCount() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, bytes, StandardOpenOption.APPEND);

        assertThat(ResultLog.read(file, key).isGenuine()).as("genuine").isFalse();
    }

    @Test
    void rubbishIsNotGenuine() throws IOException {
        Files.write(file, new byte[] {-1, -1, -1, -1, 7}, StandardOpenOption.APPEND);

        assertThat(ResultLog.read(file, key).isGenuine()).as("genuine").isFalse();
    }
}
