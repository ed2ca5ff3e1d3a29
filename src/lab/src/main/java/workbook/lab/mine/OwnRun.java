package workbook.lab.mine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import workbook.lab.LabTrouble;
import workbook.lab.ProgressLine;
import workbook.lab.kafka.Events;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.DatabaseTrouble;
import workbook.lab.postgres.Fsyncs;
import workbook.lab.postgres.PacedTable;
import workbook.report.Terminal;
import workbook.world.RealRuntime;
import workbook.world.Todo;
import workbook.world.kafka.RestoredTopic;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;
import workbook.world.scenario.WrittenRecords;

/**
 * A pipeline made of a student's parts, on real threads and the real clock, from a real Kafka to a real PostgreSQL.
 *
 * <p>It begins at the offsets that were committed last. Which ones are, follows from the table alone: ten times a
 * second, of each partition the offset before which every record was acknowledged by it.
 */
final class OwnRun implements AutoCloseable {

    private static final long PROBES_PER_SECOND = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final double LONGEST_STILL_SECONDS = 15;
    private static final double STILL_AT_THE_END_SECONDS = 5;

    private final ScenarioSettings settings;
    private final Database database;
    private final Events events;
    private final Offsets offsets;
    private final Connection connection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RealRuntime runtime = new RealRuntime();
    private final KafkaTopic topic;
    private final JdbcTable table;
    private final ScenarioPipeline pipeline;
    private final OwnSampler sampler;

    private final Map<Integer, Long> committed = new TreeMap<>();
    /** Guards itself. */
    private final WrittenRecords written;
    private volatile boolean eachOnce = true;

    /**
     * Builds it; nothing runs yet.
     *
     * @param database which runs
     */
    OwnRun(ScenarioSettings settings, String broker, Database database, ScenarioPipeline.Builder builder) {
        this.settings = settings;
        this.database = database;
        events = Events.open(broker, settings.partitions());
        offsets = new BrokerOffsets(events);
        connection = connect();
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", broker, "enable.auto.commit", "false",
                "auto.offset.reset", "none"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        topic = new KafkaTopic(consumer, Events.TOPIC, settings.partitions(), offsets, runtime.clock());
        committed.putAll(offsets.committed(Events.GROUP));
        long[] from = new long[settings.partitions()];
        committed.forEach((partition, offset) -> from[partition] = offset);
        written = new WrittenRecords(from);
        table = new JdbcTable(() -> DriverManager.getConnection(database.url()), Arrays.stream(from).sum(), this::onCommit);
        pipeline = builder.build(settings, runtime, new RestoredTopic(topic, from), table);
        sampler = new OwnSampler(settings, pipeline, topic, fsyncs());
    }

    /**
     * Runs it for as long as its settings say, and stops it.
     *
     * @throws Throwable what a task threw, or what got in the way of looking
     */
    ScenarioRun run(Terminal terminal, Lookout lookout) throws Throwable {
        ProgressLine progress = new ProgressLine(terminal);
        try {
            pipeline.start();
            long start = System.nanoTime();
            for (long probe = 0; probe <= settings.seconds() * PROBES_PER_SECOND; probe++) {
                lookout.step("Who looks into the pipeline");
                TimeUnit.NANOSECONDS.sleep(start + probe * NANOS_PER_SECOND / PROBES_PER_SECOND - System.nanoTime());
                boolean isSample = probe % PROBES_PER_SECOND == 0;
                sampler.look((System.nanoTime() - start) / (double) NANOS_PER_SECOND, isSample);
                commitOffsets();
                checkTasks();
                checkStillness(LONGEST_STILL_SECONDS);
                if (isSample) {
                    progress.show(sampler.last(), settings.seconds());
                }
            }
            checkStillness(STILL_AT_THE_END_SECONDS);
        } finally {
            progress.end();
        }
        lookout.step("Who stops the pipeline");
        runtime.close();
        commitOffsets();
        return sampler.run(eachOnce);
    }

    /** Rows that this run was to write, and that were in the table already. */
    long foundThere() {
        return table.foundThere();
    }

    @Override
    public void close() throws Exception {
        runtime.close();
        table.close();
        connection.close();
        events.close();
    }

    private Connection connect() {
        try {
            Connection opened = DriverManager.getConnection(database.url());
            opened.setNetworkTimeout(Runnable::run, PacedTable.LONGEST_ANSWER_MILLIS);
            return opened;
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private void onCommit(List<byte[]> rows) {
        synchronized (written) {
            for (byte[] row : rows) {
                eachOnce &= written.add(row, Long.MAX_VALUE);
            }
        }
    }

    private void commitOffsets() {
        Map<Integer, Long> next = new TreeMap<>();
        synchronized (written) {
            for (int p = 0; p < settings.partitions(); p++) {
                if (written.next(p) != committed.getOrDefault(p, 0L)) {
                    next.put(p, written.next(p));
                }
            }
        }
        if (!next.isEmpty()) {
            offsets.commit(Events.GROUP, next);
            committed.putAll(next);
        }
    }

    private void checkTasks() throws Throwable {
        if (Todo.reached().isPresent()) {
            throw Todo.reached().get();
        }
        if (runtime.failure().isPresent()) {
            Throwable failure = runtime.failure().get();
            throw failure instanceof SQLException exception ? trouble(exception) : failure;
        }
    }

    private void checkStillness(double longest) {
        if (sampler.stillFor() > longest) {
            List<String> tasks = settings.tasks().stream().map(TaskSettings::name).toList();
            throw new StandsStill(String.format(Locale.ROOT, "It stands still: for %.0f s no record has moved, though"
                    + " %,d wait in Kafka, and the database for work. ./workbook check finds the order that leads"
                    + " there. Now:", sampler.stillFor(), sampler.waiting()), Places.ofTasks(tasks));
        }
    }

    private LabTrouble trouble(SQLException exception) {
        return DatabaseTrouble.inTheMiddle(exception, database);
    }

    private LongSupplier fsyncs() {
        return () -> {
            try {
                return Fsyncs.of(connection);
            } catch (SQLException e) {
                throw trouble(e);
            }
        };
    }
}
