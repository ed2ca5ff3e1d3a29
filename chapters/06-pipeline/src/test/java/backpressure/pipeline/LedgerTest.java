package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import backpressure.lag.Consumer;
import backpressure.lag.LagMonitor;
import java.util.List;
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
                            .as("records accounted for at %s ms, of %s produced: %s", moment, topic.produced(), now)
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

    @Test
    @Tag("6.4")
    @DisplayName("each figure is asked of the part that knows it")
    void askedOfThoseWhoKnow() throws Exception {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            SimulatedTopic topic = new SimulatedTopic(2, 10, 8, Long.MAX_VALUE, world);
            Consumer consumer = new Consumer(topic, "group");
            Filter filter = new Filter(record -> record[0] == 1);
            for (byte first : new byte[] {0, 1, 0, 0}) {
                filter.processElement(new byte[] {first}, record -> { });
            }
            Table table = mock(Table.class);
            when(table.rows()).thenReturn(40L);
            when(table.inSocket()).thenReturn(2);
            when(table.inTransaction()).thenReturn(1);
            BatchingSink sink = new BatchingSink(table, 100, 1_000, 0, world.clock());
            for (int row = 0; row < 8; row++) {
                sink.processElement(new StreamRecord(0, new byte[8]).toBytes(), record -> { });
            }
            world.runUntil(3_000 * MILLI);
            consumer.poll(10);
            LagMonitor lag = new LagMonitor(topic, consumer, "group", world.clock());
            Ledger ledger = new Ledger(List.of(lag), List.of(() -> 10), List.of(() -> 1, () -> 1),
                    List.of(() -> 70, () -> 7), List.of(filter), List.of(sink), table);
            assertThat(ledger.read())
                    .as("30 produced, 10 polled; 10 fetched, tasks with 1 and 1 in hand, exchanges of 70 and 7; 8 rows with"
                            + " the sink, 2 of them in the socket and 1 in the transaction; 40 rows in the table;"
                            + " 3 dropped by the filter")
                    .isEqualTo(new Whereabouts(20, 10, 2, 77, 5, 2, 1, 40, 3));
        }
    }
}
