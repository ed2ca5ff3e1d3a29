package workbook.grader.handout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Borrowing;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.Part;
import workbook.runner.Progress;
import workbook.runner.Sources;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** A made-up workbook of two chapters is handed out together with its reference. */
class HandoutWithReferenceTest {

    private static final String TEST = """
            package made.up;
            import org.junit.jupiter.api.*;
            @workbook.testkit.ChapterTest
            class %1$sTest {
                @Test @Tag("%2$s") void adds() { Assertions.assertEquals(%3$s, new %1$s().add(1)); }
            }
            """;
    private static final String CLASS =
            "package made.up; public final class %s { public int add(int number) { %s } }";
    private static final String ONE = "int secretName = number + 1; /* secret: why */ return secretName;";
    private static final String TWO = "return new One().add(number) + 1;";

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeUp() throws IOException {
        root = folder.resolve("course");
        write("pom.xml", "<project/>");
        write("chapters/01-one/src/main/java/made/up/One.java", CLASS.formatted("One", todo("1.1")));
        write("chapters/01-one/src/test/java/made/up/OneTest.java", TEST.formatted("One", "1.1", 2));
        write("chapters/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", todo("2.1")));
        write("chapters/02-two/src/test/java/made/up/TwoTest.java", TEST.formatted("Two", "2.1", 3));
        write("solutions/pom.xml", "<project/>");
        write("solutions/MODEL-ANSWERS.md", "secret: model answers");
        write("solutions/01-one/pom.xml", "<project/>");
        write("solutions/01-one/src/main/java/made/up/One.java", CLASS.formatted("One", ONE));
        write("solutions/01-one/misconceptions/off-by-one.diff", "secret: a misconception");
        write("solutions/01-one/alternatives/other/made/up/Other.java", "package made.up; class Other { }");
        write("solutions/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", TWO));
        Workbook workbook = Workbook.at(root);
        Files.writeString(Originals.file(workbook), Originals.manifest(workbook));
    }

    @Test
    void hasTheReferenceAsClassesAndNothingElseOfTheSolutions() throws Exception {
        Handout.Result result = handout("out");

        assertThat(files(result.folder().resolve("solutions"))).containsExactly("01-one/01-one-solution.jar",
                "01-one/pom.xml", "02-two/02-two-solution.jar", "02-two/pom.xml", "pom.xml");
        assertThat(inJar(Workbook.at(result.folder()), 1)).containsExactly("made/up/One.class");
        assertThat(inJar(Workbook.at(result.folder()), 2)).containsExactly("made/up/Two.class");
        for (String file : files(result.folder())) {
            assertThat(new String(Files.readAllBytes(result.folder().resolve(file)), StandardCharsets.ISO_8859_1))
                    .as("text, names of variables and remarks in %s", file).doesNotContain("secret");
        }
        assertThat(result.folder().resolve(".workbook")).as("where it was compiled").doesNotExist();
    }

    @Test
    void aBorrowedChapterIsTheReferences() throws Exception {
        Workbook workbook = Workbook.at(handout("out").folder());
        write(workbook.root(), "chapters/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", TWO));

        TestReport before = check(workbook, 2).tasks().get(0).tests().get(0);
        assertThat(before.todo()).as("the task that chapter 02 waits for").contains("1.1");

        new Borrowing(workbook).begin(workbook.chapters().get(0));
        ChapterReport borrowing = check(workbook, 2);
        Progress.of(workbook).remember(borrowing, false);
        assertThat(borrowing.tasks().get(0).verdict()).isEqualTo(Verdict.PASSING);
        assertThat(borrowing.parts()).extracting(Part::borrowed).containsExactly(true, false);
        assertThat(borrowing.parts()).extracting(Part::isCompiled).containsExactly(true, false);
        assertThat(check(workbook, 1).tasks().get(0).verdict()).as("their own chapter 01").isEqualTo(Verdict.TO_DO);
        assertThat(Progress.of(workbook).passes(workbook.chapters().get(1))).isTrue();

        new Borrowing(workbook).end(workbook.chapters().get(0));
        assertThat(Progress.of(workbook).passes(workbook.chapters().get(1))).as("on one's own again").isFalse();
        assertThat(check(workbook, 2).tasks().get(0).verdict()).isEqualTo(Verdict.TO_DO);
    }

    @Test
    void anotherJarIsNotTakenForTheOneBefore() throws Exception {
        Workbook workbook = Workbook.at(handout("out").folder());
        Chapter first = workbook.chapters().get(0);
        new Borrowing(workbook).begin(first);
        write(workbook.root(), "chapters/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", TWO));
        assertThat(check(workbook, 2).passes()).isTrue();

        write("solutions/01-one/src/main/java/made/up/One.java", "package made.up; public final class One { }");
        write("chapters/01-one/src/test/java/made/up/OneTest.java", TEST.formatted("One", "1.1", 2)
                .replace("new One().add(1)", "2"));
        write("solutions/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", "return number + 2;"));
        write("chapters/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", "return 0;"));
        Files.writeString(Originals.file(Workbook.at(root)), Originals.manifest(Workbook.at(root)));
        Files.copy(Workbook.at(handout("newer").folder()).referenceJar(first), workbook.referenceJar(first),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(check(workbook, 2).problem().orElseThrow().errors().get(0).sentence())
                .startsWith("There is no method add(int)");
    }

    @Test
    void thereIsNothingToReadInIt() throws Exception {
        Workbook workbook = Workbook.at(handout("out").folder());

        assertThat(workbook.hasSolutions()).isFalse();
        assertThat(workbook.solution(workbook.chapters().get(0))).isEmpty();
        assertThat(workbook.reference(workbook.chapters().get(0))).isPresent();

        write(workbook.root(), "solutions/01-one/src/main/java/made/up/One.java", CLASS.formatted("One", ONE));
        assertThat(workbook.borrow(workbook.chapters().get(0)).isCompiled()).as("after its sources were given out")
                .isFalse();
    }

    @Test
    void isTheSameEachTimeAndEverywhere() throws Exception {
        TimeZone here = TimeZone.getDefault();
        Handout.Result first = handout("out");
        Handout.Result again;
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        try {
            again = handout("again");
        } finally {
            TimeZone.setDefault(here);
        }

        for (String file : files(first.folder())) {
            assertThat(Files.mismatch(first.folder().resolve(file), again.folder().resolve(file))).as(file)
                    .isEqualTo(-1);
        }
        Path head = Path.of(".git", "refs", "heads", "main");
        assertThat(again.folder().resolve(head)).as("the commit").hasSameTextualContentAs(first.folder().resolve(head));
        assertThat(Files.mismatch(handout("here").zip(), first.zip())).as("the zip").isEqualTo(-1);
    }

    @Test
    void refusesAReferenceThatDoesNotFit() throws IOException {
        write("solutions/02-two/src/main/java/made/up/Two.java", CLASS.formatted("Two", "return new One().sub(1);"));
        assertRefused("The reference for chapter 02 doesn't compile on what is handed out");
        write("solutions/02-two/src/main/java/made/up/Two.java", "package made.up; public final class Two { }");
        assertRefused("The tests don't fit the reference.");
        Files.delete(root.resolve("solutions/02-two/src/main/java/made/up/Two.java"));
        assertRefused("There are no sources of a reference for chapter 02 in this workbook.");
    }

    @Test
    void hasOfThisWorkbooksSolutionsTheReferencesClassesOnly() throws Exception {
        Path own = Path.of("").toAbsolutePath().getParent().getParent();
        Workbook workbook = Workbook.at(own);
        for (Chapter chapter : workbook.chapters()) {
            Files.createDirectories(folder.resolve("empty/chapters").resolve(chapter.folder()));
        }
        Workbook handout = Workbook.at(folder.resolve("empty"));
        new ReferenceJars(workbook, Libraries.ofThisJvm()).addTo(handout);

        for (Chapter chapter : workbook.chapters()) {
            Path sources = workbook.solution(chapter).orElseThrow();
            Set<String> classes = new TreeSet<>();
            inJar(handout, chapter.number()).forEach(name -> classes.add(name.replaceAll("(\\$.*)?\\.class$", "")));
            assertThat(classes).as("classes of chapter %s", chapter).containsExactlyElementsOf(Sources.in(sources)
                    .stream().map(file -> sources.relativize(file).toString().replace('\\', '/').replace(".java", ""))
                    .sorted().toList());
            assertThat(Files.readString(handout.referenceJar(chapter), StandardCharsets.ISO_8859_1))
                    .doesNotContain("LocalVariableTable", "SourceFile");
        }
        assertThat(files(handout.root().resolve("solutions"))).allMatch(name -> name.endsWith("-solution.jar")
                || name.endsWith("pom.xml")).hasSize(2 * workbook.chapters().size() + 1);
    }

    private Handout.Result handout(String name) throws IOException, InterruptedException {
        return new Handout(Workbook.at(root), Libraries.ofThisJvm()).write(folder.resolve(name), Set.of(), true);
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> handout("out")).isInstanceOf(WorkbookException.class).hasMessageContaining(message);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).as("what is left behind").containsExactly(root);
        }
    }

    private static ChapterReport check(Workbook workbook, int chapter) {
        try (ChapterRunner runner = new ChapterRunner(workbook, Libraries.ofThisJvm())) {
            return runner.run(new ChapterRunner.Request(workbook.partsFor(workbook.chapter(chapter).orElseThrow()),
                    Optional.empty(), Optional.empty()));
        }
    }

    private static List<String> inJar(Workbook workbook, int chapter) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(
                workbook.referenceJar(workbook.chapter(chapter).orElseThrow()))) {
            return files(jar.getPath("/"));
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".git/")).sorted().toList();
        }
    }

    private static String todo(String task) {
        return "throw new workbook.world.Todo(\"" + task + "\");";
    }

    private void write(String file, String text) throws IOException {
        write(root, file, text);
    }

    private static void write(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
