package backpressure.pipeline;

import static backpressure.pipeline.TestText.tenths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.metrics.Level;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Network;
import workbook.world.scenario.Sample;
import workbook.world.scenario.Scenario;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/** The whole mission, in virtual time: 1,000 records/s meet a sink that manages 100/s. */
@ChapterTest
class EndToEndTest {

    @Test
    @Tag("6.4")
    @DisplayName("1,000/s in, 100/s out: throughput settles at 100/s, lag grows by 900/s, and nothing is lost")
    void theMission() {
        ScenarioRun run = run(ScenarioSettings.defaults().withSeconds(300));
        Summary summary = run.summary();
        assertConserved(run);
        assertThat(summary.steadyFrom()).as("second from which the run is steady").isPresent();
        assertThat(tenths(summary.sinkRatePerSecond())).as("rows written per second").isCloseTo(100, within(1.0));
        assertThat(tenths(summary.sourceRatePerSecond()))
                .as("records per second that the source hands on: those produced that are neither lag nor fetched, by your"
                        + " ledger")
                .isCloseTo(100, within(1.0));
        assertThat(tenths(summary.lagGrowthPerSecond()))
                .as("records per second that lag and fetched grow by, by your ledger").isCloseTo(900, within(9.0));
        long total = summary.lagPerPartition().stream().mapToLong(Long::longValue).sum();
        for (long lag : summary.lagPerPartition()) {
            assertThat(lag).as("lag of one of three partitions, of %s in all: %s", total, summary.lagPerPartition())
                    .isCloseTo(total / 3, within(500L));
        }
    }

    @Test
    @Tag("6.4")
    @DisplayName("full speed until the room is used up; then the filter turns, then the map, then the source")
    void theOrderOfThings() {
        for (Network network : Network.values()) {
            ScenarioRun run = run(ScenarioSettings.defaults().withNetwork(network));
            Summary summary = run.summary();
            double filter = secondsUntilFull(summary, "filter → sink");
            double map = secondsUntilFull(summary, "map → filter");
            double source = secondsUntilFull(summary, "source → map");
            assertThat(List.of(filter, map, source))
                    .as("%s: seconds until the output of filter, map and source is full", network)
                    .isSorted().doesNotHaveDuplicates();
            for (Sample sample : run.samples()) {
                if (sample.second() < source) {
                    assertThat(sample.whereabouts().lag())
                            .as("%s: lag at second %s; the source's output is full only at %s", network,
                            sample.second(), source)
                            .isLessThanOrEqualTo(1);
                }
            }
            assertThat(run.at(60).whereabouts().lag()).as("%s: lag at second 60", network).isPositive();
        }
    }

    @Test
    @Tag("6.4")
    @DisplayName("steady state: source, map and filter are backpressured, softly; the sink is busy, and not backpressured")
    void whoIsBackpressured() {
        for (Network network : Network.values()) {
            Summary summary = run(ScenarioSettings.defaults().withNetwork(network)).summary();
            for (String task : List.of("source", "map", "filter")) {
                Summary.Task shares = task(summary, task);
                assertThat(shares.backpressured()).as("%s: ms/s that %s is backpressured: %s", network, task, shares)
                        .isGreaterThanOrEqualTo(950);
                assertThat(shares.softBackpressured())
                        .as("%s: of those, soft: %s", network, shares).isGreaterThanOrEqualTo(950);
                assertThat(shares.level()).as("%s: level of %s", network, task).isEqualTo(Level.HIGH);
            }
            Summary.Task sink = task(summary, "sink");
            assertThat(sink.busy()).as("%s: ms/s that the sink is busy: %s", network, sink).isGreaterThanOrEqualTo(950);
            assertThat(sink.backpressured()).as("%s: ms/s that the sink is backpressured: %s", network, sink).isZero();
            assertThat(summary.bottleneck()).as("%s: the bottleneck", network).contains("sink");
        }
    }

    @Test
    @Tag("6.4")
    @DisplayName("with any rates, sizes and partitions: throughput is the sink's, lag grows by the rest, nothing is lost")
    void anyNumbers() {
        Seeds.forEachSeed(4, random -> {
            ScenarioSettings settings = drawn(random).withSeconds(180);
            ScenarioRun run = run(settings);
            Summary summary = run.summary();
            assertConserved(run);
            long out = settings.outPerSecond();
            long excess = settings.inPerSecond() - out;
            assertThat(tenths(summary.sinkRatePerSecond())).as("rows written per second; %s", describe(settings))
                    .isCloseTo(out, within(tenths(0.01 * out)));
            assertThat(tenths(summary.lagGrowthPerSecond()))
                    .as("records per second that lag and fetched grow by, by your ledger; %s", describe(settings))
                    .isCloseTo(excess, within(tenths(0.02 * excess)));
            assertThat(summary.bottleneck()).as("the bottleneck; %s", describe(settings)).contains("sink");
        });
    }

    @Test
    @Tag("6.4")
    @DisplayName("a sink that is fast enough: no pressure, no bottleneck, no lag")
    void noPressure() {
        Summary summary = run(ScenarioSettings.defaults().withInPerSecond(100).withOutPerSecond(400)).summary();
        assertThat(summary.steadyFrom()).as("second at which the pressure reached the source").isEmpty();
        assertThat(summary.bottleneck()).as("the bottleneck").isEmpty();
        assertThat(tenths(summary.sinkRatePerSecond())).as("rows written per second").isCloseTo(100, within(2.0));
        assertThat(summary.lagPerPartition()).as("lag of the partitions").allMatch(lag -> lag <= 1);
        summary.tasks().forEach((name, task) -> assertThat(task.level())
                .as("level of %s: %s", name, task).isEqualTo(Level.OK));
    }

    @Test
    @Tag("6.4")
    @DisplayName("a slow map is the bottleneck: the source is backpressured, filter and sink are idle")
    void aSlowMap() {
        Summary summary = run(ScenarioSettings.defaults().withMapMicros(5_000).withOutPerSecond(5_000)).summary();
        assertThat(summary.bottleneck()).as("the bottleneck, with 5 ms per record in the map").contains("map");
        assertThat(tenths(summary.sinkRatePerSecond())).as("rows written per second").isCloseTo(200, within(4.0));
        assertThat(task(summary, "source").level()).as("level of the source").isEqualTo(Level.HIGH);
        assertThat(task(summary, "filter").idle()).as("ms/s that the filter is idle").isGreaterThan(950);
        assertThat(task(summary, "sink").idle()).as("ms/s that the sink is idle").isGreaterThan(500);
    }

    @Test
    @Tag("6.5")
    @DisplayName("when the sink speeds up, lag drains at the difference of the rates, and the last record arrives")
    void recovery() {
        long total = 100_000;
        ScenarioRun run = run(ScenarioSettings.defaults().withSeconds(140).withTotalRecords(total).withRecovery(60, 3_000));
        double from = lagAt(run, 62);
        double to = lagAt(run, 72);
        assertThat(tenths((from - to) / 10))
                .as("records per second that the lag shrinks by, from second 62 to 72; 1,000/s in, 3,000/s out")
                .isCloseTo(2_000, within(100.0));
        Whereabouts end = run.at(140).whereabouts();
        assertThat(end.written()).as("rows in the end, of %s records: %s", total, end).isEqualTo(total);
        assertConserved(run);
    }

    @Test
    @Tag("6.5")
    @DisplayName("the same settings give the same run, to the last record")
    void theSameAgain() {
        ScenarioSettings settings = ScenarioSettings.defaults().withSeed(7).withSeconds(60);
        List<Sample> first = run(settings).samples();
        List<Sample> second = run(settings).samples();
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).as("the second run, at second %s", i).isEqualTo(first.get(i));
        }
    }

    static ScenarioRun run(ScenarioSettings settings) {
        return Scenario.run(settings, Pipeline::new);
    }

    /** Every record in one place, each second; and then, as the run itself has found, ten times a second. */
    static void assertConserved(ScenarioRun run) {
        for (Sample sample : run.samples()) {
            assertThat(sample.whereabouts().total())
                    .as("records accounted for at second %.0f, of %s produced: %s; %s", sample.second(), sample.produced(),
                            sample.whereabouts(), describe(run.settings()))
                    .isEqualTo(sample.produced());
        }
        assertThat(run.summary().conserved())
                .as("whether every record was in one place, ten times a second (on the whole seconds it was), and none was"
                        + " written twice; %s", describe(run.settings()))
                .isTrue();
    }

    static double secondsUntilFull(Summary summary, String exchange) {
        assertThat(summary.secondsUntilFull().keySet()).as("the exchanges' names").contains(exchange);
        assertThat(summary.secondsUntilFull().get(exchange))
                .as("second at which the sender's buffers of %s are all out for the first time; nothing: never", exchange)
                .isPresent();
        return summary.secondsUntilFull().get(exchange).getAsDouble();
    }

    static Summary.Task task(Summary summary, String name) {
        assertThat(summary.tasks().keySet()).as("the tasks' names").contains(name);
        return summary.tasks().get(name);
    }

    /** A scenario under pressure, with numbers that nobody can know beforehand. */
    static ScenarioSettings drawn(Random random) {
        int recordBytes = 20 + random.nextInt(400);
        long out = 40 + random.nextInt(160);
        return ScenarioSettings.defaults()
                .withInPerSecond(out * 3 + random.nextInt(1_000))
                .withOutPerSecond(out)
                .withRecordBytes(recordBytes)
                .withBufferBytes((recordBytes + 17) * (5 + random.nextInt(60)) + random.nextInt(17))
                .withPartitions(1 + random.nextInt(6))
                .withBatchRows(10 + random.nextInt(90))
                .withMaxPollRecords(50 + random.nextInt(200))
                .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                .withSeed(random.nextLong())
                .withExclusiveBuffers(1 + random.nextInt(4))
                .withFloatingBuffers(9 + random.nextInt(8));
    }

    static String describe(ScenarioSettings settings) {
        return String.format("%s; %d/s in, %d/s out, %d bytes, %d partitions, %s, %d exclusive and %d floating buffers of %d"
                + " bytes, batches of %d, polls of %d", TestText.tasks(settings), settings.inPerSecond(),
                settings.outPerSecond(), settings.recordBytes(), settings.partitions(), settings.network(),
                settings.exclusiveBuffers(), settings.floatingBuffers(), settings.bufferBytes(), settings.batchRows(),
                settings.maxPollRecords());
    }

    private static double lagAt(ScenarioRun run, long second) {
        return run.at(second).whereabouts().lag();
    }
}
