package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import backpressure.lag.Consumer;
import backpressure.lag.LagMonitor;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.operator.StreamRecord;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.postgres.Table;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class LedgerTest {

    private static final long MILLI = 1_000_000;

    @Test
    @Tag("6.4")
    @DisplayName("whenever one looks, every record that was produced is in one place, and in one only")
    void everyRecordIsSomewhere() {
        Seeds.forEachSeed(10, random -> {
            ScenarioSettings settings = ScenarioSettings.defaults()
                    .withNetwork(random.nextBoolean() ? Network.LOCAL : Network.REMOTE)
                    .withRecordBytes(8 + random.nextInt(200))
                    .withBufferBytes(300 + random.nextInt(3_000))
                    .withMapMicros(random.nextInt(900))
                    .withFilterMicros(random.nextInt(900))
                    .withKeepOneIn(1 + random.nextInt(3))
                    .withMaxPollRecords(1 + random.nextInt(100))
                    .withBatchRows(1 + random.nextInt(60));
            try (Simulation world = new Simulation(Order.seeded(random.nextLong()))) {
                SimulatedTopic topic = new SimulatedTopic(settings.partitions(), settings.inPerSecond(),
                        settings.recordBytes(), 3_000, world);
                SimulatedPostgres postgres = new SimulatedPostgres(150, 20 * MILLI, settings.socketRows(),
                        rows -> { }, world);
                Pipeline pipeline = new Pipeline(settings, world, topic, postgres);
                pipeline.start();
                boolean running = true;
                for (long moment = 0; running; moment += 1 + random.nextInt(200)) {
                    running = world.runUntil(moment * MILLI);
                    Whereabouts now = pipeline.whereabouts();
                    assertThat(now.total())
                            .as("records accounted for at %s ms, of %s produced; the filter keeps one in %s: %s", moment,
                                    topic.produced(), settings.keepOneIn(), now)
                            .isEqualTo(topic.produced());
                    assertThat(now.written())
                            .as("rows written, says the ledger at %s ms: %s", moment, now).isEqualTo(postgres.rows());
                    assertThat(now.inExchanges())
                            .as("records in the exchanges, says the ledger at %s ms: %s", moment, now)
                            .isEqualTo(pipeline.readExchanges().stream().mapToInt(ExchangeReading::records).sum());
                }
                Whereabouts end = pipeline.whereabouts();
                assertThat(end.written() + end.filteredOut())
                        .as("written and filtered out, in the end: %s", end).isEqualTo(3_000);
                assertThat(end.written())
                        .as("written, of 3,000; the filter keeps one in %s: %s", settings.keepOneIn(), end)
                        .isEqualTo((3_000 + settings.keepOneIn() - 1) / settings.keepOneIn());
            }
        });
    }

    @Test
    @Tag("6.4")
    @DisplayName("under pressure: one record is in the hands of a slow map, 200 rows are in batch, socket and transaction")
    void whereTheyAreUnderPressure() {
        ScenarioSettings settings = ScenarioSettings.defaults().withMapMicros(2_000);
        try (Simulation world = new Simulation(Order.seeded(1))) {
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, world);
            SimulatedPostgres postgres = new SimulatedPostgres(100, 0, settings.socketRows(), rows -> { }, world);
            Pipeline pipeline = new Pipeline(settings, world, topic, postgres);
            pipeline.start();
            world.runUntil(10_001 * MILLI);
            Whereabouts now = pipeline.whereabouts();
            assertThat(now.inTasks())
                    .as("in tasks' hands, 1 ms into the map's 2 ms for a record: %s", now).isEqualTo(1);
            assertThat(now.inBatch() + now.inSocket() + now.inTransaction())
                    .as("rows the sink has taken and that aren't committed, while it writes a batch of 200: %s", now)
                    .isEqualTo(200);
            assertThat(now.inSocket()).as("rows in the socket: %s", now).isEqualTo(postgres.inSocket());
            assertThat(now.inTransaction())
                    .as("rows in the open transaction: %s", now).isEqualTo(postgres.inTransaction());
            assertThat(now.filteredOut()).as("rows that the filter dropped; it keeps all: %s", now).isZero();
        }
    }

    /** A table with a lock of its own, as a real connection has one. */
    private record LockedTable(Lock lock, TestTable table) implements Table {

        @Override
        public void insert(List<byte[]> rows) {
            locked(() -> {
                table.insert(rows);
                return 0;
            });
        }

        @Override
        public long rows() {
            return locked(table::rows);
        }

        @Override
        public int inSocket() {
            return locked(table::inSocket);
        }

        @Override
        public int inTransaction() {
            return locked(table::inTransaction);
        }

        private <T> T locked(Supplier<T> body) {
            lock.lock();
            try {
                return body.get();
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    @Tag("6.4")
    @DisplayName("who asks where the records are holds one lock at a time, like everybody else")
    void oneLockAtATime() throws Exception {
        for (Network network : Network.values()) {
            try (Simulation simulation = new Simulation(Order.seeded(1))) {
                SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, 50, simulation);
                simulation.runUntil(1_000 * MILLI);   // all 50 have been produced
                TestOneThread runtime = new TestOneThread();
                Table table = new LockedTable(runtime.lock("the table's"), new TestTable());
                Pipeline pipeline = new Pipeline(ScenarioSettings.defaults().withNetwork(network), runtime, topic, table);
                pipeline.start();
                for (String task : List.of("source", "map", "filter", "sink")) {
                    runtime.run(task, runtime.started.get(task));
                    runtime.run("who calls whereabouts()", pipeline::whereabouts);
                }
                assertThat(runtime.tookTwo.stream().findFirst().orElse("nobody"))
                        .as("%s: who was the first to take a lock while holding another one; the table has one, too", network)
                        .isEqualTo("nobody");
            }
        }
    }

    @Test
    @Tag("6.4")
    @DisplayName("each figure is asked of the part that knows it")
    void askedOfThoseWhoKnow() throws Exception {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            SimulatedTopic topic = new SimulatedTopic(2, 10, 8, Long.MAX_VALUE, world);
            world.runUntil(3_000 * MILLI);
            TestTable table = new TestTable();
            table.rows = 40;
            table.inSocket = 2;
            table.inTransaction = 1;
            Ledger ledger = new Ledger(
                    List.of(lagOf(topic, 10, world), lagOf(topic, 23, world)),
                    List.of(() -> 10, () -> 3),
                    List.of(() -> 1, () -> 1),
                    List.of(() -> 70, () -> 7),
                    List.of(filterThatDropped(3), filterThatDropped(11)),
                    List.of(sinkThatTook(8, table, world), sinkThatTook(6, table, world)),
                    table);
            assertThat(ledger.read())
                    .as("two of each. Lags: 30 records produced, of which one consumer has polled 10, the other one 23. Fetched:"
                            + " 10 and 3. In hand: 1 and 1. Exchanges: 70 and 7. Sinks that have taken 8 and 6 rows; of"
                            + " these, says the table, 2 are in the socket and 1 in the transaction; 40 are written."
                            + " Filters that have dropped 3 and 11")
                    .isEqualTo(new Whereabouts(20 + 7, 10 + 3, 1 + 1, 70 + 7, 8 + 6 - 2 - 1, 2, 1, 40, 3 + 11));
        }
    }

    private static LagMonitor lagOf(SimulatedTopic topic, int polled, Simulation world) {
        Consumer consumer = new Consumer(topic, "group");
        consumer.poll(polled);
        return new LagMonitor(topic, consumer, "group", world.clock());
    }

    private static Filter filterThatDropped(int records) throws InterruptedException {
        Filter filter = new Filter(record -> false);
        for (int record = 0; record < records; record++) {
            filter.processElement(new byte[1], any -> { });
        }
        return filter;
    }

    private static BatchingSink sinkThatTook(int rows, Table table, Simulation world) throws Exception {
        BatchingSink sink = new BatchingSink(table, 100, 1_000, 0, world.clock());
        for (int row = 0; row < rows; row++) {
            sink.processElement(new StreamRecord(0, new byte[8]).toBytes(), any -> { });
        }
        return sink;
    }
}
