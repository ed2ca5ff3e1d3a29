package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.Libraries;
import workbook.runner.TestReport;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** A student at the keyboard, and all that may come in between. */
class WatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private ExternalTerminal terminal;
    private Attributes before;
    private CompletableFuture<Void> watching;

    @BeforeEach
    void watchAChapter() throws IOException {
        write("chapters/01-one/README.md", "# 01 One\n\n## Task 1.1: add `one`\n");
        write("chapters/01-one/src/test/java/OneTest.java", """
                import org.junit.jupiter.api.*;
                @workbook.testkit.ChapterTest
                class OneTest {
                    @Test @Tag("1.1") @DisplayName("one more")
                    void oneMore() { Assertions.assertEquals(2, new One().addOne(1)); }
                }
                """);
        save("return 0;");
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard), shown, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        before = terminal.getAttributes();
        Workbook workbook = Workbook.at(root);
        Watch watch = new Watch(workbook, Libraries.ofThisJvm(), new PlainVerdicts(), workbook.chapters().get(0), true);
        watching = CompletableFuture.runAsync(() -> {
            try (Screen screen = new Screen(terminal)) {
                watch.run(screen);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        awaitShown("expected: <2> but was: <0>");
    }

    @AfterEach
    void quit() throws Exception {
        press("q");
        watching.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(terminal.getAttributes().getLocalFlags()).as("the terminal's flags").isEqualTo(before.getLocalFlags());
    }

    @Test
    void aSaveIsChecked() throws IOException {
        save("throw new IllegalStateException(\"no numbers today\");");
        awaitShown("no numbers today");
        save("return number + 1;");
        awaitShown("all pass");
    }

    @Test
    void whateverTheStudentDoesItGoesOn() throws IOException {
        save("return numbr;");
        awaitShown("doesn't compile");
        save("System.exit(0); return 2;");
        awaitShown("System.exit is called at One.addOne");
        save("while (true) { System.out.println(number); }");
        awaitShown("comes to no end");
        save("return number + 1;");
        awaitShown("all pass");
    }

    @Test
    void aKeyPressedMeanwhileIsNotLost() throws IOException {
        save("while (true) { number++; }");
        awaitShown("checking");
        press("h");
        awaitShown("look it up");
    }

    @Test
    void anotherSizeIsDrawnAnew() throws IOException {
        terminal.setSize(new Size(40, 10));
        terminal.raise(Signal.WINCH);
        awaitShown("expected: <2> but was: <0>");
    }

    @Test
    void thereIsOneAtATime() throws IOException {
        Workbook workbook = Workbook.at(root);
        try (OnlyWatch first = new OnlyWatch(workbook)) {
            assertThatThrownBy(() -> new OnlyWatch(workbook)).isInstanceOf(WorkbookException.class)
                    .hasMessageStartingWith("Another watch is running");
        }
        new OnlyWatch(workbook).close();
    }

    private void save(String statement) throws IOException {
        write("chapters/01-one/src/main/java/One.java", "public final class One { public int addOne(int number) { "
                + statement + " } }");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void press(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** Since the last time. */
    private void awaitShown(String text) {
        await().atMost(PATIENCE).until(() -> shown.toString(StandardCharsets.UTF_8), all -> all.contains(text));
        shown.reset();
    }

    private static final class PlainVerdicts implements Words {

        @Override
        public List<String> checking(Chapter chapter) {
            return List.of("first look");
        }

        @Override
        public List<String> of(ChapterReport report, boolean all) {
            if (report.problem().isPresent()) {
                return List.of("It doesn't compile.");
            }
            return report.passes() ? List.of("They all pass.")
                    : report.tests().stream().map(TestReport::message).flatMap(String::lines).toList();
        }

        @Override
        public List<String> hint(Chapter chapter) {
            return List.of("A hint: look it up.");
        }

        @Override
        public String footer(Optional<String> doing) {
            return doing.orElse("at rest");
        }
    }
}
