package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backpressure.propagation.Diagnosis;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import workbook.world.postgres.SimulatedPostgres;
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
                assertThat(world.runningAt(600))
                        .as("tasks that are still running after 10 minutes; settings: %s", EndToEndTest.describe(settings))
                        .isEmpty();
                world.assertEachRecordWrittenOnce(settings);
                world.assertPartitionsInOrder(settings);
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
                List<TaskReading> tasks = world.readTasks();
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
                assertThat(world.readExchanges()).as("exchanges").extracting(ExchangeReading::name)
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
                for (ExchangeReading exchange : world.readExchanges()) {
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
    @DisplayName("the buffers of an exchange are as many as the settings say")
    void asManyBuffersAsTheSettingsSay() {
        for (Network network : Network.values()) {
            for (int[] buffers : new int[][] {{4, 1}, {1, 5}, {3, 12}}) {
                ScenarioSettings settings = ScenarioSettings.defaults().withNetwork(network).withBufferBytes(1_170)
                        .withExclusiveBuffers(buffers[0]).withFloatingBuffers(buffers[1]);
                int all = buffers[0] + buffers[1];
                try (TestWorld world = new TestWorld(settings)) {
                    world.runUntil(30);
                    for (ExchangeReading exchange : world.readExchanges()) {
                        String told = String.format("%s, under pressure, %d exclusive and %d floating buffers: %s", network,
                                buffers[0], buffers[1], exchange);
                        assertThat(exchange.senderBuffers()).as("the sender's buffers; %s", told).isEqualTo(all);
                        assertThat(exchange.senderBuffersUsed()).as("those that are out; %s", told).isEqualTo(all);
                        assertThat(exchange.receiverBuffers()).as("the receiver's buffers; %s", told)
                                .isEqualTo(network == Network.LOCAL ? 0 : all);
                        assertThat(exchange.receiverBuffersUsed()).as("those that hold data; %s", told)
                                .isEqualTo(network == Network.LOCAL ? 0 : all);
                        assertThat(exchange.records()).as("records, 10 to a buffer, one buffer being read; %s", told)
                                .isBetween(network == Network.LOCAL ? (all - 2) * 10 : (2 * all - 2) * 10,
                                        network == Network.LOCAL ? (all - 1) * 10 + 1 : (2 * all - 1) * 10 + 1);
                    }
                }
            }
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("before the first record and after the last, every buffer is at home")
    void anExchangeThatHoldsNothing() {
        for (Network network : Network.values()) {
            ScenarioSettings settings = ScenarioSettings.defaults().withNetwork(network).withOutPerSecond(10_000)
                    .withTotalRecords(2_000);
            try (TestWorld world = new TestWorld(settings)) {
                assertNoBufferIsOut(world, network + ", before anything has run");
                world.runUntil(60);
                assertNoBufferIsOut(world, network + ", after 60 s; all 2,000 records came within 2 s");
            }
        }
    }

    private static void assertNoBufferIsOut(TestWorld world, String when) {
        for (ExchangeReading exchange : world.readExchanges()) {
            assertThat(exchange.senderBuffersUsed()).as("%s: buffers of the sender's that are out: %s", when, exchange)
                    .isZero();
            assertThat(exchange.receiverBuffersUsed()).as("%s: the receiver's that hold data: %s", when, exchange)
                    .isZero();
            assertThat(exchange.records()).as("%s: records: %s", when, exchange).isZero();
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("in an exchange are the records that one task has handed on and the next hasn't taken in")
    void recordsInAnExchange() {
        for (Network network : Network.values()) {
            try (TestWorld world = new TestWorld(ScenarioSettings.defaults().withNetwork(network))) {
                for (int second = 1; second <= 40; second++) {
                    world.runUntil(second);
                    List<TaskReading> tasks = world.readTasks();
                    List<ExchangeReading> exchanges = world.readExchanges();
                    for (int i = 0; i < 3; i++) {
                        long above = tasks.get(i).recordsOut();
                        long below = tasks.get(i + 1).recordsOut();
                        assertThat((long) exchanges.get(i).records())
                                .as("%s, second %s: records in %s: with its writer, on the way, and with its gate; records of"
                                        + " %s and %s so far: %s and %s", network, second, exchanges.get(i).name(),
                                        tasks.get(i).name(), tasks.get(i + 1).name(), above, below)
                                .isCloseTo(above - below, within(1L));
                    }
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
                world.simulation.runUntil(50 * SECOND);
                long rows = world.postgres.rows();
                long fetched = world.fetched();
                world.simulation.runUntil(150 * SECOND);
                assertThat(TestText.tenths((world.postgres.rows() - rows) / 100.0))
                        .as("rows/s between second 50 and 150; %s", EndToEndTest.describe(settings))
                        .isCloseTo(out, within(TestText.tenths(0.01 * out)));
                assertThat(TestText.tenths((world.fetched() - fetched) / 100.0))
                        .as("records/s the source fetched meanwhile; %s", EndToEndTest.describe(settings))
                        .isCloseTo(out, within(TestText.tenths(0.03 * out)));
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
            assertThat(world.readExchanges().get(0).records())
                    .as("records in the first exchange: all 100 are in the buffer that its writer is filling")
                    .isEqualTo(100);
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("the flusher goes on until the sink has ended, and then ends, too")
    void theFlusherEndsWithTheSink() {
        try (Simulation simulation = new Simulation(Order.seeded(1))) {
            TestRuntime runtime = new TestRuntime(simulation);
            ScenarioSettings settings = ScenarioSettings.defaults().withTotalRecords(500).withMapMicros(5_000)
                    .withFilterMicros(10_000);
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, 500, simulation);
            SimulatedPostgres postgres = new SimulatedPostgres(50, 0, settings.socketRows(), rows -> { }, simulation);
            new Pipeline(settings, runtime, topic, postgres).start();
            simulation.runUntil(60 * SECOND);
            assertThat(runtime.ended.keySet())
                    .as("tasks in the order in which they ended; 500 records, 0.5 s of work for the source, 2.5 s for the map,"
                            + " 5 s for the filter, 10 s for the sink")
                    .containsExactly("source", "map", "filter", "sink", "flusher");
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("whatever the order in which tasks run: all records arrive, and all tasks end, the flusher, too")
    void inAnyOrder() {
        Seeds.forEachSeed(100, random -> {
            try (Simulation world = new Simulation(Order.random(random.nextLong()))) {
                ScenarioSettings settings = ScenarioSettings.defaults().withBufferTimeoutMillis(1);
                SimulatedTopic topic = new SimulatedTopic(1, 1_000, 100, 3, world);
                TestTable table = new TestTable();
                new Pipeline(settings, world, topic, table).start();
                world.run();
                assertThat(table.rows()).as("rows in the end, of 3 records").isEqualTo(3);
            }
        });
    }

    @Test
    @Tag("6.3")
    @DisplayName("the map and the filter are the settings': slow ones are slow, and what the filter drops isn't written")
    void mapAndFilterOfTheSettings() {
        ScenarioSettings settings = ScenarioSettings.defaults().withOutPerSecond(100_000).withTotalRecords(1_000);
        try (TestWorld world = new TestWorld(settings.withKeepOneIn(4))) {
            world.simulation.run();
            assertThat(world.written.size()).as("rows of 1,000 records, the filter keeping every fourth").isEqualTo(250);
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
    @DisplayName("each task has its own meter: those above a slow one are backpressured, those below are idle")
    void eachTaskHasItsOwnMeter() {
        ScenarioSettings fast = ScenarioSettings.defaults().withOutPerSecond(100_000);
        assertStates(fast.withInPerSecond(10), "nobody slow, 10 records/s", "idle", "idle", "idle", "idle");
        assertStates(fast.withMapMicros(20_000), "a slow map", "backpressured", "busy", "idle", "idle");
        assertStates(fast.withFilterMicros(20_000), "a slow filter", "backpressured", "backpressured", "busy", "idle");
        assertStates(ScenarioSettings.defaults(), "a slow sink", "backpressured", "backpressured", "backpressured", "busy");
    }

    private static void assertStates(ScenarioSettings settings, String what, String... states) {
        try (TestWorld world = new TestWorld(settings)) {
            world.runUntil(60);
            world.readTasks();
            world.runUntil(80);
            List<TaskReading> tasks = world.readTasks();
            assertThat(tasks).as("%s: what source, map, filter and sink do most of the time: %s", what,
                    TestText.readings(tasks)).extracting(task -> state(task.shares())).containsExactly(states);
        }
    }

    private static String state(TimeShares shares) {
        if (shares.busy() > 900) {
            return "busy";
        }
        return shares.backpressured() > 900 ? "backpressured" : shares.idle() > 900 ? "idle" : "a bit of everything";
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
                    most = Math.max(most, world.fetched() - world.readTasks().get(0).recordsOut());
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
    @DisplayName("nobody ever holds two locks at once: no task, not the flusher, and not who looks in")
    void oneLockAtATime() throws Exception {
        for (Network network : Network.values()) {
            try (Simulation simulation = new Simulation(Order.seeded(1))) {
                SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, 50, simulation);
                simulation.runUntil(SECOND);   // all 50 have been produced
                TestOneThread runtime = new TestOneThread();
                Pipeline pipeline = new Pipeline(ScenarioSettings.defaults().withNetwork(network), runtime, topic,
                        new TestTable());
                pipeline.start();
                for (String task : List.of("source", "map", "filter")) {
                    runtime.run(task, runtime.started.get(task));
                    runtime.run("who calls readTasks()", pipeline::readTasks);
                    runtime.run("who calls readExchanges()", pipeline::readExchanges);
                    runtime.run("who calls positions()", pipeline::positions);
                }
                AtomicInteger sleeps = new AtomicInteger();
                runtime.duringSleep = () -> {
                    if (sleeps.incrementAndGet() == 2) {
                        runtime.run("sink", runtime.started.get("sink"));
                    }
                    assertThat(sleeps.get()).as("times the flusher sleeps; meanwhile, the second time, the sink ends")
                            .isLessThan(5);
                };
                runtime.run("flusher", runtime.started.get("flusher"));
                assertThat(runtime.tookTwo.stream().findFirst().orElse("nobody"))
                        .as("%s: who was the first to take a lock while holding another one", network).isEqualTo("nobody");
            }
        }
    }

    @Test
    @Tag("6.3")
    @DisplayName("levels and the bottleneck are those of your diagnosis")
    void diagnosis() {
        try (TestWorld world = new TestWorld(ScenarioSettings.defaults())) {
            world.simulation.runUntil(60 * SECOND);
            world.readTasks();
            world.simulation.runUntil(80 * SECOND);
            List<TaskReading> tasks = world.readTasks();
            assertThat(name(world.pipeline.bottleneck(tasks))).as("bottleneck of %s", TestText.readings(tasks))
                    .contains("sink");
            assertThat(world.pipeline.level(tasks.get(0).shares()))
                    .as("level of the %s", TestText.readings(tasks.subList(0, 1))).isEqualTo(Level.HIGH);
            assertThat(world.pipeline.level(tasks.get(3).shares()))
                    .as("level of the %s", TestText.readings(tasks.subList(3, 4))).isEqualTo(Level.OK);
            for (int backpressured : new int[] {0, 100, 102, 500, 502, 1_000}) {
                TimeShares shares = new TimeShares(1_000 - backpressured, backpressured / 2.0, backpressured / 2.0, 0);
                assertThat(world.pipeline.level(shares)).as("level of %s; Diagnosis.level is asked", TestText.shares(shares))
                        .isEqualTo(Diagnosis.level(shares));
                List<TaskReading> made = List.of(new TaskReading("source", shares, 0),
                        new TaskReading("map", new TimeShares(900, 100, 0, 0), 0));
                assertThat(name(world.pipeline.bottleneck(made)))
                        .as("bottleneck of %s; Diagnosis.bottleneck is asked", TestText.readings(made))
                        .isEqualTo(name(Diagnosis.bottleneck(made)));
            }
        }
    }

    /** By a method of String, so that Java looks whether it is one: what it equals must not be up to the answer. */
    private static Optional<String> name(Optional<String> task) {
        return task.map(String::toString);
    }
}
