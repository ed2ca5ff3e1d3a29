package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** Ten minutes are ready within a second and can be scrubbed smoothly. The machine may be busy: the best try counts. */
class RunReportSpeedTest extends BrowserTest {

    private static final int TRIES = 4;

    @Test
    @DisplayName("ten minutes: ready under 1 s, scrubbing at 30 frames/s or better, no task over 100 ms")
    void tenMinutes() throws Exception {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 600, 200);
        double ready = Double.MAX_VALUE;
        double perSecond = 0;
        double longest = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && !(ready < 1_000 && perSecond >= 30 && longest <= 100); i++) {
            try (Pages pages = Pages.open(chromium, "ten-minutes", run, 1_280, ColorScheme.LIGHT)) {
                ready = Math.min(ready, number(pages.page.evaluate("Number(document.documentElement.dataset.ready)")));
                Map<?, ?> scrub = (Map<?, ?>) pages.page.evaluate(SCRUB);
                perSecond = Math.max(perSecond, number(scrub.get("framesPerSecond")));
                longest = Math.min(longest, number(scrub.get("longest")));
            }
        }
        System.out.printf(Locale.ROOT, "Run report of 10 minutes: %d KB, ready after %.0f ms,"
                + " scrubbed at %.0f frames/s, longest task %.0f ms%n",
                Pages.kilobytes("ten-minutes"), ready, perSecond, longest);
        assertThat(ready).as("milliseconds until it is ready").isLessThan(1_000 * PATIENCE);
        assertThat(perSecond).as("frames per second while scrubbing").isGreaterThanOrEqualTo(30.0 / PATIENCE);
        assertThat(longest).as("milliseconds of the longest task").isLessThanOrEqualTo(100 * PATIENCE);
        assertThat(List.of(Pages.kilobytes("ten-minutes"))).allMatch(size -> size < 400);
    }

    /** Another moment in each frame for two seconds. The browser tells of tasks of 50 ms or more, since the start. */
    private static final String SCRUB = """
            new Promise(done => {
                let longest = 0;
                const look = list => list.getEntries().forEach(each => longest = Math.max(longest, each.duration));
                new PerformanceObserver(look).observe({type: 'longtask', buffered: true});
                const slider = document.getElementById('moment');
                const begun = performance.now();
                let frames = 0;
                const frame = () => {
                    slider.value = (frames * 7) % 601;
                    slider.dispatchEvent(new Event('input'));
                    frames++;
                    const took = performance.now() - begun;
                    if (took < 2000) requestAnimationFrame(frame);
                    else setTimeout(() => done({framesPerSecond: frames / took * 1000, longest}), 100);
                };
                requestAnimationFrame(frame);
            })""";

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
