package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page to play with on any screen, and whether everybody can use it. */
class PlayLooksTest extends BrowserTest {

    private static PlayedPage played;

    @BeforeAll
    static void start() throws Exception {
        played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT, "--parts", "reference");
        played.page.selectOption("#speed", "30");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > 40");
        played.pause();
    }

    @AfterAll
    static void stop() throws Exception {
        if (played != null) {
            played.close();
        }
    }

    @Test
    @DisplayName("light, dark, on a phone, and from 360 pixels to 4K nothing sticks out")
    void widths() throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {360, 390, 768, 1_024, 1_280, 1_440, 1_920, 3_840}) {
                visit(width, scheme, false);
                assertThat((int) played.page.evaluate("document.documentElement.scrollWidth")).as("at %s", width)
                        .isLessThanOrEqualTo(width);
                assertThat((List<?>) played.page.evaluate("""
                        [...document.querySelectorAll('button, select, input, .beside, .bench, .notice')].filter(each => {
                            const box = each.getBoundingClientRect();
                            return box.width && !each.closest('.chips') && (box.left < 0 || box.right > innerWidth);
                        }).map(each => each.id + each.className)""")).as("at %s", width).isEmpty();
                if (List.of(360, 1_280, 1_920).contains(width)) {
                    played.picture("play-" + width + "-" + scheme.toString().toLowerCase(java.util.Locale.ROOT));
                }
            }
        }
        assertThat(played.trouble).isEmpty();
    }

    @Test
    @DisplayName("axe finds nothing: light, dark, on a phone")
    void axe() throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1_440, 390}) {
                visit(width, scheme, true);
                played.page.locator("#numbers > summary").click();
                played.page.evaluate("document.querySelectorAll('#lesson details').forEach(each => each.open = true)");
                played.page.evaluate(Chromium.axe() + "; 0");
                assertThat((List<?>) played.page.evaluate("axe.run().then(found => found.violations.map("
                        + "each => [each.id, ...each.nodes.map(node => node.html + node.failureSummary)].join(' ')))"))
                        .as("violations, %s, %s pixels", scheme, width).isEmpty();
            }
        }
    }

    private static void visit(int width, ColorScheme scheme, boolean bypassPolicy) {
        played.visit(chromium, new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme)
                .setBypassCSP(bypassPolicy));
        played.waitForText("#lesson", "Task 1.1");
    }
}
