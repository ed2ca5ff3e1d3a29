package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

class LiveEventsTest {

    private final LiveEvents events = new LiveEvents();

    @Test
    void thePressureTravelsAndThenThereIsLagUntilItIsGone() {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
        for (Sample sample : run.samples()) {
            events.look(sample, run.settings());
        }

        assertThat(events.all()).extracting(RunEvent::name).containsExactly("pressure reaches filter",
                "pressure reaches map", "pressure reaches source", "pressure reaches Kafka", "lag is gone");
        assertThat(events.all()).extracting(RunEvent::second).startsWith(5., 10., 15.).isSorted();
    }

    @Test
    void itIsNewsOnce() {
        ScenarioRun run = PipeRun.of(MadeUpRun.TASKS, 20);

        assertThat(events.look(run.at(5), run.settings())).isTrue();
        assertThat(events.look(run.at(5), run.settings())).isFalse();
    }

    @Test
    void aSliderThatIsMovedIsOneChange() {
        events.changed("in", 10, "500/s arrive", "");
        events.changed("in", 10.5, "750/s arrive", "");
        events.changed("out", 11, "Postgres: 50/s", "");
        events.changed("in", 11.5, "900/s arrive", "");
        events.changed("in", 15, "950/s arrive", "");

        assertThat(events.all()).extracting(RunEvent::name).isEqualTo(List.of("750/s arrive", "Postgres: 50/s",
                "900/s arrive", "950/s arrive"));
    }

    @Test
    void onlyTheNewestAreKept() {
        for (int i = 0; i < 100; i++) {
            events.changed("knob " + i, i, "event " + i, "");
        }
        assertThat(events.all()).hasSize(12);
        assertThat(events.all().get(11).name()).isEqualTo("event 99");
    }
}
