package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Making up a class, and an autograder, with a workbook that is made up. */
class RehearsalCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void makeUpAWorkbook() throws IOException {
        System.setProperty("workbook.root", folder.resolve("course").toString());
        for (String chapter : new String[] {"01-one", "02-two"}) {
            write("chapters/" + chapter + "/README.md", "# One\n");
            write("chapters/" + chapter + "/src/main/java/p" + chapter.substring(3) + "/One.java",
                    "package p" + chapter.substring(3) + "; class One { { throw new Todo(\"1.1\"); } }\n");
            write("solutions/" + chapter + "/src/main/java/p" + chapter.substring(3) + "/One.java",
                    "package p" + chapter.substring(3) + "; class One { }\n");
        }
        assertThat(execute("originals")).isEqualTo(0);
        printed();
    }

    @AfterEach
    void forgetTheRoot() {
        System.clearProperty("workbook.root");
    }

    @Test
    void aClassIsMadeUpAndItSaysHowToGradeIt() throws IOException {
        Path written = folder.resolve("class");
        assertThat(execute("rehearsal", written.toString(), "--size", "20", "--chapters", "1")).isEqualTo(0);

        assertThat(printed()).contains("20 submissions", "22 students").endsWith("Next: ./workbook grade "
                + written.resolve("submissions") + " --roster " + written.resolve("roster.csv")
                + " --chapters 01 --out grades");
        assertThat(Files.readAllLines(written.resolve("expected.csv"))).hasSize(21);
        assertThat(execute("rehearsal", written.toString())).as("there is something in it").isEqualTo(2);
        assertThat(execute("rehearsal", folder.resolve("other").toString(), "--chapters", "1.1")).isEqualTo(2);
    }

    @Test
    void anAutograderIsWrittenAndNotOverwritten() throws IOException {
        Path zip = folder.resolve("my.zip");
        assertThat(execute("autograder", zip.toString(), "--chapters", "02,01")).isEqualTo(0);

        assertThat(printed()).startsWith(zip + "  for Gradescope, ").contains("Configure Autograder");
        assertThat(execute("autograder", zip.toString())).isEqualTo(2);
        assertThat(execute("autograder", folder.resolve("b.zip").toString(), "--chapters", "07")).isEqualTo(2);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("course").resolve(file);
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
