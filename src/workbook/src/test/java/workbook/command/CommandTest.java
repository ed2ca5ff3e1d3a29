package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.report.Terminal;

class CommandTest {

    @TempDir
    private Path root;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void makeUpAChapter() throws IOException {
        System.setProperty("workbook.root", root.toString());
        write("chapters/01-one/README.md", "# 01 One\n\n## Task 1.1: add `one`\n");
        answer("throw new workbook.world.Todo(\"1.1\");");
        write("chapters/01-one/src/test/java/OneTest.java", """
                import org.junit.jupiter.api.*;
                @workbook.testkit.ChapterTest
                class OneTest {
                    @Test @Tag("1.1") @DisplayName("one more")
                    void oneMore() { Assertions.assertEquals(2, new One().addOne(1)); }
                }
                """);
    }

    @AfterEach
    void forgetTheRoot() {
        System.clearProperty("workbook.root");
    }

    @Test
    void withoutArgumentsItSaysWhereYouAreAndWhatIsNext() {
        assertThat(execute()).isEqualTo(0);
        assertThat(printed()).contains("01 one  · 1.1", "Next: task 1.1, add one.")
                .endsWith("then   ./workbook check 01");
    }

    @Test
    void whatWasSolvedAndNeverCheckedIsNotToDo() throws IOException {
        answer("return 2;");
        assertThat(execute()).isEqualTo(0);
        assertThat(printed()).contains("01 one  not checked yet").endsWith("Next: ./workbook check 01");
    }

    @Test
    void aCheckTellsWhatIsWrongAndIsRemembered() throws IOException {
        assertThat(execute("check", "1")).isEqualTo(1);
        assertThat(printed()).startsWith("Checking 01 one.").contains("01 one  · 1.1");

        answer("return 0;");
        assertThat(execute("check", "01.1")).isEqualTo(1);
        assertThat(printed()).contains("✗ 1.1  one more", "  expected: <2> but was: <0>",
                "  Lesson: chapters/01-one/README.md, task 1.1").doesNotContain("AssertionFailedError");

        answer("return 2");
        assertThat(execute("check", "01")).isEqualTo(1);
        assertThat(printed()).contains("✗ Your chapter 01 doesn't compile.",
                "chapters/01-one/src/main/java/One.java, line 1",
                "There is something missing: ';' expected.").endsWith("Next: mend that, then ./workbook check 01");

        answer("return 2;");
        assertThat(execute("check", "01")).isEqualTo(0);
        assertThat(printed()).contains("01 one  ✓ 1.1");

        execute();
        assertThat(printed()).contains("01 one  ✓ 1.1")
                .endsWith("All done. Next: ./workbook run, your own pipeline at work.");
    }

    @Test
    void aCheckAsJson() {
        assertThat(execute("check", "1", "--json")).isEqualTo(1);

        JsonObject json = JsonParser.parseString(printed()).getAsJsonObject();
        assertThat(json.get("passes").getAsBoolean()).isFalse();
        assertThat(json.getAsJsonArray("tasks").get(0).getAsJsonObject().get("verdict").getAsString())
                .isEqualTo("to do");
    }

    @Test
    void wrongUseIsRefused() {
        assertThat(execute("check", "07")).isEqualTo(2);
        assertThat(execute("check", "one")).isEqualTo(2);
        assertThat(execute("check", "1.5")).isEqualTo(2);
        assertThat(execute("chekc", "1")).isEqualTo(2);
        assertThat(execute("run", "--in", "0")).isEqualTo(2);
        assertThat(execute("run", "--parts", "reference")).as("there is no reference").isEqualTo(2);
        assertThat(execute("run")).as("nothing to run yet, and no reference").isEqualTo(1);
        assertThat(printed()).isEmpty();
    }

    private void answer(String statement) throws IOException {
        write("chapters/01-one/src/main/java/One.java", "public final class One { public int addOne(int number) { "
                + statement + " } }");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private int execute(String... arguments) {
        return new Main(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false))
                .execute(arguments);
    }

    private String printed() {
        String text = bytes.toString(StandardCharsets.UTF_8).strip().replace("\r\n", "\n");
        bytes.reset();
        return text;
    }
}
