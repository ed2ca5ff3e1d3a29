package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.testkit.TaskNumber;

class HintsTest {

    private static final String LESSON = """
            # 01 One

            <details><summary>Hint 1</summary>

            Not of any task.

            </details>

            ## Task 1.1: first

            Text.

            <details><summary>Hint 1</summary>

            Call `signalAll`, *not* [signal](x.md), and wait
            while nothing is there.

            ```java
            while (free.isEmpty()) {
                condition.await();
            }
            ```

            - one, which is so long that it goes on
            - two

            </details>

            <details>
            <summary>Hint 2</summary>

            The last.
            </details>

            ## Task 1.2: second

            ## Questions

            <details><summary>Answer</summary>

            42

            </details>
            """;

    @TempDir
    private Path folder;

    @Test
    void areWhatIsFoldedAwayBelowTheTask() throws IOException {
        assertThat(hints("1.1")).containsExactly(List.of(
                "Call signalAll, not signal,",
                "and wait while nothing is",
                "there.",
                "",
                "    while (free.isEmpty()) {",
                "        condition.await();",
                "    }",
                "",
                "- one, which is so long that",
                "  it goes on",
                "- two"), List.of("The last."));
        assertThat(hints("1.2")).isEmpty();
        assertThat(Hints.of(folder.resolve("none"), TaskNumber.parse("1.1"), 30)).isEmpty();
    }

    private List<List<String>> hints(String task) throws IOException {
        return Hints.of(Files.writeString(folder.resolve("README.md"), LESSON), TaskNumber.parse(task), 30);
    }
}
