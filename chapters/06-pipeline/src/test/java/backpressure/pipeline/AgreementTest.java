package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backpressure.propagation.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/**
 * The pipeline against what was measured on real Flink. Nothing is tuned: each part does what Flink's own
 * does. A task looks for a free output buffer before each record ({@code StreamTask.processInput}); a local
 * reader takes the writer's own buffers ({@code LocalInputChannel}); a remote one copies into 2 exclusive and
 * 8 floating ones ({@code RemoteInputChannel}, {@code BufferManager}); a record has a header of 13 bytes
 * ({@code StreamElementSerializer}) and 4 of length ({@code SpanningRecordSerializer}). Carries no points.
 */
@ChapterTest
class AgreementTest {

    @Test
    @Tag("ungraded")
    @DisplayName("records in flight are within 5 % of what real Flink holds")
    void recordsInFlight() {
        for (Measured measured : Measured.ALL) {
            assertThat(measured.run().summary().inFlight()).as("records in flight, %s", measured)
                    .isCloseTo(measured.inFlight(), within(0.05 * measured.inFlight()));
        }
    }

    @Test
    @Tag("ungraded")
    @DisplayName("the outputs fill up in Flink's order, each after room ÷ excess, give or take 15 %")
    void fillOrderAndTimes() {
        for (Measured measured : Measured.ALL) {
            Map<String, Double> full = measured.secondsUntilFull();
            assertThat(new ArrayList<>(full.values())).as("seconds until filter, map, source are full, %s", measured).isSorted();
            int exchanges = 0;
            for (Map.Entry<String, Double> each : full.entrySet()) {
                double predicted = Prediction.secondsUntilBackpressured(++exchanges, measured.room(), 1_000, 100);
                // looked at ten times a second
                assertThat(each.getValue()).as("seconds until %s is full, %s; room ÷ excess says %.2f", each.getKey(), measured, predicted)
                        .isCloseTo(predicted, within(0.15 * predicted + 0.1));
            }
        }
    }

    @Test
    @Tag("ungraded")
    @DisplayName("steady shares: source, map, filter ≥ 97 % backpressured, all of it soft; the sink 0 %, and ≥ 99 % busy")
    void steadyShares() {
        for (Measured measured : Measured.ALL) {
            Map<String, Summary.Task> tasks = measured.run().summary().tasks();
            for (String task : List.of("source", "map", "filter")) {
                assertThat(tasks.get(task).softBackpressured()).as("soft, %s, %s", task, measured).isGreaterThanOrEqualTo(970);
                assertThat(tasks.get(task).hardBackpressured()).as("hard, %s, %s", task, measured).isZero();
            }
            assertThat(tasks.get("sink").backpressured()).as("backpressured, sink, %s", measured).isZero();
            assertThat(tasks.get("sink").busy()).as("busy, sink, %s", measured).isGreaterThanOrEqualTo(990);
        }
    }

    @Test
    @Tag("ungraded")
    @DisplayName("under pressure the source moves in bursts of whole buffers: 280 records of 100 B, 32 of 1,000 B")
    void burstsOfWholeBuffers() {
        for (Measured measured : Measured.ALL) {
            ScenarioRun run = measured.run();
            for (int second = 100; second < 120; second++) {
                long before = run.at(second - 1).tasks().get(0).recordsOut();
                long burst = run.at(second).tasks().get(0).recordsOut() - before;
                assertThat(burst % measured.recordsPerBuffer())
                        .as("records the source handed on in second %s, %s, modulo a buffer's %s; all: %s", second, measured,
                                measured.recordsPerBuffer(), burst)
                        .isZero();
            }
        }
    }

    /**
     * One row of the measurements: 1,000 records/s in, 100 rows/s out, four tasks, a sink that writes row by
     * row.
     *
     * @param inFlight records between source and Postgres
     * @param perExchange records in each of the three exchanges
     * @param filter seconds until the filter's output was full, as a coarse gauge showed it; and so on
     */
    record Measured(Network network, int recordBytes, int inFlight, int perExchange, double filter, double map, double source) {

        static final List<Measured> ALL = List.of(
                new Measured(Network.LOCAL, 100, 7_530, 2_520, 2.9, 5.4, 8.3),
                new Measured(Network.LOCAL, 1_000, 859, 290, 0.6, 0.8, 1.6),
                new Measured(Network.REMOTE, 100, 15_853, 5_321, 4.4, 9.1, 15.3),
                new Measured(Network.REMOTE, 1_000, 1_832, 612, 0.7, 1.4, 1.8));

        ScenarioRun run() {
            return EndToEndTest.run(settings());
        }

        String name() {
            return network.name().toLowerCase(Locale.ROOT) + ", " + (recordBytes < 1_000 ? recordBytes + " B" : "1 KB");
        }

        int recordsPerBuffer() {
            return settings().bufferBytes() / (4 + settings().streamRecordBytes());
        }

        int room() {
            return Prediction.room(10, network == Network.LOCAL ? 0 : 10, settings().bufferBytes(),
                    settings().streamRecordBytes());
        }

        /** From the one right above the sink to the source. */
        Map<String, Double> secondsUntilFull() {
            Map<String, OptionalDouble> full = run().summary().secondsUntilFull();
            Map<String, Double> inOrder = new LinkedHashMap<>();
            for (String exchange : List.of("filter → sink", "map → filter", "source → map")) {
                inOrder.put(exchange, full.get(exchange).orElseThrow());
            }
            return inOrder;
        }

        private ScenarioSettings settings() {
            return ScenarioSettings.defaults().withNetwork(network).withRecordBytes(recordBytes).withBatchRows(1)
                    .withoutBufferTimeout();
        }

        @Override
        public String toString() {
            return network + ", records of " + recordBytes + " bytes";
        }
    }
}
