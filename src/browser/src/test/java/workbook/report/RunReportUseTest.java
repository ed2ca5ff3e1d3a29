package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** The run report as somebody uses it. */
class RunReportUseTest extends BrowserTest {

    @Test
    @DisplayName("headline, whose parts, chips and first moment are those of the JSON")
    void saysWhatTheJsonSays() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            assertThat(pages.text("h1")).isEqualTo(pages.json.get("headline").getAsString());
            assertThat(pages.page.title()).isEqualTo(pages.json.get("headline").getAsString());
            assertThat(pages.text("#explanation")).isEqualTo(pages.json.get("explanation").getAsString());
            assertThat(pages.text("#parts")).isEqualTo("your parts; borrowed: 01, 02");
            List<String> chips = new ArrayList<>();
            for (JsonElement event : pages.json.getAsJsonArray("events")) {
                chips.add(event.getAsJsonObject().get("second").getAsLong() + " s "
                        + event.getAsJsonObject().get("name").getAsString());
            }
            assertThat(pages.page.locator("#chips button").allTextContents()).containsExactlyElementsOf(chips);
            assertThat(pages.text("#clock")).isEqualTo(pages.json.get("tellingSecond").getAsLong() + " s");
            assertThat(pages.trouble).isEmpty();
            pages.picture("recovery-light");
        }
    }

    @Test
    @DisplayName("each number shown is that of the JSON")
    void numbers() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            for (int i : new int[] {0, 1, 7, 12, 33, 41, 62, 63, 120}) {
                pages.goTo(i);
                JsonObject sample = pages.sampleOf(i);
                assertThat(pages.text("#clock")).isEqualTo(i + " s");
                assertThat(pages.text("#now-lag")).as("lag at %s s", i)
                        .isEqualTo(grouped(sample.get("lag").getAsLong()));
                assertThat(pages.text("#now-out")).as("written/s at %s s", i).isEqualTo(
                        grouped(Math.round(sample.get("writtenPerSecond").getAsDouble())));
                String told = pages.text("#stage-text");
                if (i > 0) { // at the very start nothing was measured yet
                    JsonObject map = sample.getAsJsonObject("tasks").getAsJsonObject("map");
                    assertThat(told.substring(told.indexOf("map: "))).as("map at %s s", i).contains(
                            "busy " + percent(map.get("busy")) + ", backpressured " + percent(map.get("backpressured"))
                                    + " (soft " + percent(map.get("softBackpressured")) + ", hard "
                                    + percent(map.get("hardBackpressured")) + "), idle " + percent(map.get("idle")));
                }
                JsonObject exchange = sample.getAsJsonObject("exchanges").getAsJsonObject("map → filter");
                assertThat(pages.page.locator("#stage").textContent()).as("exchange at %s s", i).contains(
                        exchange.get("senderBuffersUsed").getAsInt() + "/10",
                        grouped(exchange.get("records").getAsLong()) + " rec.");
                assertThat(pages.text("#shares-text")).contains("map busy");
            }
            assertThat(pages.trouble).isEmpty();
        }
    }

    @Test
    @DisplayName("chips jump to their event")
    void chips() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            Locator chip = pages.page.locator("#chips button",
                    new Page.LocatorOptions().setHasText("pressure reaches map"));
            chip.click();
            assertThat(pages.text("#clock")).isEqualTo("10 s");
            assertThat(chip.getAttribute("aria-pressed")).isEqualTo("true");
        }
    }

    @Test
    @DisplayName("it plays, and stops")
    void plays() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            pages.goTo(5);
            pages.page.click("#play");
            pages.waitFor("Number(document.getElementById('moment').value) > 7");
            assertThat(pages.text("#play")).contains("Pause");
            pages.page.click("#play");
            int stopped = pages.sample();
            pages.page.waitForTimeout(400);
            assertThat(pages.sample()).isEqualTo(stopped);
            pages.goTo(118);
            pages.page.locator("h1").click();
            pages.page.keyboard().press("Space");
            pages.waitFor("document.getElementById('moment').value === '120'");
            assertThat(pages.text("#play")).as("at the end").contains("Play");
        }
    }

    @Test
    @DisplayName("the keyboard does all of it, and the focus can be seen")
    void keyboard() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            press(pages, "Home", 0);
            press(pages, "ArrowRight", 1);
            press(pages, "Shift+ArrowRight", 11);
            press(pages, "ArrowLeft", 10);
            press(pages, "End", 120);
            pages.page.locator("#moment").focus();
            press(pages, "ArrowLeft", 119);
            press(pages, "Home", 0);
            pages.page.locator("#theme").focus();
            List<String> reached = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                pages.page.keyboard().press("Tab");
                reached.add((String) pages.page.evaluate(
                        "document.activeElement.id || document.activeElement.tagName"));
                if (!reached.get(i).equals("BODY")) {
                    assertThat((String) pages.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                            .as("outline of %s", reached.get(i)).isEqualTo("solid");
                }
            }
            assertThat(reached).contains("play", "back", "on", "moment", "SUMMARY");
            pages.page.locator("summary").press("Enter");
            pages.page.waitForSelector("#table tbody tr");
            assertThat(pages.page.locator("#table tbody tr").count()).isEqualTo(121);
        }
    }

    @Test
    @DisplayName("dragging over the ribbon, and over a chart, moves the playhead")
    void scrubs() throws Exception {
        try (Pages pages = open("recovery", recovery())) {
            BoundingBox ribbon = pages.page.locator("#ribbon").boundingBox();
            pages.page.mouse().move(ribbon.x + ribbon.width * .25, ribbon.y + 10);
            pages.page.mouse().down();
            assertThat(pages.sample()).isEqualTo(30);
            pages.page.mouse().move(ribbon.x + ribbon.width * .75, ribbon.y + 10);
            assertThat(pages.sample()).isEqualTo(90);
            pages.page.mouse().up();
            pages.page.locator("#lag").scrollIntoViewIfNeeded();
            BoundingBox chart = pages.page.locator("#lag").boundingBox();
            pages.page.mouse().click(chart.x + 62, chart.y + chart.height - 60);
            assertThat(pages.sample()).isLessThan(2);
        }
    }

    private static ScenarioRun recovery() {
        return PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
    }

    private static Pages open(String name, ScenarioRun run) throws Exception {
        return Pages.open(chromium, name, run, 1_280, ColorScheme.LIGHT);
    }

    private static void press(Pages pages, String key, int sample) {
        pages.page.keyboard().press(key);
        assertThat(pages.sample()).as("after %s", key).isEqualTo(sample);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(JsonElement millis) {
        return Math.round(millis.getAsDouble() / 10) + "%";
    }
}
