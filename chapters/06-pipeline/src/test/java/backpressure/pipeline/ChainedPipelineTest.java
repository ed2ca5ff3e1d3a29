package backpressure.pipeline;

import static backpressure.pipeline.TestText.tasks;
import static backpressure.pipeline.TestText.tenths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** Operators that share a task. */
@ChapterTest
class ChainedPipelineTest {

    private static final String[][] CHAINS = {{"map", "filter"}, {"source", "map"}, {"filter", "sink"},
        {"source", "map", "filter"}, {"map", "filter", "sink"}, {"source", "map", "filter", "sink"}};

    @Test
    @Tag("6.6")
    @DisplayName("operators in a chain are one task; there is an exchange between each task and the next")
    void tasksAndExchanges() {
        Map<ScenarioSettings, List<String>> names = Map.of(
                ScenarioSettings.defaults().withChain("map", "filter"),
                List.of("source → map+filter", "map+filter → sink"),
                ScenarioSettings.defaults().withChain("source", "map").withChain("filter", "sink"),
                List.of("source+map → filter+sink"),
                ScenarioSettings.defaults().withChain("source", "map", "filter", "sink"), List.of());
        names.forEach((settings, exchanges) -> {
            try (TestWorld world = new TestWorld(settings)) {
                world.runUntil(5);
                assertThat(world.readTasks()).as("tasks of %s", tasks(settings)).extracting(TaskReading::name)
                        .containsExactlyElementsOf(settings.tasks().stream().map(task -> task.name()).toList());
                assertThat(world.readExchanges()).as("exchanges of %s", tasks(settings))
                        .extracting(ExchangeReading::name).containsExactlyElementsOf(exchanges);
            }
        });
    }

    @Test
    @Tag("6.6")
    @DisplayName("every record arrives, once, those of a partition in order; and then all tasks end, whatever is chained")
    void everyRecordArrives() {
        Seeds.forEachSeed(12, random -> {
            ScenarioSettings settings = drawn(random).withOutPerSecond(500).withTotalRecords(1_500);
            try (TestWorld world = new TestWorld(settings)) {
                assertThat(world.runningAt(600)).as("which of %s and the flusher are still running after 10 minutes",
                        tasks(settings)).isEmpty();
                world.assertEachRecordWrittenOnce(settings);
                world.assertPartitionsInOrder(settings);
            }
        });
    }

    @Test
    @Tag("6.6")
    @DisplayName("all in one task: it is busy and never backpressured, and lag grows by 900/s all the same")
    void allInOneTask() {
        ScenarioRun run = EndToEndTest.run(ScenarioSettings.defaults().withChain("source", "map", "filter", "sink"));
        Summary summary = run.summary();
        Summary.Task all = EndToEndTest.task(summary, "source+map+filter+sink");
        EndToEndTest.assertConserved(run);
        assertThat(tenths(summary.sinkRatePerSecond())).as("rows written per second").isCloseTo(100, within(1.0));
        assertThat(tenths(summary.lagGrowthPerSecond()))
                .as("records per second that lag and fetched grow by, by your ledger").isCloseTo(900, within(9.0));
        assertThat(all.busy()).as("ms/s that the only task is busy: %s", all).isGreaterThanOrEqualTo(990);
        assertThat(all.backpressured()).as("ms/s that it is backpressured: %s", all).isZero();
        assertThat(summary.bottleneck()).as("the bottleneck").contains("source+map+filter+sink");
    }

    @Test
    @Tag("6.6")
    @DisplayName("map and filter chained: an exchange less to fill, so the lag starts earlier")
    void lessRoom() {
        Summary four = EndToEndTest.run(ScenarioSettings.defaults()).summary();
        Summary three = EndToEndTest.run(ScenarioSettings.defaults().withChain("map", "filter")).summary();
        assertThat(tenths(three.inFlight())).as("records in two exchanges; in three there are %s", tenths(four.inFlight()))
                .isCloseTo(tenths(four.inFlight() * 2 / 3), within(tenths(0.03 * four.inFlight())));
        assertThat(EndToEndTest.secondsUntilFull(three, "source → map+filter"))
                .as("seconds until the source's output is full, with three tasks; and with four")
                .isLessThan(EndToEndTest.secondsUntilFull(four, "source → map"));
        Summary.Task chained = EndToEndTest.task(three, "map+filter");
        assertThat(chained.softBackpressured()).as("ms/s that map+filter is backpressured: %s", chained)
                .isGreaterThanOrEqualTo(950);
    }

    @Test
    @Tag("6.6")
    @DisplayName("the ledger holds, whatever is chained: also while a slow filter and a sink are at the same record's task")
    void theLedgerHolds() {
        Seeds.forEachSeed(10, random -> {
            ScenarioSettings settings = drawn(random).withMapMicros(random.nextInt(3) * 300)
                    .withFilterMicros(random.nextInt(3) * 300).withKeepOneIn(1 + random.nextInt(3)).withOutPerSecond(150)
                    .withCommitMillis(20).withTotalRecords(1_500);
            watch(settings, random);
        });
    }

    @Test
    @Tag("6.6")
    @DisplayName("operators of a chain come one after the other: what the filter drops isn't written, slow ones are slow")
    void oneAfterTheOther() {
        for (String[] chain : CHAINS) {
            ScenarioSettings settings = ScenarioSettings.defaults().withOutPerSecond(100_000).withTotalRecords(600)
                    .withChain(chain);
            try (TestWorld world = new TestWorld(settings.withKeepOneIn(3).withMapMicros(10_000))) {
                world.runUntil(60);
                assertThat(world.written.stream().filter(number -> number % 3 != 0).count())
                        .as("rows that the filter should have dropped: it keeps every third; %s", tasks(settings)).isZero();
                assertThat(world.written.size()).as("rows of 600 records, the filter keeping every third; %s", tasks(settings))
                        .isEqualTo(200);
            }
            assertSeconds(settings.withKeepOneIn(3).withMapMicros(10_000), "600 records, each 10 ms in the map; behind it the"
                    + " filter keeps every third");
            assertSeconds(settings.withFilterMicros(10_000), "600 records, each 10 ms in the filter");
        }
    }

    private static void assertSeconds(ScenarioSettings settings, String what) {
        try (TestWorld world = new TestWorld(settings)) {
            world.simulation.run();
            assertThat(tenths(world.simulation.clock().nanoTime() / 1e9)).as("seconds for %s; %s", what, tasks(settings))
                    .isBetween(6.0, 9.0);
        }
    }

    @Test
    @Tag("6.6")
    @DisplayName("rows of a chained sink don't wait for a full batch, nor for ever in a part-filled buffer")
    void aTrickleArrivesSoon() {
        for (String[] chain : CHAINS) {
            try (TestWorld world = new TestWorld(
                    ScenarioSettings.defaults().withInPerSecond(10).withOutPerSecond(1_000).withChain(chain))) {
                world.runUntil(10);
                assertThat(world.postgres.rows())
                        .as("rows after 10 s of 10 records/s; 100 ms per flush, 1 s for the batch; chained: %s",
                                String.join("+", chain))
                        .isGreaterThanOrEqualTo(80);
            }
        }
    }

    @Test
    @Tag("6.6")
    @DisplayName("a failed insert ends every task, whatever is chained, each hearing why")
    void aBrokenDatabaseEndsThePipeline() {
        for (String[] chain : CHAINS) {
            try (Simulation simulation = new Simulation(Order.seeded(1))) {
                TestRuntime runtime = new TestRuntime(simulation);
                SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, runtime);
                ScenarioSettings settings = ScenarioSettings.defaults().withChain(chain);
                new Pipeline(settings, runtime, topic, new TestBrokenTable()).start();
                simulation.runUntil(60_000_000_000L);
                assertThat(runtime.ended.keySet()).as("tasks that ended; every insert fails")
                        .containsAll(settings.tasks().stream().map(task -> task.name()).toList());
                settings.tasks().forEach(task -> {
                    Throwable thrown = runtime.ended.get(task.name());
                    assertThat(thrown).as("what %s threw: the sink's, or what comes of it", task.name()).isNotNull();
                    assertThat(root(thrown)).as("the root of what %s threw: %s", task.name(), thrown)
                            .isSameAs(TestBrokenTable.FAILURE);
                });
            }
        }
    }

    /** Runs it to the end, and asks the ledger every now and then. */
    static void watch(ScenarioSettings settings, Random random) {
        try (TestWorld world = new TestWorld(settings)) {
            boolean running = true;
            for (long millis = 0; running; millis += 1 + random.nextInt(150)) {
                running = world.simulation.runUntil(millis * 1_000_000);
                Whereabouts now = world.pipeline.whereabouts();
                String told = "at " + millis + " ms, of " + world.topic.produced() + " produced: " + now + "; "
                        + EndToEndTest.describe(settings);
                assertThat(now.total()).as("records accounted for %s", told).isEqualTo(world.topic.produced());
                assertThat(List.of(now.lag(), now.fetched(), now.inTasks(), now.inExchanges(), now.inBatch()))
                        .as("each figure %s", told).allMatch(figure -> figure >= 0);
                assertThat(now.inExchanges()).as("records in exchanges %s", told).isEqualTo(
                        world.readExchanges().stream().mapToInt(ExchangeReading::records).sum());
            }
        }
    }

    private static ScenarioSettings drawn(Random random) {
        return ScenarioSettings.defaults()
                .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                .withBufferBytes(300 + random.nextInt(3_000))
                .withBatchRows(1 + random.nextInt(60))
                .withMaxPollRecords(1 + random.nextInt(100))
                .withSeed(random.nextLong())
                .withChain(CHAINS[random.nextInt(CHAINS.length)]);
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }
}
