package workbook.lab;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import workbook.lab.flink.Counts;
import workbook.lab.flink.FlinkCluster;
import workbook.lab.flink.FlinkJob;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Positions;
import workbook.lab.kafka.Producer;
import workbook.lab.measure.Sampler;
import workbook.lab.postgres.DatabaseTrouble;
import workbook.lab.postgres.GivenDatabase;
import workbook.lab.postgres.PacedTable;
import workbook.lab.postgres.TableContent;
import workbook.report.Terminal;
import workbook.world.scenario.ScenarioSettings;

/** The scenario, once, on real Kafka, real Flink and real PostgreSQL. */
public final class Lab {

    private static final long PROBES_PER_SECOND = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LONGEST_ASSIGNMENT_SECONDS = 30;

    private final LabOptions options;
    private final ScenarioSettings settings;
    private final Path folder;
    private final Terminal terminal;

    /** @param folder an empty one, for all that is put on the disk */
    public Lab(LabOptions options, Path folder, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        this.terminal = terminal;
        settings = options.settings();
    }

    /**
     * Runs it. When this returns, or throws, everything has stopped.
     *
     * @throws LabTrouble if something got in the way
     * @throws InterruptedException if it was told to stop
     */
    public LabRun run() throws Exception {
        options.givenDatabase().ifPresent(GivenDatabase::logIn); // before anything else is started
        say(options.postgres().isPresent() ? "Starting Kafka and Flink …" : "Starting Kafka, PostgreSQL and Flink …");
        long start = System.nanoTime();
        try (Systems systems = Systems.start(options, folder);
                PacedTable table = PacedTable.create(systems.database(), settings.outPerSecond());
                Events events = Events.create(systems.kafka().address(), settings.partitions())) {
            double seconds = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
            String versions = "Kafka " + AppInfoParser.getVersion() + ", Flink " + FlinkCluster.version()
                    + " and PostgreSQL " + table.version();
            say(String.format(Locale.ROOT, "Up after %.1f s: %s.", seconds, versions));
            if (options.ui().isPresent()) {
                terminal.line("Flink's Web UI: " + systems.flink().ui()
                        + " (its percentages are averages of a minute)");
            }
            return run(systems, table, events, versions);
        }
    }

    private LabRun run(Systems systems, PacedTable table, Events events, String versions) throws Exception {
        Positions.forget();
        String broker = systems.kafka().address();
        try (Producer producer = new Producer(broker, settings.partitions(), settings.inPerSecond(),
                settings.recordBytes());
                FlinkJob job = systems.flink().submit(broker, systems.database().url())) {
            awaitSource(job, systems);
            Sampler sampler = new Sampler(settings, job, events, table);
            measure(sampler, systems, job, producer);
            producer.stop();
            List<Long> committed = List.copyOf(events.committedOffsets().values());
            List<Long> checkpoints = job.checkpointMillis();
            job.close();
            TableContent content = table.content(settings.partitions());
            if (settings.parallelism("sink") > 1) {
                content = content.inAnyOrder(job.count().written());
            }
            say("Stopping …");
            return new LabRun(sampler.run(isRight(content, job.count())), versions, content, committed, checkpoints);
        }
    }

    /** Nothing missing, nothing twice; and of the last insert, all or nothing. */
    private static boolean isRight(TableContent content, Counts counts) {
        return content.lost() == 0 && content.doubled() == 0
                && content.rows() >= counts.written() && content.rows() <= counts.taken();
    }

    /** One of several remedies shows how far it is, and no more. */
    private void say(String line) {
        if (options.remedy().isEmpty()) {
            terminal.line(line);
        }
    }

    /** Until its consumer has all partitions: what comes before belongs to no run. */
    private void awaitSource(FlinkJob job, Systems systems) throws Exception {
        long deadline = System.nanoTime() + LONGEST_ASSIGNMENT_SECONDS * NANOS_PER_SECOND;
        while (job.assignedPartitions() < settings.partitions()) {
            check(job, systems);
            if (System.nanoTime() > deadline) {
                throw new LabTrouble("Flink's source didn't get its partitions from Kafka within "
                        + LONGEST_ASSIGNMENT_SECONDS + " s. Is the machine very busy? Try again.");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void measure(Sampler sampler, Systems systems, FlinkJob job, Producer producer) throws Exception {
        ProgressLine progress = new ProgressLine(terminal);
        try {
            long start = System.nanoTime();
            producer.start();
            for (long probe = 0; probe <= settings.seconds() * PROBES_PER_SECOND; probe++) {
                long due = start + probe * NANOS_PER_SECOND / PROBES_PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                boolean isSample = probe % PROBES_PER_SECOND == 0;
                look(sampler, (System.nanoTime() - start) / (double) NANOS_PER_SECOND, isSample, systems);
                if (isSample) {
                    producer.check();
                    check(job, systems);
                    progress.show(sampler.last(), settings.seconds());
                }
            }
        } finally {
            progress.end();
        }
    }

    private static void look(Sampler sampler, double second, boolean isSample, Systems systems) throws Exception {
        try {
            sampler.look(second, isSample);
        } catch (ExecutionException e) {
            systems.kafka().check();
            throw new LabTrouble("Kafka no longer answers: " + e.getCause().getMessage() + " Try again.", e);
        }
    }

    private void check(FlinkJob job, Systems systems) throws Exception {
        systems.kafka().check();
        Optional<Throwable> failure = job.failure();
        if (failure.isPresent() && failure.get() instanceof SQLException exception) {
            throw DatabaseTrouble.of(exception, systems.database());
        }
        if (failure.isPresent()) {
            throw new LabTrouble("Flink's job failed: " + failure.get() + ".", failure.get());
        }
    }
}
