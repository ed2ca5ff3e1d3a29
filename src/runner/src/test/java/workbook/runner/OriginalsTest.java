package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Originals.Kind;

class OriginalsTest {

    private static final String ONE = "chapters/01-one/src/main/java/made/up/One.java";
    private static final String TEST = "chapters/01-one/src/test/java/made/up/OneTest.java";

    @TempDir
    private Path root;

    private MadeUpWorkbook madeUp;
    private Workbook workbook;
    private Chapter chapter;

    @BeforeEach
    void handOut() throws IOException {
        madeUp = new MadeUpWorkbook(root);
        workbook = madeUp.workbook();
        chapter = workbook.chapters().get(0);
        madeUp.write("chapters/ORIGINALS.sha256", Originals.manifest(workbook));
    }

    @Test
    void knowWhatChangedIsGoneOrWasAdded() throws IOException {
        assertThat(differences()).isEmpty();
        assertThat(Originals.of(workbook).areUpToDate()).isTrue();

        madeUp.write(TEST, "class OneTest {}")
                .write("chapters/01-one/src/test/java/made/up/Mine.java", "class Mine {}");
        Files.delete(root.resolve("chapters/01-one/src/test/java/made/up/OneShow.java"));

        assertThat(differences()).extracting(Originals.Difference::kind)
                .containsExactly(Kind.ADDED, Kind.GONE, Kind.CHANGED);
        assertThat(Originals.of(workbook).areUpToDate()).isFalse();
    }

    @Test
    void lineEndsDontCount() throws IOException {
        madeUp.write(TEST, Files.readString(root.resolve(TEST)).replace("\n", "\r\n"));
        assertThat(differences()).isEmpty();
    }

    @Test
    void withoutAManifestOrWithADamagedOneNothingIsKnown() throws IOException {
        madeUp.write(TEST, "class OneTest {}");
        for (String manifest : List.of("", "<<<<<<< mine\n" + Originals.manifest(workbook),
                "0".repeat(64) + "  ../outside/src/main/java/X.java\n")) {
            madeUp.write("chapters/ORIGINALS.sha256", manifest);
            assertThat(differences()).isEmpty();
        }
        Files.delete(root.resolve("chapters/ORIGINALS.sha256"));
        assertThat(differences()).isEmpty();
        Originals.of(workbook).keep();
        assertThatThrownBy(this::putBack).isInstanceOf(WorkbookException.class)
                .hasMessageStartingWith("There is nothing to go back to");
    }

    @Test
    void whatWasKeptIsPutBackAndTheStudentsVersionIsBesideIt() throws IOException {
        String skeleton = Files.readString(root.resolve(ONE));
        Originals.of(workbook).keep();
        madeUp.one("return 1;", "return 2;").write("chapters/01-one/src/main/java/made/up/Mine.java", "class Mine {}");
        String answer = Files.readString(root.resolve(ONE));

        PutBack.Result result = putBack().orElseThrow();

        assertThat(root.resolve(ONE)).hasContent(skeleton);
        assertThat(root.resolve("chapters/01-one/src/main/java/made/up/Mine.java")).doesNotExist();
        Path kept = result.kept().orElseThrow();
        assertThat(kept.getFileName().toString()).matches("kept-\\d{4}-\\d\\d-\\d\\d-\\d{6}");
        assertThat(kept.resolve("src/main/java/made/up/One.java")).hasContent(answer);
        assertThat(kept.resolve("src/main/java/made/up/Mine.java")).hasContent("class Mine {}");
        assertThat(madeUp.check(1).problem()).as("what was kept is compiled by nobody").isEmpty();
        assertThat(putBack()).as("once more").isEmpty();
    }

    @Test
    void onlyWhatIsMissingCanBePutBack() throws IOException {
        madeUp.write("chapters/01-one/src/main/java/made/up/Two.java", "package made.up; class Two {}\n")
                .write("chapters/01-one/src/main/java/made/up/Three.java", "package made.up; class Three {}\n");
        madeUp.write("chapters/ORIGINALS.sha256", Originals.manifest(workbook));
        Originals.of(workbook).keep();
        madeUp.one("return 1;", "return 2;").write("chapters/01-one/src/main/java/made/up/Two.java", "\n");
        Files.delete(root.resolve("chapters/01-one/src/main/java/made/up/Three.java"));

        PutBack.Result result = new PutBack(workbook, Originals.of(workbook))
                .run(chapter, workbook.own(chapter).sources(), true).orElseThrow();

        assertThat(result.restored()).extracting(file -> file.getFileName().toString())
                .containsExactly("Three.java", "Two.java");
        assertThat(result.kept()).isEmpty();
        assertThat(root.resolve(ONE)).content().contains("return 1;");
    }

    @Test
    void ifAnOriginalCannotBeFoundNothingChanges() throws IOException {
        madeUp.one("return 1;", "return 2;");
        String answer = Files.readString(root.resolve(ONE));

        assertThatThrownBy(this::putBack).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("Nothing was changed: " + ONE);

        assertThat(root.resolve(ONE)).hasContent(answer);
        try (Stream<Path> entries = Files.list(root.resolve("chapters/01-one"))) {
            assertThat(entries).noneMatch(entry -> entry.getFileName().toString().startsWith("kept"));
        }
    }

    @Test
    void gitRemembersThemToo() throws IOException, InterruptedException {
        Assumptions.assumeTrue(git("init", "-q"), "there is git");
        String skeleton = Files.readString(root.resolve(ONE));
        commit();
        madeUp.one("return 1;", "return 2;");
        commit();
        Files.delete(root.resolve(ONE));

        assertThat(putBack()).isPresent();
        assertThat(root.resolve(ONE)).hasContent(skeleton);
    }

    private void commit() throws IOException, InterruptedException {
        assertThat(git("add", "-A") && git("-c", "user.name=Student", "-c", "user.email=student@example.org",
                "-c", "commit.gpgsign=false", "commit", "-q", "-m", "work")).isTrue();
    }

    private boolean git(String... arguments) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                    .directory(root.toFile()).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Originals.Difference> differences() {
        return Originals.of(workbook).differences(workbook.tests(chapter));
    }

    private Optional<PutBack.Result> putBack() {
        return new PutBack(workbook, Originals.of(workbook)).run(chapter, workbook.own(chapter).sources(), false);
    }
}
