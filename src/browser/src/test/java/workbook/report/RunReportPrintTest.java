package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** The run report on paper. */
class RunReportPrintTest extends BrowserTest {

    /** Pixels between the margins of A4. */
    private static final int PAPER = 718;

    @Test
    @DisplayName("what can't be pressed isn't there; the drawings and the text are")
    void controls() throws Exception {
        try (Pages pages = printed(four(), ColorScheme.LIGHT)) {
            assertThat(strings(pages, """
                    [...document.querySelectorAll('button, input, summary')]
                        .filter(each => each.getClientRects().length).map(each => each.outerHTML)""")).isEmpty();
            assertThat(strings(pages, """
                    ['#headline', '#explanation', '#say', '#clock', '#legend', '#stage', '#ribbon', '#lag', '#where',
                        '#throughput', '#shares', '#settings'].filter(each => {
                        const box = document.querySelector(each).getBoundingClientRect();
                        return !(box.width > 20 && box.height > 5);
                    })""")).as("missing").isEmpty();
            pages.page.waitForTimeout(300); // in which a page on a screen would have begun to draw anew
            assertThat(strings(pages, """
                    [...document.querySelectorAll('main svg')].filter(svg => svg.id
                        && svg.querySelectorAll('path, rect, text').length < 8).map(svg => svg.id)"""))
                    .as("blank").isEmpty();
        }
    }

    @Test
    @DisplayName("nothing is cut off: no drawing, and no text")
    void nothingIsCutOff() throws Exception {
        for (ScenarioRun run : List.of(four(), eight())) {
            try (Pages pages = printed(run, ColorScheme.LIGHT)) {
                assertThat(strings(pages, """
                        [...document.querySelectorAll('main *')].filter(each => each.getClientRects().length
                                && !each.closest('.unseen') && getComputedStyle(each).visibility === 'visible'
                                && !each.closest('svg svg')).filter(each => {
                            const box = each.getBoundingClientRect();
                            return box.right > innerWidth + 1 || box.left < -1;
                        }).map(each => each.outerHTML.slice(0, 90))""")).as("sticks out").isEmpty();
                assertThat(strings(pages, """
                        [...document.querySelectorAll('main *')].filter(each => !each.closest('svg, .unseen')
                            && getComputedStyle(each).overflow !== 'visible' && each.getClientRects().length
                            && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1))
                            .map(each => each.outerHTML.slice(0, 90))""")).as("scrolls").isEmpty();
            }
        }
    }

    @Test
    @DisplayName("paper is white, whatever the screen was")
    void paperIsWhite() throws Exception {
        try (Pages pages = printed(four(), ColorScheme.DARK)) {
            assertThat(strings(pages, """
                    ['body', '.card'].map(each => getComputedStyle(document.querySelector(each)).backgroundColor)"""))
                    .containsExactly("rgb(255, 255, 255)", "rgb(255, 255, 255)");
            assertThat(strings(pages, "[getComputedStyle(document.querySelector('h1')).color]"))
                    .containsExactly("rgb(31, 35, 40)");
            assertThat(strings(pages, """
                    [...document.querySelectorAll('#stage path')]
                        .map(each => each.style.fill || each.getAttribute('fill'))
                        .filter(each => each === 'rgb(29,74,122)')""")).as("the dark page's blue").isEmpty();
            pages.page.waitForTimeout(300);
            pages.picture("print-of-dark");
        }
    }

    @Test
    @DisplayName("it is one sheet or two")
    void sheets() throws Exception {
        try (Pages pages = Pages.open(chromium, "print", four(), 1_280, ColorScheme.LIGHT)) {
            String pdf = new String(pages.page.pdf(new Page.PdfOptions().setFormat("A4").setPrintBackground(true)
                    .setPath(Chromium.folder("pictures").resolve("print.pdf"))), StandardCharsets.ISO_8859_1);
            assertThat(pdf.split("/Type\\s*/Page\\b").length - 1).as("sheets").isBetween(1, 2);
        }
    }

    /** With the table open, which is too wide for paper; as wide as paper is, but laid out for a screen before. */
    private static Pages printed(ScenarioRun run, ColorScheme scheme) throws Exception {
        Pages pages = Pages.open(chromium, "print", run, 1_280, scheme);
        pages.page.locator("summary").click();
        pages.page.waitForSelector("#table tbody tr");
        pages.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        pages.page.setViewportSize(PAPER, 1_000);
        return pages;
    }

    private static List<String> strings(Pages pages, String script) {
        return ((List<?>) pages.page.evaluate(script)).stream().map(String::valueOf).toList();
    }

    private static ScenarioRun four() {
        return PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
    }

    private static ScenarioRun eight() {
        return PipeRun.recovering(
                List.of("source", "parse", "map", "enrich", "filter", "join", "format", "sink"), 120, 60);
    }
}
