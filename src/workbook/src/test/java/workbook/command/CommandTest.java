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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.report.RunJson;
import workbook.report.RunParts;
import workbook.report.Terminal;
import workbook.watch.TinyRun;

class CommandTest {

    private static final String ONE = "chapters/01-one/src/main/java/One.java";

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
        assertThat(execute("check", "01.1", "--replay", "7")).isEqualTo(0);
        assertThat(printed()).contains("order or seed 7 that passes").endsWith("./workbook check 1.1, which tries all of"
                + " them.");
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
    void whereYouAreAsJson() {
        assertThat(execute("--json")).isEqualTo(0);

        JsonObject json = JsonParser.parseString(printed()).getAsJsonObject();
        JsonObject chapter = json.getAsJsonArray("chapters").get(0).getAsJsonObject();
        assertThat(chapter.get("borrowed").getAsBoolean()).isFalse();
        assertThat(chapter.getAsJsonArray("tasks").get(0).getAsJsonObject().get("verdict").getAsString())
                .isEqualTo("to do");
        assertThat(json.getAsJsonObject("next").get("task").getAsString()).isEqualTo("1.1");
    }

    @Test
    void hintsComeOneAtATime() throws IOException {
        write("chapters/01-one/README.md", "# 01 One\n\n## Task 1.1: add `one`\n\n" + hint(1, "Add.") + hint(2, "One."));

        assertThat(execute("hint")).isEqualTo(0);
        assertThat(printed()).startsWith("Hint 1 of 2 for task 1.1, add one\n\n  Add.\n")
                .endsWith("the next hint: ./workbook hint 1.1");
        execute("hint", "01");
        assertThat(printed()).startsWith("Hint 2 of 2 for task 1.1").contains("  One.", "That was the last.");
        execute("hint", "1.1");
        assertThat(printed()).startsWith("Hint 2 of 2 for task 1.1").contains("You have seen them all");
        execute("hint", "1", "--again");
        assertThat(printed()).contains("Hint 1 of 2", "Hint 2 of 2");

        assertThat(execute("check", "1")).isEqualTo(1);
        printed();
        execute("hint");
        assertThat(printed()).as("remembered, whatever the checks say").startsWith("Hint 2 of 2");
    }

    @Test
    void aTaskWithoutHintsSendsToTheLesson() throws IOException {
        assertThat(execute("hint", "1.1")).isEqualTo(0);
        assertThat(printed()).isEqualTo(
                "Task 1.1, add one has no hints. All there is to know: chapters/01-one/README.md, task 1.1");

        answer("return 2;");
        assertThat(execute("hint")).as("never checked: who knows what is open").isEqualTo(1);
        assertThat(printed()).endsWith("Next: ./workbook check 01");
    }

    @Test
    void aChapterIsBorrowedAndTakenBack() throws IOException {
        assertThat(execute("skip", "1")).as("nothing to borrow").isEqualTo(2);
        reference();

        assertThat(execute("skip", "1")).isEqualTo(0);
        assertThat(printed()).startsWith("Chapter 01 one is now borrowed");
        assertThat(root.resolve(".mvn/maven.config")).hasContent("-Dpart.01=01-one-solution\n");
        execute("skip", "1");
        assertThat(printed()).startsWith("Chapter 01 one is borrowed already.");
        execute();
        assertThat(printed()).contains("01 one  borrowed: the reference stands in");
        execute("check", "1");
        assertThat(printed()).contains("Chapter 01 is borrowed: later chapters stand on the reference.");

        assertThat(execute("unskip", "1")).isEqualTo(0);
        assertThat(printed()).startsWith("Chapter 01 one is your own again");
        execute("unskip", "1");
        assertThat(printed()).startsWith("Chapter 01 one isn't borrowed");
    }

    @Test
    void theSolutionIsForWhoHasOneOrAsksTwice() throws IOException {
        assertThat(execute("solution", "1")).as("there is none").isEqualTo(2);
        reference();

        assertThat(execute("solution", "1.1")).isEqualTo(1);
        assertThat(printed()).startsWith("Not yet: task 1.1 is to do. ./workbook hint 1.1 helps a step at a time.");
        assertThat(execute("solution", "1")).isEqualTo(0);
        assertThat(printed()).contains("solutions/01-one/src/main/java\n    One.java");

        Files.delete(root.resolve(".workbook/progress"));
        answer("return 2;");
        assertThat(execute("solution", "1")).as("right, but never checked").isEqualTo(1);
        Files.delete(root.resolve(".workbook/progress"));
        execute("check", "1");
        assertThat(execute("solution", "1")).as("passes").isEqualTo(0);
    }

    @Test
    void aCompiledReferenceIsBorrowedAndNotShown() throws IOException {
        write("solutions/01-one/01-one-solution.jar", "a jar");

        assertThat(execute("skip", "1")).isEqualTo(0);
        assertThat(execute("solution", "1")).as("there is nothing to read").isEqualTo(2);
        assertThat(execute("originals")).as("this is a handout").isEqualTo(2);
        assertThat(execute("verify")).as("there is nothing to try the tests on").isEqualTo(2);
    }

    @Test
    void aChapterIsBegunAnew() throws IOException {
        reference();
        assertThat(execute("originals")).isEqualTo(0);
        execute();
        String skeleton = Files.readString(root.resolve(ONE));
        answer("return 2;");
        execute("check", "1");
        printed();

        assertThat(execute("reset", "1")).isEqualTo(0);
        assertThat(printed()).startsWith("Chapter 01 one is as handed out again.").contains(
                "chapters/01-one/src/main/java/\n      One.java",
                "What was there before is kept, all of it:\n  chapters/01-one/kept-");
        assertThat(root.resolve(ONE)).hasContent(skeleton);
        execute();
        assertThat(printed()).contains("01 one  · 1.1");
        assertThat(execute("reset", "1")).isEqualTo(0);
        assertThat(printed()).isEqualTo("Chapter 01 one is as handed out. There is nothing to reset.");
    }

    @Test
    void editedTestsAreToldAndPutBack() throws IOException {
        reference();
        execute("originals");
        execute();
        write("chapters/01-one/src/test/java/OneTest.java",
                Files.readString(root.resolve("chapters/01-one/src/test/java/OneTest.java")).replace("(2,", "(0,"));
        answer("return 0;");
        printed();

        assertThat(execute("check", "1")).as("the verdict is the tests'").isEqualTo(0);
        assertThat(printed()).contains("OneTest.java isn't as it was handed out.", "./workbook reset 01 --tests puts it");
        execute("check", "1", "--json");
        assertThat(JsonParser.parseString(printed()).getAsJsonObject().getAsJsonArray("editedTests").get(0)
                .getAsString()).isEqualTo("chapters/01-one/src/test/java/OneTest.java");

        assertThat(execute("reset", "1", "--tests")).isEqualTo(0);
        assertThat(Files.readString(root.resolve(ONE))).as("the student's own").contains("return 0;");
        printed();
        assertThat(execute("check", "1")).isEqualTo(1);
        assertThat(printed()).doesNotContain("handed out");
    }

    @Test
    void theDoctorNamesTheCommandThatMends() throws IOException {
        reference();
        write("mvnw", "");
        execute("originals");
        execute();
        Files.delete(root.resolve(ONE));
        printed();

        assertThat(execute("doctor")).isEqualTo(1);
        assertThat(printed()).contains("✓ JDK  ", "✗ Maven         .mvn/wrapper/maven-wrapper.properties is gone.",
                "✓ disk  ", "✗ chapter 01    chapters/01-one/src/main/java/One.java is gone.\n"
                        + "                → ./workbook reset 01 --missing", "Next: mend these 2, then ./workbook doctor");
    }

    @Test
    void wrongUseIsRefused() {
        assertThat(execute("check", "07")).isEqualTo(2);
        assertThat(execute("check", "one")).isEqualTo(2);
        assertThat(execute("check", "1.5")).isEqualTo(2);
        assertThat(execute("chekc", "1")).isEqualTo(2);
        assertThat(execute("skip", "1.1")).isEqualTo(2);
        assertThat(execute("hint", "1.2")).isEqualTo(2);
        assertThat(execute("originals")).as("in a handout").isEqualTo(2);
        assertThat(execute("reset", "1")).as("nobody knows how it was handed out").isEqualTo(3);
        assertThat(execute("run", "--in", "0")).isEqualTo(2);
        assertThat(execute("run", "--html", root.toString())).as("a folder").isEqualTo(2);
        assertThat(execute("run", "--parts", "reference")).as("there is no reference").isEqualTo(2);
        assertThat(execute("run", "--live")).as("there is no terminal").isEqualTo(2);
        assertThat(execute("run", "--from", "nowhere.json")).isEqualTo(2);
        assertThat(execute("run", "--from", "nowhere.json", "--in", "5")).isEqualTo(2);
        assertThat(execute("run")).as("nothing to run yet, and no reference").isEqualTo(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void anEarlierRunIsToldAndPutOnAPageAgain() throws IOException {
        Path json = root.resolve("run.json");
        Path page = root.resolve("run.html");
        RunJson.write(TinyRun.ofThreeSeconds(), new RunParts(List.of("01"), List.of()), json);

        assertThat(execute("run", "--from", json.toString(), "--html", page.toString())).isEqualTo(0);

        assertThat(printed()).startsWith("The run in " + json + ": your parts.")
                .contains("── 3 s ── The end.", "Its picture: " + page).doesNotContain("\033");
        assertThat(Files.readString(page)).contains("your parts");
        Files.writeString(json, Files.readString(json).substring(0, 500));
        assertThat(execute("run", "--from", json.toString())).as("cut short").isEqualTo(2);
        assertThat(printed()).isEmpty();
    }

    private void reference() throws IOException {
        write("solutions/01-one/src/main/java/One.java",
                "public final class One { public int addOne(int number) { return number + 1; } }");
    }

    private static String hint(int number, String text) {
        return "<details><summary>Hint " + number + "</summary>\n\n" + text + "\n\n</details>\n\n";
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
