package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page to play with as somebody uses it. */
class PlayUseTest extends BrowserTest {

    private static PlayedPage played;

    @BeforeAll
    static void start() throws Exception {
        played = PlayedPage.open(chromium, false, 1_440, ColorScheme.LIGHT, "--parts", "reference");
    }

    @AfterAll
    static void stop() throws Exception {
        if (played != null) {
            played.close();
        }
    }

    @BeforeEach
    void fromTheStart() {
        played.page.click("#defaults");
        played.page.selectOption("#speed", "5");
        played.waitFor("document.getElementById('speed').value === '5'");
        if (played.text("#play").contains("Play")) {
            played.page.click("#play");
        }
        played.waitForText("#play", "Pause");
        played.page.click("#reset");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) < 3");
        assertThat(played.trouble).isEmpty();
    }

    @Test
    @DisplayName("it says whose parts run, and plays; it pauses, steps, goes on, and begins anew")
    void playsPausesStepsAndResets() {
        assertThat(played.text("#parts")).isEqualTo("the reference's parts");
        assertThat(played.text("#whose")).isEqualTo("This is the reference's pipeline: no part of it is yours.");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > 5");
        played.pause();
        double paused = played.seconds();
        played.page.waitForTimeout(500);
        assertThat(played.seconds()).as("half a second later").isEqualTo(paused);

        played.page.click("#step");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > " + paused);
        double next = Math.floor(paused + 1);
        assertThat(played.seconds()).as("a whole second").isEqualTo(next);
        played.page.click("#step");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) === " + (next + 1));

        played.page.click("#play");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > " + (next + 3));
        played.pause();
        played.page.click("#reset");
        played.waitForText("#clock", "0 s");
        assertThat(played.text("#now-lag")).isEqualTo("0");
    }

    @Test
    @DisplayName("the pressure travels up, and then there is lag that grows by 900 every second")
    void pressure() {
        played.page.selectOption("#speed", "30");
        played.waitForText("#chips", "pressure reaches Kafka");
        assertThat(played.page.locator("#chips button").allTextContents().stream()
                .map(each -> each.replaceFirst(".* s ", "")))
                .containsExactly("pressure reaches filter", "pressure reaches map", "pressure reaches source",
                        "pressure reaches Kafka");
        played.waitFor("Math.abs(900 - document.getElementById('now-lag-name').textContent.replace(/[^0-9]/g, '')) < 60");
        assertThat(played.text("#say")).contains("sink is too slow for what arrives");
        assertThat(played.text("#now-out")).isEqualTo("100");
        assertThat(played.text("#stage-text")).contains("map: backpressured");
    }

    @Test
    @DisplayName("the sink's rate changes while it runs: the lag goes away again")
    void slider() {
        played.page.selectOption("#speed", "30");
        played.waitForText("#chips", "pressure reaches Kafka");
        slide("#outPerSecond", 14);
        played.waitForText("#chips", "Postgres: 5,000/s");
        played.waitForText("#chips", "lag is gone");
        slide("#inPerSecond", 0);
        played.waitFor("document.getElementById('now-in').textContent === '10'");
        assertThat(played.page.locator(".notice").count()).isZero();
    }

    @Test
    @DisplayName("a stalled database: nothing is written until it goes on")
    void stalled() {
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > 5");
        played.page.click("#stall");
        played.waitForText("#stall", "Let the database go on");
        played.waitForText("#chips", "database stalls");
        played.page.selectOption("#speed", "30");
        played.waitFor("document.getElementById('now-out').textContent === '0'");
        assertThat(played.text("#now-wait")).isEqualTo("never");
        played.page.click("#stall");
        played.waitFor("document.getElementById('now-out').textContent === '100'");
    }

    @Test
    @DisplayName("a slow map becomes the bottleneck")
    void slowMap() {
        played.page.selectOption("#speed", "30");
        slide("#outPerSecond", 10);
        played.page.click("#slow");
        played.waitForText("#say", "map is too slow for what arrives");
        played.page.click("#slow");
        played.waitForText("#chips", "map is fast again");
    }

    @Test
    @DisplayName("other buffers and chains restart the job: time, lag and rows stay, and nothing is lost")
    void restarts() {
        played.page.selectOption("#speed", "30");
        played.waitForText("#chips", "pressure reaches Kafka");
        played.pause();
        double second = played.seconds();
        long lag = number("#now-lag");
        slide("#floatingBuffers", 0);
        played.waitForText("#chips", "restart: other buffers");
        played.waitForText("#stage", "2/2");
        assertThat(played.seconds()).isBetween(second, second + .2);
        assertThat(number("#now-lag")).as("what was on its way waits again").isGreaterThan(lag + 10_000);

        played.page.selectOption("#chain", "map+filter");
        played.waitForText("#shares", "map+");
        assertThat(played.seconds()).isBetween(second, second + .2);
        assertThat(number("#now-lag")).isGreaterThan(lag + 10_000);
        played.page.selectOption("#chain", "all");
        played.waitFor("document.querySelectorAll('#ribbon-names div').length === 1");
        played.page.click("#play");
        played.waitForText("#say", "works all the time; what it doesn't get done waits in Kafka");
        assertThat(played.page.locator(".notice").count()).isZero();
    }

    @Test
    @DisplayName("the keyboard does all of it, and the focus can be seen")
    void keyboard() {
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > 6");
        played.page.locator("h1").click();
        played.page.keyboard().press("Space");
        played.waitForText("#play", "Play");
        double paused = played.seconds();
        played.page.keyboard().press("Home");
        assertThat(played.seconds()).isZero();
        played.page.keyboard().press("ArrowRight");
        assertThat(played.seconds()).isEqualTo(1);
        played.page.keyboard().press("End");
        assertThat(played.seconds()).isEqualTo(paused);

        played.page.locator("#theme").focus();
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            played.page.keyboard().press("Tab");
            reached.add((String) played.page.evaluate("document.activeElement.id || document.activeElement.tagName"));
            if (!reached.get(i).equals("BODY")) {
                assertThat((String) played.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("outline of %s", reached.get(i)).isEqualTo("solid");
            }
        }
        assertThat(reached).contains("inPerSecond", "outPerSecond", "bufferBytes", "exclusiveBuffers",
                "floatingBuffers", "chain", "stall", "slow", "defaults", "play", "step", "reset", "speed", "moment",
                "check", "chapter");
        played.page.locator("#inPerSecond").focus();
        played.page.keyboard().press("ArrowRight");
        played.waitForText("#chips", "1,500/s arrive");
        assertThat(played.seconds()).as("the arrow moved the slider alone").isGreaterThanOrEqualTo(paused);
        played.page.locator("#stall").focus();
        played.page.keyboard().press("Enter");
        played.waitForText("#stall", "Let the database go on");
    }

    @Test
    @DisplayName("a moment that was can be looked at while it goes on")
    void looksBack() {
        played.waitForText("#chips", "pressure reaches filter");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > 8");
        played.page.locator("#chips button").first().click();
        double then = played.seconds();
        played.page.waitForTimeout(500);
        assertThat(played.seconds()).as("it stays there").isEqualTo(then);
        assertThat(played.text("#play")).contains("Pause");
        played.page.click("#now");
        played.waitFor("parseFloat(document.getElementById('clock').textContent) > " + (then + 2));
    }

    @Test
    @DisplayName("the lesson of another chapter, with its hints folded away")
    void lesson() {
        assertThat(played.text("#lesson h3")).startsWith("01 Buffers");
        played.page.selectOption("#chapter", "03");
        played.waitForText("#lesson h3", "03 ");
        assertThat(played.page.locator("#lesson details").count()).isGreaterThan(3);
        assertThat((boolean) played.page.evaluate("!document.querySelector('#lesson details').open")).isTrue();
        played.waitForText("#tasks", "3.1");
        assertThat(played.text("#tasks")).contains("to do");
        played.page.selectOption("#chapter", "01");
        played.waitForText("#lesson h3", "01 ");
    }

    private static void slide(String slider, int to) {
        played.page.locator(slider).fill(String.valueOf(to));
    }

    private static long number(String selector) {
        return Long.parseLong(played.text(selector).replace(",", ""));
    }
}
