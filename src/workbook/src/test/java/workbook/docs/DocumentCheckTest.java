package workbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.command.CommandModel;

/** A made-up workbook without a mistake; each test makes one, or a few of a kind, and the check must find it. */
class DocumentCheckTest {

    private static final String LESSON = """
            # 01 Pools

            How to run: `./workbook check 01`. A story with a `Pool`.

            ## Task 1.1: lend

            <details><summary>Hint 1</summary>

            Call `lend()`, or `Pool.lend`.

            </details>

            ## Questions

            <details><summary>Answer</summary></details>
            <details><summary>Answer</summary></details>
            <details><summary>Answer</summary></details>

            ## See it in Flink

            `LocalBufferPool` is it. See [task 1.1](#task-11-lend).
            """;

    private static final String NAMES = """
            # made up
            class    LocalBufferPool                  flink-runtime:1  org.apache.LocalBufferPool
            option   taskmanager.memory.segment-size  flink-core:1     org.apache.Options
            command  kafka-consumer-groups.sh         kafka:1          org.apache.Groups
            argument  kafka-consumer-groups.sh --group  kafka:1     org.apache.Groups
            """;

    /** Names all that is listed. */
    private static final String README = """
            The size is `taskmanager.memory.segment-size: 32 kb`; ask `kafka-consumer-groups.sh --group <group>`.
            What a `thing` is.
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void makeUpAWorkbookWithoutAMistake() throws IOException {
        write("pom.xml", "<project><properties><part.01>01-pools</part.01></properties></project>");
        write("README.md", README);
        write("GRADING.md", "| task | what | points |\n| --- | --- | --- |\n| 1.1 | lend | 100 |\n");
        write("chapters/01-pools/README.md", LESSON);
        write("chapters/01-pools/src/main/java/Pool.java", """
                /** A pool. */
                public final class Pool extends Home {
                    static final int MOST = 3;
                    public byte[] lend() { return null; }
                    record Size(int bytes) { }
                }
                """);
        write("src/Home.java",
                "abstract class Home { int free(String who) { return Integer.getInteger(\"workbook.n\"); } }");
        write("solutions/01-pools/src/main/java/Answer.java", "class Answer { }");
    }

    @Test
    @DisplayName("a workbook without a mistake has no problem, with solutions or without")
    void nothingToSay() throws IOException {
        assertThat(problems()).isEmpty();

        Files.delete(root.resolve("GRADING.md"));
        Files.move(root.resolve("solutions"), root.resolve("target"));
        assertThat(problems()).as("handed out").isEmpty();
    }

    @Test
    void deadLinks() throws IOException {
        write("README.md", README + """

                [1](chapters/01-pool/README.md) ![2](picture.png) <a href="nowhere.md">3</a>
                [4](http://) [5](http://example.org/)

                | a |
                | --- |
                | [6](chapters/nothing.md) |
                """);
        assertProblems("README.md:4  (chapters/01-pool/README.md)", "README.md:4  (nowhere.md)",
                "README.md:4  (picture.png)", "README.md:5  (http://)", "README.md:9  (chapters/nothing.md)");
        assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                .contains("There is no file chapters/01-pool/README.md. Did you mean `chapters/01-pools/README.md`?"));
    }

    @Test
    @DisplayName("a student's document leads to nothing that only the instructor has")
    void linksToSolutions() throws IOException {
        write("README.md", README + "[g](GRADING.md)\n");
        assertProblems("README.md:3  (GRADING.md)");
    }

    @Test
    void deadAnchors() throws IOException {
        write("README.md", README + """

                # To see: the `Pool`, once
                # Twice
                # Twice
                <a id="here"></a>

                [1](#to-see-the-pool-once) [2](#twice) [3](#twice-1) [4](#here)
                [5](chapters/01-pools/README.md#questions)
                [6](#to-see-the-pool) [7](#twice-2) [8](chapters/01-pools/README.md#question)
                """);
        assertProblems("README.md:11  (#to-see-the-pool)", "README.md:11  (#twice-2)",
                "README.md:11  (chapters/01-pools/README.md#question)");
    }

    @Test
    void misspeltNames() throws IOException {
        write("README.md", README + """
                `Pool.lend()`, `lend`, `Pool.free`, `Pool.MOST`, `Pool.Size`, `bytes()`, `free(who)`, `pool.lend()`,
                `Thread.sleep`, `HashMap`, `Pool.hashCode`, `throw new IllegalStateException("so what")`,
                `while`, `1,000/s`, `32 KiB`, `2 + 8`, `#`, `byte[]`, `List<T>`, `@Override`, `</details>`,
                `Pol`, `Pool.lent()`, `lned`, `Pool.LEAST`, `LocalBufferPol`, `free(whom)`, `Thread.slep`, `HashMop`,
                `taskmanager.memory.segment-sise`, `basin.lend()`, `Answer`, `bytes.default`.
                """);
        assertProblems("README.md:6  `HashMop`", "README.md:6  `LocalBufferPol`", "README.md:6  `Pol`",
                "README.md:6  `Pool.LEAST`", "README.md:6  `Pool.lent()`", "README.md:6  `Thread.slep`",
                "README.md:6  `free(whom)`", "README.md:6  `lned`", "README.md:7  `Answer`",
                "README.md:7  `basin.lend()`", "README.md:7  `bytes.default`",
                "README.md:7  `taskmanager.memory.segment-sise`");
        assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                .contains("There is a Pool, but it has no lent. Did you mean `lend`?"));
        assertThat(problems()).anySatisfy(problem -> assertThat(problem).endsWith("Did you mean `LocalBufferPool`?"));
    }

    @Test
    @DisplayName("what only the solutions have, only the instructor's documents may name")
    void namesOfTheSolutions() throws IOException {
        write("solutions/README.md", "`Answer`, `Pool`, `Anser`\n");
        assertProblems("solutions/README.md:1  `Anser`");
    }

    @Test
    void misspeltTypesInJava() throws IOException {
        write("README.md", README + """

                ```java
                Pool pool = new Pool(); // Fine
                byte[] whatever = new Pol().anything(Pool.MOTS);
                ```
                """);
        assertProblems("README.md:6  byte[] whatever = new Pol().anything(Pool.MOTS);",
                "README.md:6  byte[] whatever = new Pol().anything(Pool.MOTS);");
    }

    @Test
    void misspeltCommandsAndOptions() throws IOException {
        write("README.md", README + """
                `./workbook check 01 --replay 181`, `./workbook run --network local`, `--all`, `--parts mine`, `--help`,
                `./workbook chekc 01`, `./workbook check 02`, `./workbook run --inn 4`, `./workbook run 01`,
                `./workbook run --network lokal`, `--prats mine`, `--parts yours`,
                `kafka-consumer-groups.sh --groop x`, `kafka-lag.sh`.

                ```
                ./workbook                      says --where you are
                for n in 01; do ./workbook check $n --all; done
                ./workbook run --in 740 \\
                    --uot 130  other rates
                ```
                """);
        assertProblems("README.md:4  `./workbook check 02`", "README.md:4  `./workbook chekc 01`",
                "README.md:4  `./workbook run --inn 4`", "README.md:4  `./workbook run 01`",
                "README.md:5  `./workbook run --network lokal`", "README.md:5  `--parts yours`",
                "README.md:5  `--prats mine`", "README.md:6  `kafka-consumer-groups.sh --groop x`",
                "README.md:6  `kafka-lag.sh`", "README.md:11  ./workbook run --in 740 --uot 130  other rates");
        assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                .contains("./workbook run has no option --inn. Did you mean `--in`?"));
    }

    @Test
    void unknownFlagsOfMaven() throws IOException {
        write("README.md", README + """
                `./mvnw -q test -Dtest=Pool`, `-Dworkbook.n=3`, `-Dpart.01=01-pools-solution`,
                `./mvnw -qq test`, `./mvnw tset`, `-Dworkbook.m=3`, `-Dpart.02=02-pools`, `-Dpart.01=01-pool`,
                `./mvnw test -Dtest=Pol`, `./mvnw verify -pl src/nothing -am`.
                """);
        assertProblems("README.md:4  `-Dpart.01=01-pool`", "README.md:4  `-Dpart.02=02-pools`",
                "README.md:4  `-Dworkbook.m=3`", "README.md:4  `./mvnw -qq test`", "README.md:4  `./mvnw tset`",
                "README.md:5  `./mvnw test -Dtest=Pol`", "README.md:5  `./mvnw verify -pl src/nothing -am`");
    }

    @Test
    void missingFiles() throws IOException {
        write("README.md", README + """
                `pom.xml`, `chapters/*/src/main/java`, `solutions/`, `Pool.java`, `chapters/NN-*/README.md`,
                `poms.xml`, `chapters/*/src/test/java`, `Pools.java`, `chapters/02-*/README.md`.
                """);
        assertProblems("README.md:4  `Pools.java`", "README.md:4  `chapters/*/src/test/java`",
                "README.md:4  `chapters/02-*/README.md`", "README.md:4  `poms.xml`");
    }

    @Test
    void numbersOfTasksAndChapters() throws IOException {
        write("README.md", README + """
                Task 1.1, tasks 1.1 and
                1.2, chapter 01, 8 pools, chapters 1 and 02, as in 1.3. It takes 1.4 seconds in 2.5 s, with Flink 2.2.

                | often told | see it |
                | --- | --- |
                | 1.5, they say | 1.1, 1.6 |
                """);
        assertProblems("README.md:4  02", "README.md:4  1.2", "README.md:4  1.3", "README.md:8  1.6");
    }

    @Test
    void theShapeOfALesson() throws IOException {
        write("chapters/01-pools/README.md", LESSON
                .replace("A story", "word ".repeat(900))
                .replace("Hint 1", "Help")
                .replace("## Questions", "## Task 1.3: take back\n\n<details><summary>Hint</summary>\n\n## Questions")
                .replace("## See it in Flink", "</details>\n\n## See it"));
        assertProblems("GRADING.md:3  points",
                "chapters/01-pools/README.md:5  Task 1.1: lend", // no hint
                "chapters/01-pools/README.md:5  length",
                "chapters/01-pools/README.md:13  Task 1.3: take back", // after 1.1
                "chapters/01-pools/README.md:15  <details>", // never closed
                "chapters/01-pools/README.md:23  </details>", // closes nothing
                "chapters/01-pools/README.md:27  end");
    }

    @Test
    void questionsWithoutAnswers() throws IOException {
        write("chapters/01-pools/README.md",
                LESSON.replaceFirst("<details><summary>Answer</summary></details>\n", ""));
        assertProblems("chapters/01-pools/README.md:1  questions");
    }

    @Test
    void pointsThatDoNotAddUp() throws IOException {
        write("GRADING.md", "| 1.1 | lend | 99 |\n");
        assertProblems("GRADING.md:1  points");
    }

    @Test
    void entriesThatNobodyNeeds() throws IOException {
        write("README.md", README.replace("taskmanager.memory.segment-size: ", "").replace("`thing`", "thing"));
        assertProblems(ListedNames.FILE + ":3  taskmanager.memory.segment-size", Allowed.FILE + ":1  thing");
    }

    /** File, line, and what is written there, in the order of the files and lines. */
    private void assertProblems(String... where) {
        assertThat(problems()).extracting(problem -> problem.lines().findFirst().orElseThrow())
                .containsExactlyInAnyOrder(where);
    }

    private List<String> problems() {
        DocumentCheck check = new DocumentCheck(new Tree(root), CommandModel.spec(), ListedNames.parse(NAMES),
                Allowed.parse("thing  for the sake of the example"));
        return check.problems().stream().map(Problem::toString).toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
