package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** The pipeline put together, and run: nothing here needs the ledger. */
@ChapterTest
class PipelineTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    @Tag("6.3")
    @DisplayName("every record arrives, once, those of a partition in order; and then all tasks end")
    void everyRecordArrives() {
        Seeds.forEachSeed(20, random -> {
            ScenarioSettings settings = ScenarioSettings.defaults()
                    .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                    .withPartitions(1 + random.nextInt(4))
                    .withRecordBytes(8 + random.nextInt(100))
                    .withBufferBytes(200 + random.nextInt(2_000))
                    .withBatchRows(1 + random.nextInt(50))
                    .withOutPerSecond(200 + random.nextInt(2_000))
                    .withTotalRecords(1_000 + random.nextInt(500));
            try (TestWorld world = new TestWorld(settings)) {
                assertThat(world.simulation.runUntil(600 * SECOND))
                        .as("whether any task is still running after 10 minutes; settings: %s",
                        EndToEndTest.describe(settings))
                        .isFalse();
                assertThat(world.written)
                        .as("numbers of the records in the table; settings: %s", EndToEndTest.describe(settings))
                        .hasSize((int) settings.totalRecords())
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.range(0, settings.totalRecords()).boxed().toList());
                for (int partition = 0; partition < settings.partitions(); partition++) {
                    int p = partition;
                    assertThat(world.written.stream().filter(number -> number % settings.partitions() == p))
                            .as("those of partition %s, in the order in which they were written", p)
                            .isSorted();
                }
            }
        });
    }

    @Test
    @Tag("6.3")
    @DisplayName("the meters: four tasks and three exchanges by their names, from the source to the sink; shares add up to 1,000")
    void meters() {
        for (Network network : Network.values()) {
            try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withNetwork(network))) {
                world.simulation.runUntil(40 * SECOND);
                List<TaskReading> tasks = world.pipeline.readTasks();
                assertThat(tasks)
                        .as("tasks").extracting(TaskReading::name).containsExactly("source", "map", "filter", "sink");
                for (TaskReading task : tasks) {
                    TimeShares shares = task.shares();
                    assertThat(shares.busy() + shares.backpressured() + shares.idle())
                            .as("busy + backpressured + idle of %s: %s", task.name(), shares)
                            .isCloseTo(1_000, within(1e-6));
                    assertThat(task.recordsOut())
                            .as("records that %s handed on (the sink: took in) in 40 s", task.name())
                            .isGreaterThanOrEqualTo(world.postgres.rows()).isLessThanOrEqualTo(world.fetched());
                }
                assertThat(world.pipeline.readExchanges()).as("exchanges").extracting(ExchangeReading::name)
                        .containsExactly("source → map", "map → filter", "filter → sink");
            }
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("exchanges under pressure are full: 10 buffers local; 10 at the sender, 10 at the receiver and no credit remote")
    void exchangesUnderPressure() {
        for (Network network : Network.values()) {
            try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withNetwork(network))) {
                world.simulation.runUntil(60 * SECOND);
                for (ExchangeReading exchange : world.pipeline.readExchanges()) {
                    assertThat(exchange.isFull())
                            .as("%s: the sender's pool is empty, after 60 s: %s", network, exchange).isTrue();
                    assertThat(exchange.senderBuffers())
                            .as("%s: the sender's buffers: %s", network, exchange).isEqualTo(10);
                    assertThat(exchange.receiverBuffers()).as("%s: the receiver's buffers: %s", network, exchange)
                            .isEqualTo(network == Network.LOCAL ? 0 : 10);
                    assertThat(exchange.receiverBuffersUsed()).as("%s: those that hold data: %s", network, exchange)
                            .isEqualTo(network == Network.LOCAL ? 0 : 10);
                    assertThat(exchange.credit()).as("%s: the sender's credit: %s", network, exchange).isZero();
                    assertThat(exchange.records())
                            .as("%s: records in the exchange, 280 to a buffer, one buffer being read: %s",
                            network, exchange)
                            .isBetween(network == Network.LOCAL ? 8 * 280 : 18 * 280,
                            network == Network.LOCAL ? 2_521 : 5_321);
                }
            }
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("throughput settles at the sink's rate, whatever the rates, and the source fetches no faster")
    void throughputSettles() {
        Seeds.forEachSeed(4, random -> {
            long out = 50 + random.nextInt(200);
            ScenarioSettings settings = ScenarioSettings.defaults()
                    .withOutPerSecond(out)
                    .withInPerSecond(out * (3 + random.nextInt(5)))
                    .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                    .withBufferBytes(4_096)
                    .withBatchRows(20)
                    .withMaxPollRecords(50);
            try (TestWorld world = new TestWorld(settings)) {
                world.simulation.runUntil(100 * SECOND);
                long rows = world.postgres.rows();
                long fetched = world.fetched();
                world.simulation.runUntil(300 * SECOND);
                assertThat((world.postgres.rows() - rows) / 200.0)
                        .as("rows/s between second 100 and 300; %s", EndToEndTest.describe(settings))
                        .isCloseTo(out, within(0.01 * out));
                assertThat((world.fetched() - fetched) / 200.0)
                        .as("records/s the source fetched meanwhile; %s", EndToEndTest.describe(settings))
                        .isCloseTo(out, within(0.03 * out));
            }
        });
    }

    @Test
    @Tag("6.3")
    @DisplayName("a trickle arrives soon: part-filled buffers are flushed, and the sink doesn't wait for a full batch")
    void aTrickleArrivesSoon() {
        try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withInPerSecond(10).withOutPerSecond(1_000))) {
            world.simulation.runUntil(10 * SECOND);
            assertThat(world.postgres.rows())
                    .as("rows after 10 s of 10 records/s; 100 ms per flush of 3 exchanges, 1 s for the batch")
                    .isGreaterThanOrEqualTo(80);
            assertThat(world.postgres.commits())
                    .as("commits in those 10 s: rows wait up to 1 s for others to come, and are written together")
                    .isBetween(5L, 12L);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("without a buffer timeout there is no flusher: a part-filled buffer stays where it is")
    void noFlusher() {
        try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withInPerSecond(10).withoutBufferTimeout())) {
            world.simulation.runUntil(10 * SECOND);
            assertThat(world.postgres.rows()).as("rows after 10 s of 10 records/s: not one buffer is full").isZero();
            assertThat(world.pipeline.readExchanges().get(0).records())
                    .as("records in the first exchange: all 100 are in the buffer that its writer is filling")
                    .isEqualTo(100);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("the map and the filter are the settings': slow ones are slow, and what the filter drops isn't written")
    void mapAndFilterOfTheSettings() {
        ScenarioSettings settings = ScenarioSettings.defaults().withOutPerSecond(100_000).withTotalRecords(1_000);
        try (TestWorld world = new TestWorld(settings.withKeepOneIn(4))) {
            world.simulation.run();
            assertThat(world.written).as("rows of 1,000 records, the filter keeping every fourth").hasSize(250);
        }
        try (TestWorld world = new TestWorld(settings.withMapMicros(20_000))) {
            world.simulation.run();
            assertThat(world.simulation.clock().nanoTime() / 1e9).as("seconds for 1,000 records, 20 ms each in the map")
                    .isBetween(20.0, 23.0);
        }
        try (TestWorld world = new TestWorld(settings.withFilterMicros(20_000))) {
            world.simulation.run();
            assertThat(world.simulation.clock().nanoTime() / 1e9)
                    .as("seconds for 1,000 records, 20 ms each in the filter")
                    .isBetween(20.0, 23.0);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("a failed insert is tried again, 3 times; then every task ends, each hearing why")
    void aBrokenDatabaseEndsThePipeline() {
        try (Simulation simulation = new Simulation(Order.seeded(1))) {
            TestRuntime runtime = new TestRuntime(simulation);
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, runtime);
            TestBrokenTable broken = new TestBrokenTable();
            new Pipeline(ScenarioSettings.defaults(), runtime, topic, broken).start();
            simulation.runUntil(60 * SECOND);
            assertThat(runtime.ended.keySet()).as("tasks that ended; every insert fails, from the first on")
                    .contains("source", "map", "filter", "sink", "flusher");
            assertThat(runtime.ended.get("sink")).as("what the sink threw").isSameAs(TestBrokenTable.FAILURE);
            for (String task : List.of("filter", "map", "source")) {
                assertThat(runtime.ended.get(task)).as("what %s threw: it comes from the sink's", task)
                        .isInstanceOf(IllegalStateException.class).hasRootCause(TestBrokenTable.FAILURE);
            }
            assertThat(broken.inserts).as("inserts that were tried: one, and 3 retries").isEqualTo(4);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("each task has its own meter: with a slow filter, source and map are backpressured, the sink is idle")
    void eachTaskHasItsOwnMeter() {
        try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withFilterMicros(20_000).withOutPerSecond(100_000))) {
            world.simulation.runUntil(40 * SECOND);
            world.pipeline.readTasks();
            world.simulation.runUntil(60 * SECOND);
            List<TaskReading> tasks = world.pipeline.readTasks();
            String readings = tasks.toString();
            assertThat(tasks.get(0).shares().backpressured()).as("ms/s that the source is backpressured: %s", readings)
                    .isGreaterThan(900);
            assertThat(tasks.get(1).shares().backpressured()).as("ms/s that the map is backpressured: %s", readings)
                    .isGreaterThan(900);
            assertThat(tasks.get(2).shares().busy()).as("ms/s that the filter is busy: %s", readings).isGreaterThan(900);
            assertThat(tasks.get(3).shares().idle()).as("ms/s that the sink is idle: %s", readings).isGreaterThan(900);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("the source fetches as many records at once as the settings say, and no more")
    void fetchesAsManyAsTheSettingsSay() {
        for (int maxPoll : new int[] {50, 500}) {
            try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withMaxPollRecords(maxPoll))) {
                long most = 0;
                for (int tenth = 400; tenth < 900; tenth++) {
                    world.simulation.runUntil(tenth * SECOND / 10);
                    most = Math.max(most, world.fetched() - world.pipeline.readTasks().get(0).recordsOut());
                }
                assertThat(most).as("most records fetched and not handed on, under pressure; %s at once", maxPoll)
                        .isBetween(maxPoll / 2L, (long) maxPoll);
            }
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("each exchange has a lock of its own")
    void aLockForEachExchange() {
        try (Simulation simulation = new Simulation(Order.seeded(1))) {
            TestRuntime runtime = new TestRuntime(simulation);
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, simulation);
            new Pipeline(ScenarioSettings.defaults(), runtime, topic, new TestBrokenTable());
            assertThat(runtime.locks).as("locks that the pipeline asked for; it has three exchanges")
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("levels and the bottleneck are those of your diagnosis")
    void diagnosis() {
        try (TestWorld world = new TestWorld(ScenarioSettings.defaults())) {
            world.simulation.runUntil(60 * SECOND);
            world.pipeline.readTasks();
            world.simulation.runUntil(80 * SECOND);
            List<TaskReading> tasks = world.pipeline.readTasks();
            assertThat(world.pipeline.bottleneck(tasks)).as("bottleneck of %s", tasks).contains("sink");
            assertThat(world.pipeline.level(tasks.get(0).shares()))
                    .as("level of the source: %s", tasks.get(0)).isEqualTo(Level.HIGH);
            assertThat(world.pipeline.level(tasks.get(3).shares()))
                    .as("level of the sink: %s", tasks.get(3)).isEqualTo(Level.OK);
        }
    }
}
