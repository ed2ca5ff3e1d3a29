package workbook.lab.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import workbook.lab.LabOptions;
import workbook.lab.LabTrouble;
import workbook.lab.Systems;
import workbook.lab.flink.FlinkCluster;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Producer;
import workbook.lab.machine.FreePorts;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.GivenDatabase;
import workbook.lab.postgres.PacedTable;
import workbook.report.Terminal;
import workbook.world.scenario.ScenarioSettings;

/**
 * The scenario on a cluster: three brokers, a JobManager and two TaskManagers, each a process; the job in a jar, as for
 * any Flink. A broker and a TaskManager are killed on the way. At the end all is written, and counted.
 */
public final class ClusterLab {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SECONDS_TO_RUN = 60;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final LabOptions options;
    private final ScenarioSettings settings;
    private final Path folder;
    private final Terminal terminal;

    /** @param folder an empty one, for all that is put on the disk; what the processes say lies beside it */
    public ClusterLab(LabOptions options, Path folder, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        this.terminal = terminal;
        settings = options.settings();
    }

    /**
     * Runs it. When this returns, or throws, everything has stopped.
     *
     * @return whether all was as it should be: nothing lost, no more rows doubled than a restart explains
     * @throws LabTrouble if something got in the way
     * @throws InterruptedException if it was told to stop
     */
    public boolean run() throws Exception {
        options.givenDatabase().ifPresent(GivenDatabase::logIn); // before anything else is started
        terminal.line("Starting " + KafkaNodes.BROKERS + " Kafka brokers, a JobManager, " + FlinkNodes.TASK_MANAGERS
                + " TaskManagers" + (options.postgres().isPresent() ? "" : " and PostgreSQL") + " …");
        long start = System.nanoTime();
        Launcher launcher = new Launcher(folder, folder.resolveSibling("cluster"));
        try (KafkaNodes kafka = KafkaNodes.start(launcher, FreePorts::find);
                FlinkNodes flink = FlinkNodes.start(options, launcher, FreePorts::find);
                Database database = Systems.startDatabase(options, folder);
                PacedTable table = PacedTable.create(database, settings.outPerSecond());
                AutoCloseable writers = flink::close) { // first: a table that is written to isn't dropped
            kafka.await();
            flink.await();
            String versions = "Kafka " + AppInfoParser.getVersion() + ", Flink " + FlinkCluster.version()
                    + " and PostgreSQL " + table.version();
            terminal.line(String.format(Locale.ROOT, "Up after %.1f s: %s.",
                    (System.nanoTime() - start) / NANOS_PER_SECOND, versions));
            if (options.ui().isPresent()) {
                terminal.line("Flink's Web UI: " + flink.rest().ui()
                        + " (its percentages are averages of a minute)");
            }
            return run(kafka, flink, database, versions);
        }
    }

    private boolean run(KafkaNodes kafka, FlinkNodes flink, Database database, String versions) throws Exception {
        try (Events events = Events.create(kafka.addresses(), settings.partitions(), KafkaNodes.BROKERS);
                Producer producer = new Producer(kafka.addresses(), settings.partitions(), settings.inPerSecond(),
                        settings.recordBytes());
                WrittenRows rows = new WrittenRows(database)) {
            submit(flink, kafka.addresses(), database.url());
            String job = awaitJob(flink);
            ClusterFigures figures;
            try (ClusterWatch watch = new ClusterWatch(settings, kafka, flink, job, events, producer, rows, terminal)) {
                figures = watch.run();
            }
            terminal.line("Stopping …");
            new ClusterStory(figures, settings, versions, terminal).tell();
            return figures.isRight();
        }
    }

    private void submit(FlinkNodes flink, String brokers, String url) throws Exception {
        DatabaseAddress database = DatabaseAddress.of(url);
        terminal.line("flink run --detached --parallelism " + FlinkNodes.SLOTS
                + " lab-job.jar --brokers … --database-url …");
        flink.submit(List.of("--brokers", brokers, "--database-url", database.open(),
                "--batch-rows", String.valueOf(settings.batchRows())), database.password());
    }

    /** Until all its tasks run. */
    private String awaitJob(FlinkNodes flink) throws InterruptedException, IOException {
        FlinkRest rest = flink.rest();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_RUN);
        while (System.nanoTime() < deadline) {
            flink.supervise().ifPresent(terminal::line);
            String job = rest.job().orElse("");
            if (!job.isEmpty() && rest.state(job).filter(FlinkRest.JobState::isRunning).isPresent()) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        String why = rest.job().isEmpty() ? "" : rest.failure(rest.job().get()).map(NodeProcess::lastWords).orElse("");
        throw new LabTrouble("Flink's job didn't run within " + SECONDS_TO_RUN + " s. "
                + (why.isEmpty() ? "Is the machine very busy? Try again." : why));
    }
}
