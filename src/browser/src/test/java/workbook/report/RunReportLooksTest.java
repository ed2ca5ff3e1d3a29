package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/** The run report of any run, on any screen. */
class RunReportLooksTest extends BrowserTest {

    private static final int WIDE = 1_280;

    @Test
    @DisplayName("dark where the system is dark; a button changes it")
    void dark() throws Exception {
        try (Pages pages = Pages.open(chromium, "recovery", recovery(), WIDE, ColorScheme.DARK)) {
            assertThat(theme(pages)).isEqualTo("dark");
            pages.picture("recovery-dark");
            pages.page.click("#theme");
            assertThat(theme(pages)).isEqualTo("light");
            assertThat(pages.text("#theme")).isEqualTo("Dark mode");
        }
    }

    @Test
    @DisplayName("from 360 pixels to 4K nothing sticks out")
    void widths() throws Exception {
        for (int width : new int[] {360, 390, 768, 1_024, 1_920, 3_840}) {
            try (Pages pages = Pages.open(chromium, "eight", eight(), width, ColorScheme.LIGHT)) {
                assertThat((int) pages.page.evaluate("document.documentElement.scrollWidth")).as("at %s", width)
                        .isLessThanOrEqualTo(width);
                assertThat((List<?>) pages.page.evaluate("""
                        [...document.querySelectorAll('#stage text, .charts text')].filter(text => {
                            const svg = text.ownerSVGElement.getBoundingClientRect();
                            const box = text.getBoundingClientRect();
                            return box.width && getComputedStyle(text).visibility === 'visible'
                                && (box.left < svg.left - 2 || box.right > svg.right + 2);
                        }).map(text => text.ownerSVGElement.id + ': ' + text.textContent)"""))
                        .as("text cut off at %s", width).isEmpty();
                pages.picture("eight-" + width);
            }
        }
    }

    @Test
    @DisplayName("whoever wants less motion gets less")
    void reducedMotion() throws Exception {
        try (Pages pages = Pages.open(chromium, "recovery", recovery(), new Browser.NewContextOptions()
                .setReducedMotion(ReducedMotion.REDUCE))) {
            assertThat((String) pages.page.evaluate("getComputedStyle(document.querySelector('.flow')).animationName"))
                    .isEqualTo("none");
        }
    }

    @Test
    @DisplayName("any run makes a right picture: one task, eight, no pressure, no records, a second")
    void anyRun() throws Exception {
        List<String> one = List.of("source+map+filter+sink");
        anyRun("one", PipeRun.of(one, 60));
        anyRun("eight", eight());
        anyRun("calm", MadeUpRun.withoutPressure());
        anyRun("filling", MadeUpRun.stillFilling());
        ScenarioSettings settings = ScenarioSettings.defaults().withSeconds(30);
        anyRun("nothing", new PipeRun(MadeUpRun.TASKS, settings.withTotalRecords(0), true).run());
        anyRun("second", PipeRun.of(one, 1));
        anyRun("lost", new PipeRun(MadeUpRun.TASKS, settings, false).run());
    }

    private static void anyRun(String name, ScenarioRun run) throws Exception {
        try (Pages pages = open(name, run)) {
            for (int i = 0; i < run.samples().size(); i += Math.max(1, run.samples().size() / 5)) {
                pages.goTo(i);
                assertThat((List<?>) pages.page.evaluate("""
                        [...document.querySelectorAll('svg *')].flatMap(element => [...element.attributes])
                            .map(each => each.value)
                            .concat(document.querySelector('main').textContent)
                            .filter(each => /NaN|undefined|Infinity|null/.test(each))"""))
                        .as("%s at %s s", name, i).isEmpty();
            }
            assertThat(pages.text("h1")).isEqualTo(pages.json.get("headline").getAsString());
            assertThat(pages.page.locator("#chips button").count())
                    .isEqualTo(pages.json.getAsJsonArray("events").size());
            assertThat(pages.trouble).as(name).isEmpty();
            pages.picture("any-" + name);
        }
    }

    @Test
    @DisplayName("a name is text, whatever it looks like")
    void hostileNames() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>";
        try (Pages pages = open("hostile", PipeRun.of(List.of("source", "__proto__", "constructor", hostile), 30))) {
            assertThat(pages.page.locator("img").count()).isZero();
            assertThat(pages.text("h1")).contains(hostile);
            assertThat(pages.page.locator("#chips button").first().textContent()).contains(hostile);
            pages.page.locator("summary").click();
            pages.page.waitForSelector("#table tbody tr");
            assertThat(pages.trouble).isEmpty();
        }
    }

    private static ScenarioRun recovery() {
        return PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
    }

    private static ScenarioRun eight() {
        return PipeRun.recovering(
                List.of("source", "parse", "map", "enrich", "filter", "join", "format", "sink"), 120, 60);
    }

    private static Pages open(String name, ScenarioRun run) throws Exception {
        return Pages.open(chromium, name, run, WIDE, ColorScheme.LIGHT);
    }

    private static Object theme(Pages pages) {
        return pages.page.evaluate("document.documentElement.dataset.theme");
    }
}
