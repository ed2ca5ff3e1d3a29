package workbook.world.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.Todo;
import workbook.world.metrics.TimeShares;

class LiveScenarioTest {

    private static final ScenarioSettings SETTINGS = ScenarioSettings.defaults();

    private final List<TwoTasks> built = new ArrayList<>();

    @Test
    @DisplayName("it goes on step by step: 1,000/s come in, 100/s are written, the rest waits")
    void steps() {
        try (LiveScenario live = live()) {
            assertThat(live.sample().second()).isZero();
            assertThat(live.sample().tasks().get(0).shares()).as("no time has passed yet")
                    .isEqualTo(new TimeShares(0, 0, 0, 1_000));
            run(live, 10);
            Sample sample = live.sample();
            assertThat(sample.second()).isEqualTo(10);
            assertThat(sample.produced()).isEqualTo(10_000);
            assertThat(sample.whereabouts().written()).isBetween(990L, 1_000L);
            assertThat(sample.whereabouts().inExchanges()).as("10 buffers of 10").isEqualTo(100);
            assertThat(sample.whereabouts().total()).isEqualTo(10_000);
            assertThat(sample.tasks().get(0).shares()).isEqualTo(new TimeShares(500, 250, 0, 250));
            assertThat(live.isConserved()).isTrue();
        }
    }

    @Test
    @DisplayName("rates change in place: the job goes on")
    void rates() {
        try (LiveScenario live = live()) {
            run(live, 10);
            long written = live.sample().whereabouts().written();
            assertThat(live.change(SETTINGS.withInPerSecond(2_000).withOutPerSecond(500))).isFalse();
            run(live, 10);
            assertThat(live.sample().produced()).isEqualTo(30_000);
            assertThat(live.sample().whereabouts().written() - written).isBetween(4_990L, 5_001L);
            assertThat(built).hasSize(1);
            assertThat(live.isConserved()).isTrue();
        }
    }

    @Test
    @DisplayName("the map's time changes in place: 20 ms for a record are 50/s")
    void slowMap() {
        try (LiveScenario live = live()) {
            run(live, 5);
            live.change(SETTINGS.withOutPerSecond(1_000).withMapMicros(20_000));
            run(live, 5); // what is in the queue is written meanwhile
            long written = live.sample().whereabouts().written();
            run(live, 10);
            assertThat(live.sample().whereabouts().written() - written).isBetween(499L, 501L);
            assertThat(built).hasSize(1);
        }
    }

    @Test
    @DisplayName("a stalled database writes nothing, and goes on where it was")
    void stalls() {
        try (LiveScenario live = live()) {
            run(live, 10);
            live.stallDatabase();
            long written = live.sample().whereabouts().written();
            run(live, 60);
            assertThat(live.sample().whereabouts().written()).isEqualTo(written);
            assertThat(live.sample().whereabouts().total()).isEqualTo(70_000);
            live.resumeDatabase();
            run(live, 10);
            assertThat(live.sample().whereabouts().written() - written).isBetween(999L, 1_001L);
        }
    }

    @Test
    @DisplayName("other buffers: the job starts again where the database is; nothing is lost or written twice")
    void restarts() {
        try (LiveScenario live = live()) {
            run(live, 10);
            Account before = new Account(live.sample());
            assertThat(live.change(SETTINGS.withFloatingBuffers(0))).isTrue();
            assertThat(built).hasSize(2);
            Account after = new Account(live.sample());
            assertThat(after.second).isEqualTo(before.second);
            assertThat(after.produced).isEqualTo(before.produced);
            assertThat(after.written).isEqualTo(before.written);
            assertThat(after.lag + after.inFlight).as("what was on its way waits in Kafka again")
                    .isEqualTo(before.lag + before.inFlight);
            assertThat(built.get(1).positions()[0]).as("fetched again from there").isLessThan(
                    built.get(0).positions()[0]);
            run(live, 100);
            assertThat(live.sample().exchanges().get(0).senderBuffers()).isEqualTo(2);
            assertThat(live.sample().whereabouts().written()).isBetween(10_990L, 11_000L);
            assertThat(live.isConserved()).isTrue();
        }
    }

    private record Account(double second, long produced, long written, long lag, long inFlight) {
        Account(Sample sample) {
            this(sample.second(), sample.produced(), sample.whereabouts().written(), sample.whereabouts().lag(),
                    sample.whereabouts().total() - sample.whereabouts().written() - sample.whereabouts().lag());
        }
    }

    @Test
    @DisplayName("the same steps and changes give the same samples")
    void deterministic() {
        List<List<Sample>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Sample> samples = new ArrayList<>();
            try (LiveScenario live = live()) {
                for (int second = 0; second < 20; second++) {
                    live.change(SETTINGS.withExclusiveBuffers(1 + second % 4).withOutPerSecond(50 + second));
                    run(live, 1);
                    samples.add(live.sample());
                }
            }
            runs.add(samples);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }

    @Test
    @DisplayName("a record that is written twice is noticed")
    void twice() {
        try (LiveScenario live = new LiveScenario(SETTINGS, (settings, runtime, topic, table) ->
                new TwoTasks(settings, runtime, topic, table) {
                    @Override
                    void write(byte[] record) throws Exception {
                        table.insert(List.of(record, record));
                    }
                })) {
            run(live, 1);
            assertThat(live.isConserved()).isFalse();
        }
    }

    @Test
    @DisplayName("what can't be built leaves the job as it was")
    void todo() {
        try (LiveScenario live = new LiveScenario(SETTINGS, (settings, runtime, topic, table) -> {
            if (settings.tasks().size() < 4) {
                throw new Todo("6.6");
            }
            return new TwoTasks(settings, runtime, topic, table);
        })) {
            run(live, 2);
            assertThatThrownBy(() -> live.change(SETTINGS.withChain("map", "filter").withOutPerSecond(500)))
                    .isInstanceOf(Todo.class);
            assertThat(live.settings().tasks()).hasSize(4);
            assertThat(live.settings().outPerSecond()).isEqualTo(500);
            run(live, 2);
            assertThat(live.isConserved()).isTrue();
        } finally {
            Todo.forget();
        }
    }

    @Test
    @DisplayName("a task that swallows the interrupt is named")
    void stubborn() {
        try (LiveScenario live = new LiveScenario(SETTINGS, (settings, runtime, topic, table) ->
                new TwoTasks(settings, runtime, topic, table) {
                    @Override
                    byte[] take() {
                        while (true) {
                            try {
                                return super.take();
                            } catch (InterruptedException e) {
                                // as if nothing had happened
                            }
                        }
                    }

                    @Override
                    void write(byte[] record) {
                        try {
                            super.write(record);
                        } catch (Exception e) {
                            // the same
                        }
                    }
                })) {
            run(live, 2);
            assertThatThrownBy(() -> live.change(SETTINGS.withFloatingBuffers(0))).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("didn't end").hasMessageContaining("sink");
        }
    }

    @Test
    @DisplayName("what a restart couldn't make good is refused")
    void refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LiveScenario(SETTINGS.withKeepOneIn(2),
                TwoTasks::new));
        assertThatIllegalArgumentException().isThrownBy(() -> new LiveScenario(SETTINGS.withParallelism(2),
                TwoTasks::new));
        try (LiveScenario live = live()) {
            assertThatIllegalArgumentException().isThrownBy(() -> live.change(SETTINGS.withPartitions(4)));
        }
    }

    private LiveScenario live() {
        return new LiveScenario(SETTINGS, (settings, runtime, topic, table) -> {
            TwoTasks pipeline = new TwoTasks(settings, runtime, topic, table);
            built.add(pipeline);
            return pipeline;
        });
    }

    private static void run(LiveScenario live, int seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            live.step();
        }
    }
}
