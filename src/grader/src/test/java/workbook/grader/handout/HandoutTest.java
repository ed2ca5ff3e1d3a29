package workbook.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** A made-up workbook is handed out. */
class HandoutTest {

    private static final String TEST = """
            import org.junit.jupiter.api.*;
            @workbook.testkit.ChapterTest
            class %s {
                @Test @Tag("%s") void oneMore() { Assertions.assertEquals(2, %s.addOne(1)); }
            }
            """;

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeUp() throws IOException {
        root = folder.resolve("course");
        write("README.md", "For students.");
        write("GRADING.md", "secret: points");
        write("pom.xml", "<project/>");
        write("workbook", "#!/bin/sh");
        write(".mvn/maven.config", "-Dpart.01=01-one-solution");
        write("chapters/pom.xml", "<project/>");
        write("chapters/01-one/README.md", "# 01 One\n\n## Task 1.1: add `one`\n");
        write("chapters/01-one/kept-2026-01-01-000000/One.java", "secret: an instructor's own try");
        write("chapters/01-one/src/main/java/One.java",
                "public class One { int addOne(int number) { throw new workbook.world.Todo(\"1.1\"); } }");
        write("chapters/01-one/src/test/java/OneTest.java", TEST.formatted("OneTest", "1.1", "new One()"));
        write("chapters/01-one/src/test/java/StrictTest.java", TEST.formatted("StrictTest", "1.1", "Helper.one()"));
        write("chapters/01-one/src/test/java/Helper.java", "class Helper { static One one() { return new One(); } }");
        write("chapters/01-one/target/classes/One.class", "secret: built");
        write("solutions/01-one/src/main/java/One.java", "secret: the answer");
        write("solutions/MODEL-ANSWERS.md", "secret: model answers");
        write("src/world/src/main/java/workbook/world/Todo.java", "class Todo { }");
        write("src/world/src/test/java/workbook/world/TodoTest.java", "secret: not for students");
        write("src/README.md", "secret: for those who change it");
        write("src/another/pom.xml", "secret: a module nobody thought of");
        write("src/lab/pom.xml", "<project/>");
        write("chapters/09-lab/README.md", "# 09 Lab: nothing to build");
        write("notes.txt", "secret: whatever lies about");
        originals();
    }

    @Test
    void hasWhatStudentsNeedAndNothingElse() throws Exception {
        Handout.Result result = handout(Set.of());

        assertThat(files(result.folder())).containsExactly("README.md", "chapters/01-one/README.md",
                "chapters/01-one/src/main/java/One.java", "chapters/01-one/src/test/java/Helper.java",
                "chapters/01-one/src/test/java/OneTest.java", "chapters/01-one/src/test/java/StrictTest.java",
                "chapters/09-lab/README.md", "chapters/ORIGINALS.sha256", "chapters/pom.xml", "pom.xml",
                "src/lab/pom.xml", "src/world/src/main/java/workbook/world/Todo.java", "workbook");
        assertThat(result.files()).isEqualTo(13);
        for (Path file : everything(result.folder())) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                    .doesNotContain("secret");
        }
    }

    @Test
    void isARepositoryOfOneCommitAndTheSameAsAZip() throws Exception {
        Handout.Result result = handout(Set.of());

        assertThat(git(result.folder(), "log", "--format=%an %ad %s", "--date=short"))
                .isEqualTo("The Backpressure Workbook 2026-01-01 The Backpressure Workbook");
        assertThat(git(result.folder(), "status", "--porcelain", "--ignored")).isEmpty();
        try (FileSystem zip = FileSystems.newFileSystem(result.zip())) {
            Path inZip = zip.getPath("workbook");
            assertThat(files(inZip)).isEqualTo(files(result.folder()));
            assertThat(inZip.resolve("README.md")).hasContent("For students.");
        }
    }

    @Test
    void isTheSameEachTime() throws Exception {
        Path first = handout(Set.of()).zip();
        String commit = git(first.resolveSibling("workbook"), "rev-parse", "HEAD");
        Handout.Result again = new Handout(Workbook.at(root), Libraries.ofThisJvm()).write(folder.resolve("again"),
                Set.of(), false);

        assertThat(Files.mismatch(first, again.zip())).isEqualTo(-1);
        assertThat(git(again.folder(), "rev-parse", "HEAD")).isEqualTo(commit);
    }

    @Test
    void keepsTestsBack() throws Exception {
        Handout.Result result = handout(Set.of("StrictTest"));

        assertThat(files(result.folder())).doesNotContain("chapters/01-one/src/test/java/StrictTest.java");
        assertThat(Originals.of(Workbook.at(result.folder())).areUpToDate()).as("its manifest knows nothing of it")
                .isTrue();
        assertThat(git(result.folder(), "log", "-p")).doesNotContain("StrictTest");
    }

    @Test
    void refusesToHideWhatCannotBeMissing() throws IOException {
        assertRefused(Set.of("Missing"), "There is no test class Missing.");
        assertRefused(Set.of("OneTest", "StrictTest"), "no test for task 1.1");
        assertRefused(Set.of("Helper"), "doesn't compile: chapters/01-one/src/test/java/StrictTest.java, line 4:");
    }

    @Test
    void refusesWhatIsNotAsItIsHandedOut() throws IOException {
        write("chapters/01-one/src/main/java/Mine.java", "class Mine { }");
        assertRefused(Set.of(), "chapters/01-one/src/main/java/Mine.java isn't among what is to be handed out.");
        Files.delete(root.resolve("chapters/01-one/src/main/java/Mine.java"));
        write("chapters/01-one/src/main/java/One.java", "public class One { int addOne(int i) { return i + 1; } }");
        assertRefused(Set.of(), "chapters/01-one/src/main/java/One.java isn't as it is to be handed out.");
        Files.delete(root.resolve("chapters/ORIGINALS.sha256"));
        assertRefused(Set.of(), "is in no list of what is handed out.");
    }

    @Test
    void overwritesNothing() throws Exception {
        Path taken = folder.resolve("out/mine.txt");
        Files.createDirectories(taken.getParent());
        Files.writeString(taken, "mine");

        assertThatThrownBy(() -> handout(Set.of())).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("nothing is overwritten");
        assertThat(taken).hasContent("mine");
        assertThatThrownBy(() -> new Handout(Workbook.at(root), Libraries.ofThisJvm()).write(taken, Set.of(), false))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("is a file");
    }

    @Test
    void hasNoneOfThisWorkbooksOwnAnswers() throws IOException {
        Path own = Path.of("").toAbsolutePath().getParent().getParent();
        SortedMap<String, Path> handedOut = StudentsFiles.in(own);
        Set<String> contents = new HashSet<>();
        for (Path file : handedOut.values()) {
            contents.add(Files.readString(file));
        }

        assertThat(handedOut).containsKeys("README.md", "workbook", "mvnw", "chapters/01-buffers/README.md",
                "chapters/06-pipeline/src/main/java/backpressure/pipeline/Pipeline.java");
        assertThat(handedOut.keySet()).noneMatch(name -> name.startsWith("solutions/") || name.contains("GRADING"));
        Path solutions = own.resolve("solutions");
        for (Path file : everything(solutions)) {
            Path skeleton = own.resolve("chapters").resolve(solutions.relativize(file));
            boolean isGiven = Files.exists(skeleton) && Files.mismatch(skeleton, file) < 0; // there is nothing to answer
            if (file.toString().matches(".*\\.(java|md|diff)") && !isGiven) {
                assertThat(contents.contains(Files.readString(file))).as("whether %s is handed out", file).isFalse();
            }
        }
    }

    @Test
    void doesNotFollowLinks() throws Exception {
        Files.delete(root.resolve("README.md"));
        Files.createSymbolicLink(root.resolve("README.md"), root.resolve("GRADING.md"));

        assertThat(files(handout(Set.of()).folder())).doesNotContain("README.md");
    }

    private Handout.Result handout(Set<String> hidden) throws IOException, InterruptedException {
        return new Handout(Workbook.at(root), Libraries.ofThisJvm()).write(folder.resolve("out"), hidden, false);
    }

    private void assertRefused(Set<String> hidden, String message) throws IOException {
        assertThatThrownBy(() -> handout(hidden)).isInstanceOf(WorkbookException.class).hasMessageContaining(message);
        assertThat(folder.resolve("out")).doesNotExist();
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).as("what is left behind").containsExactly(root);
        }
    }

    private void originals() throws IOException {
        Workbook workbook = Workbook.at(root);
        Files.writeString(Originals.file(workbook), Originals.manifest(workbook));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static List<String> files(Path root) throws IOException {
        return everything(root).stream().map(file -> root.relativize(file).toString())
                .filter(name -> !name.startsWith(".git/")).sorted().toList();
    }

    private static List<Path> everything(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String git(Path folder, String... arguments) throws IOException {
        Process git = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(folder.toFile()).redirectErrorStream(true).start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
