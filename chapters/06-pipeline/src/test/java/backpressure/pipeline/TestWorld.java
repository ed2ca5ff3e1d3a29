package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.LongStream;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.operator.StreamRecord;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** A pipeline between the simulated Kafka and Postgres; it keeps the numbers of the records that were written. */
final class TestWorld implements AutoCloseable {

    final Simulation simulation;
    final SimulatedTopic topic;
    final SimulatedPostgres postgres;
    final Pipeline pipeline;
    final List<Long> written = new ArrayList<>();
    /** Tasks that were started and haven't ended. */
    private final Set<String> running = new LinkedHashSet<>();

    TestWorld(ScenarioSettings settings) {
        simulation = new Simulation(Order.seeded(settings.seed()));
        topic = new SimulatedTopic(settings.partitions(), settings.inPerSecond(), settings.recordBytes(),
                settings.totalRecords(), simulation);
        postgres = new SimulatedPostgres(settings.outPerSecond(), settings.commitMillis() * 1_000_000,
                settings.socketRows(), rows -> rows.forEach(
                row -> written.add(SimulatedTopic.number(StreamRecord.fromBytes(row).value()))), simulation);
        pipeline = new Pipeline(settings, new Noting(), topic, postgres);
        pipeline.start();
    }

    /** What the pipeline says, in a list of our own: what that equals, or how long it is, is not up to the answer. */
    List<TaskReading> readTasks() {
        List<TaskReading> tasks = new ArrayList<>();
        for (TaskReading task : pipeline.readTasks()) {
            tasks.add(task);
        }
        return tasks;
    }

    /** The same of the exchanges. */
    List<ExchangeReading> readExchanges() {
        List<ExchangeReading> exchanges = new ArrayList<>();
        for (ExchangeReading exchange : pipeline.readExchanges()) {
            exchanges.add(exchange);
        }
        return exchanges;
    }

    long fetched() {
        return LongStream.of(pipeline.positions()).sum();
    }

    /** Whether any task is still running then. */
    boolean runUntil(long seconds) {
        return simulation.runUntil(seconds * 1_000_000_000);
    }

    /** The names of the tasks that are still running then; of all of them none has failed. */
    Set<String> runningAt(long seconds) {
        runUntil(seconds);
        return new LinkedHashSet<>(running);
    }

    void assertEachRecordWrittenOnce(ScenarioSettings settings) {
        assertThat(TestText.missingOrDoubled(written, settings.totalRecords()))
                .as("records that are missing in the table, or there twice, of %s; %s", settings.totalRecords(),
                        EndToEndTest.describe(settings))
                .isEqualTo(TestText.NOTHING);
    }

    void assertPartitionsInOrder(ScenarioSettings settings) {
        for (int partition = 0; partition < settings.partitions(); partition++) {
            int p = partition;
            assertThat(TestText.outOfOrder(written.stream().filter(number -> number % settings.partitions() == p)))
                    .as("what is out of order in partition %s, whose records are %s, %s, %s and so on; %s", p, p,
                            p + settings.partitions(), p + 2 * settings.partitions(), EndToEndTest.describe(settings))
                    .isEqualTo(TestText.NOTHING);
        }
    }

    @Override
    public void close() {
        simulation.close();
    }

    /** The simulation; it notes which tasks run. */
    private final class Noting implements Runtime {

        @Override
        public Lock lock(String name) {
            return simulation.lock(name);
        }

        @Override
        public Clock clock() {
            return simulation.clock();
        }

        @Override
        public RunningTask start(String name, TaskBody body) {
            running.add(name);
            return simulation.start(name, () -> {
                body.run();
                running.remove(name);
            });
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            simulation.sleep(nanos);
        }
    }
}
