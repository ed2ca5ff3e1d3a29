package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTroubleTest {

    private static final String FOLDER = "chapters/01-one/src/main/java/made/up/";
    private static final String TWO = "package made.up;\n\npublic final class Two { One one; }\n";

    @TempDir
    private Path root;

    private MadeUpWorkbook madeUp;

    @BeforeEach
    void handOutTwoClassesThatNeedEachOther() throws IOException {
        madeUp = new MadeUpWorkbook(root);
        madeUp.write(FOLDER + "Two.java", TWO);
        madeUp.write("chapters/ORIGINALS.sha256", Originals.manifest(madeUp.workbook()));
    }

    @Test
    void aFileThatIsGone() throws IOException {
        Files.delete(root.resolve(FOLDER + "One.java"));
        assertThat(told()).containsExactly("One.java 0 This file is gone, or was renamed; the tests need it."
                + " ./workbook reset 01 --missing puts what is gone or empty back as it was handed out.");
    }

    @Test
    void allFilesAreGone() throws IOException {
        Files.delete(root.resolve(FOLDER + "One.java"));
        Files.delete(root.resolve(FOLDER + "Two.java"));
        assertThat(told()).hasSize(2).last().isEqualTo("Two.java 0 This file is gone, too.");
    }

    @Test
    void aFileThatWasRenamed() throws IOException {
        Files.move(root.resolve(FOLDER + "One.java"), root.resolve(FOLDER + "Mine.java"));
        assertThat(told()).containsExactly(
                "Mine.java 0 The public class One belongs in a file named One.java. Rename this file back to that.");
    }

    @Test
    void aClassThatWasRenamedWithItsFile() throws IOException {
        String source = Files.readString(root.resolve(FOLDER + "One.java"));
        Files.delete(root.resolve(FOLDER + "One.java"));
        madeUp.write(FOLDER + "Mine.java", source.replace("One", "Mine"))
                .write(FOLDER + "Two.java", TWO.replace("One", "Mine"));
        assertThat(told()).as("only the tests don't compile").singleElement().asString()
                .startsWith("One.java 0 This file is gone, or was renamed");
    }

    @Test
    void aWrongPackage() throws IOException {
        String source = Files.readString(root.resolve(FOLDER + "One.java"));
        madeUp.write(FOLDER + "One.java", "// mine\n" + source.replace("package made.up;", "package made.down;"));
        assertThat(told()).containsExactly("One.java 2 This file must say 'package made.up;', since it is in that"
                + " folder, and not 'package made.down;'.");

        madeUp.write(FOLDER + "One.java", source.replace("package made.up;", ""));
        assertThat(told()).containsExactly(
                "One.java 1 This file must say 'package made.up;' at its top, since it is in that folder.");
    }

    @Test
    void aWrongFolder() throws IOException {
        String source = Files.readString(root.resolve(FOLDER + "One.java"));
        Files.delete(root.resolve(FOLDER + "One.java"));
        madeUp.write("chapters/01-one/src/main/java/made/down/One.java", source.replace("made.up", "made.down"));
        assertThat(told()).containsExactly("One.java 0 This file belongs in chapters/01-one/src/main/java/made/up, with"
                + " 'package made.up;' at its top. Move it back there.");
    }

    @Test
    void anEmptyFile() throws IOException {
        madeUp.write(FOLDER + "One.java", " \n// nothing but a remark\n");
        assertThat(told()).containsExactly("One.java 0 This file is empty. Undo that in your editor; or"
                + " ./workbook reset 01 --missing puts what is gone or empty back as it was handed out.");
    }

    @Test
    void notUtf8() throws IOException {
        String source = Files.readString(root.resolve(FOLDER + "One.java"));
        write(FOLDER + "One.java", ("// caf\u00e9\n" + source).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(told()).containsExactly("One.java 1 This line has a character that isn't UTF-8. Save the file as"
                + " UTF-8, or write the character in plain ASCII.");

        write(FOLDER + "One.java", source.getBytes(StandardCharsets.UTF_16));
        assertThat(told()).containsExactly("One.java 1 This file is UTF-16. Save it as UTF-8.");

        write(FOLDER + "One.java", ("\ufeff" + source).getBytes(StandardCharsets.UTF_8));
        assertThat(told()).containsExactly("One.java 1 This file begins with a byte order mark, which Java doesn't"
                + " take. Save it as UTF-8 without BOM.");
    }

    @Test
    void twoPublicClasses() throws IOException {
        madeUp.write(FOLDER + "Two.java", TWO + "public final class Three { }\n");
        assertThat(told()).containsExactly(
                "Two.java 4 The public class Three belongs in a file of its own, Three.java.");

        madeUp.write(FOLDER + "Two.java", TWO + Files.readString(root.resolve(FOLDER + "One.java"))
                .replace("package made.up;", ""));
        Files.delete(root.resolve(FOLDER + "One.java"));
        assertThat(told()).containsExactly("Two.java 6 The public class One belongs in a file of its own, One.java,"
                + " which is gone. Move the class back there.");
    }

    @Test
    void anotherErrorIsStillTold() throws IOException {
        madeUp.write(FOLDER + "Notes.java", "").write(FOLDER + "Two.java", TWO + "int x");
        assertThat(told()).hasSize(2).last().asString().startsWith("Two.java 4 There is something missing");
    }

    @Test
    void withoutAManifestTheCompilerHasItsSay() throws IOException {
        Files.delete(root.resolve("chapters/ORIGINALS.sha256"));
        Files.delete(root.resolve(FOLDER + "One.java"));
        assertThat(told()).containsExactly(
                "Two.java 3 There is no class One here: is it misspelt, or is its import missing?");
    }

    private List<String> told() {
        CompileProblem problem = madeUp.check(1).problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(CompileProblem.Kind.STUDENT);
        return problem.errors().stream().map(error -> error.file().replaceFirst(".*/", "") + " " + error.line() + " "
                + error.sentence()).toList();
    }

    private void write(String file, byte[] content) throws IOException {
        Files.write(root.resolve(file), content);
    }
}
