package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** Whether everybody can use the run report. */
class RunReportAccessibilityTest extends BrowserTest {

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
