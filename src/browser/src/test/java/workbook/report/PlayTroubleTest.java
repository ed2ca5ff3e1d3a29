package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page to play with, when the student saves, when something goes wrong, and when it ends. */
class PlayTroubleTest extends BrowserTest {

    private static final String SINK = "pipeline/BatchingSink.java";
    private static final String ELEMENT = "public void processElement(byte[] record, Output output)"
            + " throws SQLException, InterruptedException {";

    @Test
    @DisplayName("the pipeline's JVM is killed: the page says so, and starts it again")
    void killed() throws Exception {
        try (PlayedPage played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT, "--parts", "reference")) {
            played.engine().destroyForcibly();
            played.waitForText("#notice-failed", "The pipeline's JVM ended all of a sudden.");
            assertThat(played.text("#notice-failed")).contains("Somebody killed it (signal 9).");
            assertThat(played.text("#play")).contains("Play");
            played.picture("play-killed");
            played.page.click("#notice-failed button");
            played.waitFor("!document.getElementById('notice-failed')");
            played.waitFor("parseFloat(document.getElementById('clock').textContent) > 2");
            assertThat(played.trouble).isEmpty();
        }
    }

    @Test
    @DisplayName("the command is stopped: the page says so, and no process is left behind")
    void stopped() throws Exception {
        try (PlayedPage played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT, "--parts", "reference")) {
            played.command.destroy();
            played.waitForText("#notice-gone", "The command was stopped.");
        }
        try (PlayedPage played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT, "--parts", "reference")) {
            List<ProcessHandle> all = played.command.descendants().toList();
            assertThat(all).isNotEmpty();
            played.command.destroyForcibly();
            played.waitForText("#notice-gone", "The page has lost the command.");
            for (ProcessHandle each : all) {
                each.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
            }
        }
    }

    @Test
    @DisplayName("whatever the student's code does, the page says it, and a save starts it again")
    void misbehaves() throws Exception {
        try (PlayedPage played = PlayedPage.open(chromium, true, 1_440, ColorScheme.LIGHT, "--parts", "mine")) {
            assertThat(played.text("#whose")).isEqualTo("This is your own pipeline: every part of it is yours.");
            Path sink = played.source("06-pipeline", SINK);
            String right = Files.readString(sink);

            played.save(sink, ELEMENT, ELEMENT + "\nint nothing = nowhere;");
            played.waitForText("#notice-compile", "Your chapter 06 doesn't compile.");
            assertThat(played.text("#notice-compile")).contains("BatchingSink.java, line", "nowhere");
            double second = played.seconds();
            played.waitFor("parseFloat(document.getElementById('clock').textContent) > " + (second + 2));
            played.picture("play-does-not-compile");

            assertSays(played, sink, right, "System.exit(3);", "it calls System.exit.", "BatchingSink.processElement");
            assertThat(played.page.locator("#notice-compile").count()).as("it compiles again").isZero();
            assertSays(played, sink, right, "throw new IllegalStateException(\"no rows <b>today</b>\");",
                    "A task of the pipeline failed.", "no rows <b>today</b>");
            assertSays(played, sink, right, "while (record != null) { record.hashCode(); }",
                    "goes round and round", "BatchingSink.processElement");
            assertSays(played, sink, right, "synchronized (this) { wait(); }", "The pipeline failed.",
                    "a wait that the simulation can't see");
            assertSays(played, sink, right,
                    "java.util.List<long[]> all = new java.util.ArrayList<>(); while (true) { all.add(new long[5_000_000]); }",
                    "ran out of memory", "keeps more and more");
            assertSays(played, sink, right, "System.out.println(\"{}\"); System.out.println(1 / 0);",
                    "A task of the pipeline failed.", "by zero");
            Files.writeString(sink, right);
            played.waitFor("!document.getElementById('notice-failed')");
            assertThat(played.trouble).isEmpty();
        }
    }

    private static void assertSays(PlayedPage played, Path file, String right, String statement, String title,
            String text) throws Exception {
        String text2 = right.replace(ELEMENT, ELEMENT + "\nif (record.length > 1) { " + statement + " }");
        assertThat(text2).isNotEqualTo(right);
        Files.writeString(file, text2);
        played.waitForText("#notice-failed", title);
        assertThat(played.text("#notice-failed")).contains(text, "Mend it and save");
    }

    @Test
    @DisplayName("a save: the tests are run, and their state is shown; where they pass, the student's own part runs")
    void saved() throws Exception {
        try (PlayedPage played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT)) {
            assertThat(played.text("#tasks")).contains("1.1", "append", "to do");
            assertThat(played.text("#parts")).isEqualTo("the reference's parts");
            Path reference = played.root.resolve("solutions/01-buffers/src/main/java/backpressure/buffers");
            Path own = played.source("01-buffers", "buffers/Buffer.java").getParent();
            String buffer = Files.readString(reference.resolve("Buffer.java"));
            Files.writeString(own.resolve("Buffer.java"), buffer);
            played.waitFor("[...document.querySelectorAll('#tasks .passing .number')].some(each => each.textContent === '1.1')");
            assertThat(played.page.locator("#tasks .to-do").count()).as("those of the pool").isPositive();
            played.picture("play-saved");

            Files.copy(reference.resolve("BufferPool.java"), own.resolve("BufferPool.java"),
                    StandardCopyOption.REPLACE_EXISTING);
            played.waitFor("document.querySelectorAll('#tasks .passing').length === 5");
            played.waitForText("#whose", "Yours: chapters 01.");
            played.waitForText("#parts", "your parts; borrowed: 02");

            String returned = "return ";
            Files.writeString(own.resolve("BufferPool.java"), Files.readString(reference.resolve("BufferPool.java"))
                    .replaceFirst("public Optional<Buffer> request\\(\\) \\{",
                            "public Optional<Buffer> request() { if (true) { " + returned + "Optional.empty(); }"));
            played.waitFor("document.querySelectorAll('#tasks .failing').length > 0");
            played.page.locator("#tasks .failing summary").first().click();
            assertThat(played.text("#tasks .failing .test-message")).isNotEmpty();
            played.waitForText("#whose", "This is the reference's pipeline");
            played.waitForText("#reasons", "Your chapter 01 doesn't pass its tests yet");
            played.picture("play-failing");
            assertThat(played.trouble).isEmpty();
        }
    }
}
