package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** Whether everybody can use the run report. */
class RunReportAccessibilityTest {

    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @DisplayName("axe finds nothing: light, dark, on a phone")
    void axe() throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1_280, 390}) {
                try (Pages pages = Pages.open(chromium, "axe", PipeRun.recovering(MadeUpRun.TASKS, 120, 40),
                        new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme)
                                .setBypassCSP(true))) {
                    pages.page.locator("summary").click();
                    pages.page.evaluate(Chromium.axe() + "; 0");
                    assertThat((List<?>) pages.page.evaluate("axe.run().then(found => found.violations.map("
                            + "each => [each.id, ...each.nodes.map(node => node.html + node.failureSummary)].join(' ')))"))
                            .as("violations, %s, %s pixels", scheme, width).isEmpty();
                }
            }
        }
    }

    @Test
    @DisplayName("all text in the drawings can be read: contrast 4.5 or better, at every moment")
    void contrast() throws Exception {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Pages pages = Pages.open(chromium, "axe", run, 1_280, scheme)) {
                for (int i = 0; i <= 120; i += 5) {
                    pages.goTo(i);
                    assertThat((List<?>) pages.page.evaluate(CONTRAST))
                            .as("too little contrast, %s, at %s s", scheme, i).isEmpty();
                }
            }
        }
    }

    /** Each text against the last filled shape behind its middle, or else the card. */
    private static final String CONTRAST = """
            (() => {
                const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
                const light = colour => {
                    const [r, g, b] = rgb(colour).map(v => v / 255)
                        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                    return .2126 * r + .7152 * g + .0722 * b;
                };
                const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
                const card = getComputedStyle(document.querySelector('.card')).backgroundColor;
                return [...document.querySelectorAll('#stage text')].filter(text => text.textContent
                        && getComputedStyle(text).visibility === 'visible').map(text => {
                    const box = text.getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
                    const behind = [...text.ownerSVGElement.querySelectorAll('rect, path')].filter(shape => {
                        const fill = getComputedStyle(shape).fill, bounds = shape.getBBox();
                        return fill.startsWith('rgb(') && getComputedStyle(shape).visibility === 'visible'
                            && bounds.x <= x && x <= bounds.x + bounds.width
                            && bounds.y <= y && y <= bounds.y + bounds.height
                            && text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING;
                    }).pop();
                    const ground = behind ? getComputedStyle(behind).fill : card;
                    return [text.textContent, ratio(getComputedStyle(text).fill, ground)];
                }).filter(([, value]) => value < 4.5).map(([text, value]) => text + ' ' + value.toFixed(2));
            })()""";

    @Test
    @DisplayName("what plays is said aloud now and then, not at every step")
    void polite() throws Exception {
        try (Pages pages = Pages.open(chromium, "axe", PipeRun.recovering(MadeUpRun.TASKS, 600, 40), 1_280,
                ColorScheme.LIGHT)) {
            assertThat(pages.page.getAttribute("#say-aloud", "aria-live")).isEqualTo("polite");
            pages.page.evaluate("""
                    window.said = 0;
                    new MutationObserver(() => window.said++).observe(document.getElementById('say-aloud'),
                        {childList: true, characterData: true, subtree: true})""");
            pages.goTo(0);
            pages.page.click("#play");
            pages.page.waitForTimeout(3_000);
            assertThat(((Number) pages.page.evaluate("window.said")).intValue()).isLessThanOrEqualTo(4);
            assertThat(pages.sample()).as("steps it took").isGreaterThan(20);
        }
    }
}
