package backpressure.pipeline;

import static backpressure.pipeline.TestText.tasks;
import static backpressure.pipeline.TestText.tenths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.operator.StreamRecord;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** Tasks of several subtasks. */
@ChapterTest
class ParallelPipelineTest {

    private static final ScenarioSettings DEFAULTS = ScenarioSettings.defaults();
    /** A buffer of so many bytes is soon full. */
    private static final int SMALL = 4_096;

    @Test
    @Tag("6.7")
    @DisplayName("each subtask is a task of the runtime, by its number: map (1/2), map (2/2)")
    void subtasksByTheirNames() {
        try (Simulation simulation = new Simulation(Order.seeded(1))) {
            TestRuntime runtime = new TestRuntime(simulation);
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, runtime);
            new Pipeline(DEFAULTS.withParallelism("map", 2).withParallelism("sink", 3), runtime, topic, new TestBrokenTable())
                    .start();
            assertThat(runtime.started).as("tasks started, with two maps and three sinks").containsExactlyInAnyOrder(
                    "source", "map (1/2)", "map (2/2)", "filter", "sink (1/3)", "sink (2/3)", "sink (3/3)", "flusher");
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("the meters: one reading for each task; shares are the average of its subtasks, and add up to 1,000")
    void oneReadingForEachTask() {
        try (TestWorld world = new TestWorld(DEFAULTS.withBufferBytes(SMALL).withParallelism(3)
                .withParallelism("sink", 1))) {
            world.runUntil(40);
            world.readTasks();
            world.runUntil(60);
            List<TaskReading> tasks = world.readTasks();
            assertThat(tasks).as("tasks").extracting(TaskReading::name).containsExactly("source", "map", "filter", "sink");
            for (TaskReading task : tasks) {
                TimeShares shares = task.shares();
                assertThat(shares.busy() + shares.backpressured() + shares.idle())
                        .as("busy + backpressured + idle of %s: %s", task.name(), TestText.shares(shares)).isCloseTo(1_000, within(1e-6));
                assertThat(task.recordsOut()).as("records that all subtasks of %s handed on (the sink: took in) in 60 s",
                        task.name()).isGreaterThanOrEqualTo(world.postgres.rows()).isLessThanOrEqualTo(world.fetched());
            }
            assertThat(tasks.get(2).shares().backpressured()).as("ms/s that three filters are backpressured, on average: %s",
                    tasks.get(2)).isGreaterThan(950);
            assertThat(tasks.get(3).shares().busy()).as("ms/s that the only sink is busy: %s", tasks.get(3)).isGreaterThan(950);
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("shares are averaged: one map is busy for 667 ms/s, the other one for 333")
    void sharesAreAveraged() {
        ScenarioSettings settings = DEFAULTS.withParallelism(2).withMapMicros(1_000).withOutPerSecond(100_000);
        try (TestWorld world = new TestWorld(settings)) {
            world.runUntil(10);
            world.readTasks();
            world.runUntil(20);
            TaskReading map = world.readTasks().get(1);
            assertThat(tenths(map.shares().busy()))
                    .as("ms/s that two maps are busy, on average, 1 ms for each record; 1,000/s come from three partitions:"
                            + " the first map has two of them, the second one")
                    .isCloseTo(500, within(10.0));
            assertThat(map.recordsOut()).as("records of both maps in 20 s").isBetween(19_500L, 20_000L);
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("who writes to several is backpressured as long as all its writers say, together")
    void backpressuredByAnyOfItsWriters() {
        for (Network network : Network.values()) {
            try (TestWorld world = new TestWorld(DEFAULTS.withBufferBytes(SMALL).withNetwork(network)
                    .withParallelism("sink", 4))) {
                world.runUntil(40);
                world.readTasks();
                world.runUntil(60);
                List<TaskReading> tasks = world.readTasks();
                assertThat(tenths(tasks.get(2).shares().softBackpressured()))
                        .as("%s: ms/s that the filter is backpressured, which writes to four slow sinks: %s", network,
                                TestText.readings(tasks))
                        .isGreaterThan(950);
            }
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("a pool has 2 buffers for each channel and 8 to share, and so has a gate")
    void buffersOfPoolsAndGates() {
        assertBuffers(DEFAULTS.withParallelism("sink", 4), "filter → sink", 16, 4 * 10, "one pool of 4 channels, four gates of 1");
        assertBuffers(DEFAULTS.withParallelism(3).withParallelism("sink", 1), "filter → sink", 3 * 10, 14,
                "three pools of 1 channel, a gate of 3");
        assertBuffers(DEFAULTS.withParallelism("map", 2).withParallelism("filter", 3), "map → filter", 2 * 14, 3 * 12,
                "two pools of 3 channels, three gates of 2");
        assertBuffers(DEFAULTS.withParallelism(2), "map → filter", 2 * 10, 2 * 10,
                "as many maps as filters: one to one, two pools and two gates of 1 channel");
        assertBuffers(DEFAULTS.withParallelism("sink", 4).withNetwork(Network.LOCAL), "filter → sink", 16, 0,
                "local: one pool of 4 channels");
    }

    @Test
    @Tag("6.7")
    @DisplayName("every record arrives, once; and then all subtasks end, whatever the parallelism and the chains")
    void everyRecordArrives() {
        Seeds.forEachSeed(12, random -> {
            ScenarioSettings settings = drawn(random).withOutPerSecond(500).withTotalRecords(1_500);
            try (TestWorld world = new TestWorld(settings)) {
                assertThat(world.runningAt(600)).as("which of %s and the flusher are still running after 10 minutes",
                        tasks(settings)).isEmpty();
                world.assertEachRecordWrittenOnce(settings);
            }
        });
    }

    @Test
    @Tag("6.7")
    @DisplayName("who reads from several is woken, whichever of them writes")
    void whoReadsFromSeveralIsWoken() {
        for (Network network : Network.values()) {
            ScenarioSettings settings = DEFAULTS.withNetwork(network).withParallelism("map", 2).withTotalRecords(500)
                    .withoutBufferTimeout();
            try (TestWorld world = new TestWorld(settings)) {
                world.simulation.run();
                world.assertEachRecordWrittenOnce(settings);
            }
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("tasks of equal parallelism are connected one to one: records of a partition stay in order")
    void oneToOneKeepsTheOrder() {
        for (Network network : Network.values()) {
            ScenarioSettings settings = DEFAULTS.withParallelism(3).withPartitions(6).withNetwork(network)
                    .withBufferBytes(1_000).withBatchRows(7).withOutPerSecond(500).withTotalRecords(3_000);
            try (TestWorld world = new TestWorld(settings)) {
                world.runUntil(600);
                world.assertEachRecordWrittenOnce(settings);
                world.assertPartitionsInOrder(settings);
            }
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("the partitions are shared out among the sources: each is read by one")
    void partitionsAreSharedOut() {
        try (TestWorld world = new TestWorld(DEFAULTS.withPartitions(5).withParallelism("source", 2).withOutPerSecond(5_000))) {
            world.runUntil(20);
            assertThat(LongStream.of(world.pipeline.positions()).boxed().toList())
                    .as("positions of 5 partitions, read by 2 sources, after 20 s of 200 records/s each")
                    .hasSize(5).allMatch(position -> position >= 3_990 && position <= 4_000);
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("positions are numbered as the whole topic's partitions, whoever reads them")
    void positionsOfTheWholeTopic() {
        try (TestWorld world = new TestWorld(DEFAULTS.withPartitions(5).withParallelism("source", 2).withTotalRecords(7))) {
            world.runUntil(20);
            assertThat(Arrays.toString(world.pipeline.positions()))
                    .as("positions of 5 partitions, read by 2 sources; 7 records: two in partitions 0 and 1, one in the others")
                    .isEqualTo("[2, 2, 1, 1, 1]");
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("the flusher goes on until the last sink has ended, though another one failed before")
    void theFlusherOutlivesTheFirstSink() {
        try (Simulation simulation = new Simulation(Order.seeded(1))) {
            TestRuntime runtime = new TestRuntime(simulation);
            TestBrokenTable odd = new TestBrokenTable(
                    row -> SimulatedTopic.number(StreamRecord.fromBytes(row).value()) % 2 == 1);
            SimulatedTopic topic = new SimulatedTopic(2, 10, 100, 400, simulation);
            new Pipeline(DEFAULTS.withParallelism(2).withPartitions(2), runtime, topic, odd).start();
            String told = "10 records/s for 40 s from two partitions, one to one to two sinks; every insert of the second"
                    + " sink's rows fails";
            simulation.runUntil(20_000_000_000L);
            assertThat(runtime.ended.keySet()).as("tasks that have ended after 20 s; %s", told)
                    .contains("sink (2/2)").doesNotContain("sink (1/2)", "flusher");
            assertThat(odd.rows()).as("rows of the first sink after 20 s; %s", told).isGreaterThanOrEqualTo(80);
            simulation.runUntil(60_000_000_000L);
            assertThat(runtime.ended.keySet()).as("tasks that have ended after 60 s; %s", told)
                    .contains("sink (1/2)", "flusher");
        }
    }

    @Test
    @Tag("6.7")
    @DisplayName("the ledger holds, whatever the parallelism and the chains")
    void theLedgerHolds() {
        Seeds.forEachSeed(8, random -> ChainedPipelineTest.watch(drawn(random).withMapMicros(random.nextInt(3) * 300)
                .withFilterMicros(random.nextInt(3) * 300).withKeepOneIn(1 + random.nextInt(3)).withOutPerSecond(150)
                .withCommitMillis(20).withTotalRecords(1_500), random));
    }

    @Test
    @Tag("6.7")
    @DisplayName("more sinks don't help a database that manages 100 rows/s; they do help against the cost of commits")
    void whatMoreSinksAreGoodFor() {
        ScenarioSettings settings = DEFAULTS.withBufferBytes(SMALL).withSeconds(60);
        for (int sinks : new int[] {1, 4}) {
            ScenarioRun rows = EndToEndTest.run(settings.withParallelism("sink", sinks));
            EndToEndTest.assertConserved(rows);
            assertThat(tenths(rows.summary().sinkRatePerSecond()))
                    .as("rows/s that %s sinks write to a database that manages 100/s", sinks).isCloseTo(100, within(3.0));
        }
        ScenarioSettings commits = settings.withOutPerSecond(10_000).withCommitMillis(10).withBatchRows(1);
        double one = tenths(EndToEndTest.run(commits).summary().sinkRatePerSecond());
        double four = tenths(EndToEndTest.run(commits.withParallelism("sink", 4)).summary().sinkRatePerSecond());
        assertThat(one).as("rows/s of one sink, 10 ms for each commit and row by row").isCloseTo(99, within(3.0));
        assertThat(four).as("rows/s of four sinks; their commits don't wait for one another").isCloseTo(4 * one, within(20.0));
    }

    @Test
    @Tag("6.7")
    @DisplayName("part-filled buffers of every channel are flushed")
    void aTrickleArrivesSoon() {
        try (TestWorld world = new TestWorld(DEFAULTS.withInPerSecond(10).withOutPerSecond(1_000).withParallelism("sink", 4)
                .withParallelism("map", 2))) {
            world.runUntil(10);
            assertThat(world.postgres.rows()).as("rows after 10 s of 10 records/s; 100 ms per flush, 1 s for the batch")
                    .isGreaterThanOrEqualTo(80);
        }
    }

    private static void assertBuffers(ScenarioSettings settings, String exchange, int sender, int receiver, String why) {
        try (TestWorld world = new TestWorld(settings.withBufferBytes(SMALL))) {
            world.runUntil(40);
            ExchangeReading reading = world.readExchanges().stream()
                    .filter(each -> each.name().equals(exchange)).findFirst().orElseThrow();
            assertThat(reading.senderBuffers()).as("the senders' buffers of %s: %s; %s", exchange, why, reading)
                    .isEqualTo(sender);
            assertThat(reading.receiverBuffers()).as("the receivers' buffers of %s: %s; %s", exchange, why, reading)
                    .isEqualTo(receiver);
            assertThat(reading.isFull()).as("whether the senders' pools are empty after 40 s: %s", reading).isTrue();
            assertThat(reading.receiverBuffersUsed())
                    .as("the receivers' buffers of %s that hold data: no more than there are. %s; the floating ones are a"
                            + " gate's, which its channels share; %s", exchange, why, reading)
                    .isLessThanOrEqualTo(receiver);
        }
    }

    private static ScenarioSettings drawn(Random random) {
        ScenarioSettings settings = DEFAULTS
                .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                .withBufferBytes(300 + random.nextInt(3_000))
                .withBatchRows(1 + random.nextInt(60))
                .withMaxPollRecords(1 + random.nextInt(100))
                .withPartitions(3 + random.nextInt(3))
                .withSeed(random.nextLong())
                .withParallelism(1 + random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> settings.withChain("map", "filter");
            case 1 -> settings.withChain("source", "map", "filter", "sink");
            case 2 -> settings.withParallelism("sink", 1 + random.nextInt(4));
            default -> settings.withParallelism("map", 1 + random.nextInt(4)).withParallelism("filter", 1 + random.nextInt(4));
        };
    }
}
