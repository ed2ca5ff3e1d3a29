package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import workbook.testkit.TaskNumber;

/** A workbook of two small chapters, {@code 01-one} and {@code 02-two}, in a folder of its own. */
final class MadeUpWorkbook {

    private final Path root;

    MadeUpWorkbook(Path root) throws IOException {
        this.root = root;
        one("throw new workbook.world.Todo(\"1.1\");", "throw new workbook.world.Todo(\"1.2\");");
        write("chapters/01-one/README.md", "# 01 One\n\n## Task 1.1: add `one`\n\n## Task 1.2: add two\n");
        withTests();
    }

    /** The student's only class. */
    MadeUpWorkbook one(String addOne, String addTwo) throws IOException {
        return source("""
                package made.up;

                public final class One {
                    public int addOne(int number) {
                        %s
                    }

                    public int addTwo(int number) {
                        %s
                    }
                }
                """.formatted(addOne, addTwo));
    }

    MadeUpWorkbook source(String text) throws IOException {
        return write("chapters/01-one/src/main/java/made/up/One.java", text);
    }

    private void withTests() throws IOException {
        write("chapters/01-one/src/test/java/made/up/OneTest.java", """
                package made.up;

                import static org.assertj.core.api.Assertions.assertThat;

                import org.junit.jupiter.api.*;
                import workbook.testkit.*;

                @ChapterTest
                class OneTest {
                    @Test @Tag("1.1") @DisplayName("one more")
                    void oneMore() {
                        assertThat(new One().addOne(1)).as("1 and one more").isEqualTo(2);
                    }

                    @Test @Tag("1.1") @DisplayName("one more, for every seed")
                    void seeds() {
                        Seeds.forEachSeed(5, random -> {
                            int number = random.nextInt(10);
                            assertThat(new One().addOne(number)).as("%s and one more", number).isEqualTo(number + 1);
                        });
                    }

                    @Test @Tag("1.2") @DisplayName("two more")
                    void twoMore() {
                        assertThat(new One().addTwo(1)).as("1 and two more").isEqualTo(3);
                    }
                }
                """);
        write("chapters/01-one/src/test/java/made/up/OneShow.java", """
                package made.up;

                import org.junit.jupiter.api.*;

                class OneShow {
                    @Test @Tag("see") @DisplayName("what comes of 1")
                    void show() {
                        System.out.println("1 becomes " + new One().addOne(1));
                    }
                }
                """);
    }

    MadeUpWorkbook write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    Workbook workbook() {
        return Workbook.at(root);
    }

    ChapterReport check(int chapter) {
        return check(chapter, Optional.empty(), Optional.empty());
    }

    ChapterReport check(int chapter, Optional<TaskNumber> task, Optional<String> replay) {
        Workbook workbook = workbook();
        return new ChapterRunner(workbook, Libraries.ofThisJvm()).run(new ChapterRunner.Request(
                workbook.partsFor(workbook.chapter(chapter).orElseThrow()), task, replay));
    }
}
