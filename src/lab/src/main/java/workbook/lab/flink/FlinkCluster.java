package workbook.lab.flink;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import workbook.lab.LabOptions;
import workbook.report.BenchGoal;
import workbook.report.BenchRecords;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** A real Flink in this JVM: a JobManager with its Web UI, and a TaskManager with one slot for each subtask. */
public final class FlinkCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long LEAST_NETWORK_BYTES = 16 << 20;
    /** Room for the exchanges of one subtask, with up to 8 channels: 24 buffers out, 24 in, 20 on overdraft, and some. */
    private static final int NETWORK_BUFFERS = 80;

    private final MiniCluster cluster;
    private final Configuration configuration;
    private final LabOptions options;

    private FlinkCluster(MiniCluster cluster, Configuration configuration, LabOptions options) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.options = options;
    }

    /**
     * Starts one, and waits until it is up.
     *
     * @param folder for what it keeps on the disk
     */
    public static FlinkCluster start(LabOptions options, Path folder) throws Exception {
        Configuration configuration = configuration(options, folder);
        List<TaskSettings> tasks = options.settings().tasks();
        boolean apart = options.settings().network() == Network.REMOTE;
        LiveMetrics.forget();
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(apart ? tasks.stream().mapToInt(TaskSettings::parallelism).sum() : 1)
                .setNumSlotsPerTaskManager(
                        apart ? 1 : tasks.stream().mapToInt(TaskSettings::parallelism).max().orElse(1))
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return new FlinkCluster(cluster, configuration, options);
    }

    public static String version() {
        return EnvironmentInformation.getVersion();
    }

    /** Where its Web UI is. */
    public URI ui() {
        return cluster.getRestAddress().join();
    }

    /** Starts the scenario's job, and waits until all its tasks run. */
    public FlinkJob submit(String broker, String database) throws Exception {
        TableWriter.reset();
        return FlinkJob.start(cluster, ScenarioJob.graph(options.settings(), options.rebalances(), configuration, broker,
                database), options);
    }

    /**
     * Sends records through four tasks and the exchanges between them, and nothing else.
     *
     * @return how many came in a second
     */
    public double bench(BenchRecords kind, long records, Network network) throws Exception {
        BenchGoal goal = new BenchGoal(kind, records);
        JobGraph graph = BenchJob.graph(kind, records, network, configuration, goal);
        cluster.submitJob(graph).get();
        double rate = goal.await(() -> {
            if (cluster.getJobStatus(graph.getJobID()).get() == JobStatus.FAILED) {
                cluster.requestJobResult(graph.getJobID()).get().toJobExecutionResult(getClass().getClassLoader());
            }
        });
        cluster.requestJobResult(graph.getJobID()).get().toJobExecutionResult(getClass().getClassLoader());
        goal.checkAll();
        return rate;
    }

    /** Returns when it is down. */
    @Override
    public void close() throws Exception {
        cluster.close();
    }

    private static Configuration configuration(LabOptions options, Path folder) {
        ScenarioSettings settings = options.settings();
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.NAME, "Kafka to Postgres");
        configuration.set(CoreOptions.TMP_DIRS, folder.toString());
        configuration.set(BlobServerOptions.STORAGE_DIRECTORY, folder.toString());
        configuration.set(WebOptions.TMP_DIR, folder.toString());
        configuration.set(RestOptions.ADDRESS, HOST);
        configuration.set(RestOptions.BIND_ADDRESS, HOST);
        configuration.set(RestOptions.BIND_PORT, String.valueOf(options.ui().orElse(0)));
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(JobManagerOptions.BIND_HOST, HOST);
        configuration.set(TaskManagerOptions.BIND_HOST, HOST);
        configuration.set(TaskManagerOptions.HOST, HOST);
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse(settings.bufferBytes() + "b"));
        int subtasks = settings.network() == Network.REMOTE ? 1
                : settings.tasks().stream().mapToInt(TaskSettings::parallelism).sum();
        long networkBytes = Math.max(LEAST_NETWORK_BYTES, (long) subtasks * NETWORK_BUFFERS * settings.bufferBytes());
        MemorySize network = new MemorySize(networkBytes);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, options.debloats());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is shown, not hidden
        configuration.setString("metrics.reporters", "lab");
        configuration.setString("metrics.reporter.lab.factory.class", LiveMetrics.Factory.class.getName());
        configuration.setString("metrics.fetcher.update-interval", "1000"); // the Web UI's
        configuration.setString("web.refresh-interval", "1000");
        options.checkpoints().ifPresent(kind -> {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, LabOptions.CHECKPOINT_INTERVAL);
            configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, LabOptions.CHECKPOINT_TIMEOUT);
            configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, kind == LabOptions.Checkpoints.UNALIGNED);
        });
        return configuration;
    }
}
