package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.answer.AnswerSources;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.PipelineRunner;
import workbook.runner.Workbook;

/** A student's parts with a mistake in them run, and the mistake can be seen on the page. */
class RunReportMistakeTest extends BrowserTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
    }

    @AfterAll
    static void stop() {
    }

    @Test
    @DisplayName("credit that is never returned: no credit, empty in-buffers, an idle sink, and nothing is written")
    void creditIsNeverReturned() throws Exception {
        JsonObject json = run("04", "recycles-past-the-channel");
        try (Pages pages = Pages.open(chromium, folder.resolve("run.html"), json,
                new Browser.NewContextOptions().setViewportSize(1_280, 900))) {
            int last = json.getAsJsonArray("samples").size() - 1;

            assertThat(pages.text("h1")).isEqualTo("Kafka lag grew by 1,000 records every second, and no task is the"
                    + " bottleneck: where do the records wait?");
            assertThat(pages.text("#explanation")).contains("at first ", "s on nothing reaches sink: sink is idle");
            Locator chip = pages.page.locator("#chips button",
                    new Page.LocatorOptions().setHasText("nothing reaches sink"));
            chip.click();
            int stuck = pages.sample();
            assertThat(stuck).isBetween(5, last / 2);
            assertThat(chip.getAttribute("title")).contains("sink is idle", "no credit to send them with");
            String written = pages.sampleOf(stuck).getAsJsonObject("whereabouts").get("written").getAsString();
            for (int i : new int[] {stuck, stuck + 10, last}) {
                pages.goTo(i);
                assertThat(pages.text("#stage-text")).as("at %s s", i).contains(
                        "; then 10 of 10 output buffers in use, 0 credits, 0 of 10 input buffers in use. sink: idle",
                        String.format("%,d rows", Long.parseLong(written)));
                assertThat(gates(pages)).as("closed gates at %s s", i).isEqualTo(3);
            }
            assertThat(pages.text("#now-out")).isEqualTo("0");
            assertThat(pages.text("#say"))
                    .isEqualTo("source, map and filter wait for buffers, and no task works: who should free them?");
            assertThat(pages.trouble).isEmpty();
            pages.picture("mistake-credit-never-returned");
        }
    }

    @Test
    @DisplayName("the reference's parts show nothing of that")
    void theReference() throws Exception {
        JsonObject json = run("04", "");
        try (Pages pages = Pages.open(chromium, folder.resolve("run.html"), json, new Browser.NewContextOptions())) {
            pages.goTo(120);
            assertThat(pages.page.locator("#chips").textContent()).doesNotContain("nothing reaches");
            assertThat(pages.text("#stage-text")).contains("10 of 10 input buffers in use. sink: busy");
        }
    }

    /** Runs the reference's parts, one of them with a mistake in it, as the command does. */
    private JsonObject run(String code, String misconception) throws Exception {
        Workbook workbook = Workbook.at(Path.of(System.getProperty("workbook.root")));
        Chapter wrong = workbook.chapter(Integer.parseInt(code)).orElseThrow();
        Path sources = workbook.borrow(wrong).sources();
        if (!misconception.isEmpty()) {
            AnswerSources answers = new AnswerSources(workbook, folder);
            Path file = answers.misconceptions(wrong).stream()
                    .filter(each -> each.getFileName().toString().equals(misconception + ".diff"))
                    .findFirst().orElseThrow();
            sources = answers.sourcesOf(wrong, Misconception.read(file));
        }
        Part part = new Part(wrong, sources, false);
        List<Part> parts = workbook.chapters().stream().map(each -> each.equals(wrong) ? part : workbook.borrow(each))
                .toList();
        Path json = folder.resolve("run.json");
        int exitCode = new PipelineRunner(workbook, Libraries.ofThisJvm()).run(parts, List.of(RunOptions.JSON,
                json.toString(), RunOptions.HTML, folder.resolve("run.html").toString(), RunOptions.OWN, code), false);
        assertThat(exitCode).as("exit code of the run").isZero();
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }

    /** A closed gate is drawn where there is no credit. */
    private static int gates(Pages pages) {
        return ((Number) pages.page.evaluate("""
                [...document.querySelectorAll('#stage g')].filter(exchange => [...exchange.children]
                    .filter(each => each.tagName === 'rect' && each.getAttribute('width') === '6'
                        && each.getAttribute('height') === '15.5' && each.getAttribute('visibility') === 'visible')
                    .length === 2).length""")).intValue();
    }
}
