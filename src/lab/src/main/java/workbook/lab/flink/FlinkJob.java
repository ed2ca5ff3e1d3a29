package workbook.lab.flink;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/** The job while it runs, with its meters. */
public final class FlinkJob implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long SECONDS_TO_END = 20;
    private static final int MOST_CAUSES = 50;

    private final MiniCluster cluster;
    private final JobGraph graph;
    private final ScenarioSettings settings;
    /** What Flink calls the tasks, from the source to the sink. */
    private final List<String> tasks;
    private final List<String> names;
    private final List<TaskTimes> times = new ArrayList<>();

    private FlinkJob(MiniCluster cluster, JobGraph graph, ScenarioSettings settings) {
        this.cluster = cluster;
        this.graph = graph;
        this.settings = settings;
        tasks = ScenarioJob.tasks(graph);
        names = settings.tasks().stream().map(task -> task.name()).toList();
    }

    static FlinkJob start(MiniCluster cluster, JobGraph graph, ScenarioSettings settings) throws Exception {
        FlinkJob job = new FlinkJob(cluster, graph, settings);
        cluster.submitJob(graph).get();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!job.isRunning()) {
            if (job.failure().isPresent() || System.nanoTime() > deadline) {
                break; // whoever looks next finds out why
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return job;
    }

    /** Whether every task does. */
    private boolean isRunning() throws Exception {
        AccessExecutionGraph execution = cluster.getExecutionGraph(graph.getJobID()).get();
        for (AccessExecutionJobVertex vertex : execution.getVerticesTopologically()) {
            if (vertex.getAggregateState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Why it failed; nothing if it didn't. */
    public Optional<Throwable> failure() throws Exception {
        if (cluster.getJobStatus(graph.getJobID()).get() != JobStatus.FAILED) {
            return Optional.empty();
        }
        Throwable thrown = cluster.requestJobResult(graph.getJobID()).get().getSerializedThrowable()
                .map(serialized -> serialized.deserializeError(FlinkJob.class.getClassLoader()))
                .orElseGet(() -> new IllegalStateException("Flink doesn't say why"));
        return Optional.of(root(thrown));
    }

    /** The cause that says most: what the database said, or else what came first. */
    private static Throwable root(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, t -> t != null, FlinkJob::cause).limit(MOST_CAUSES).toList();
        return causes.stream().filter(SQLException.class::isInstance).findFirst().orElse(causes.get(causes.size() - 1));
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause instanceof SerializedThrowable serialized
                ? serialized.deserializeError(FlinkJob.class.getClassLoader()) : cause;
    }

    /** How many partitions the source's consumer reads. */
    public int assignedPartitions() {
        return (int) LiveMetrics.value(tasks.get(0), LiveMetrics.OF_OPERATOR + "assigned-partitions");
    }

    /** How long each finished checkpoint took, in order. */
    public List<Long> checkpointMillis() throws Exception {
        CheckpointStatsSnapshot checkpoints = cluster.getExecutionGraph(graph.getJobID()).get()
                .getCheckpointStatsSnapshot();
        if (checkpoints == null) {
            return List.of();
        }
        List<Long> millis = new ArrayList<>();
        for (AbstractCheckpointStats each : checkpoints.getHistory().getCheckpoints()) {
            if (each.getStatus() == CheckpointStatsStatus.COMPLETED) {
                millis.add(0, each.getEndToEndDuration()); // the newest comes first
            }
        }
        return millis;
    }

    /** What was counted up to now. */
    public Counts count() {
        long written = TableWriter.written(); // from the end: upstream there is never less
        long inserting = TableWriter.inserting();
        long[] in = new long[tasks.size()];
        long[] out = new long[tasks.size()];
        in[tasks.size() - 1] = TableWriter.taken();
        out[tasks.size() - 1] = in[tasks.size() - 1];
        for (int i = tasks.size() - 2; i >= 0; i--) {
            out[i] = LiveMetrics.count(tasks.get(i), "numRecordsOut");
            in[i] = i == 0 ? out[i] : LiveMetrics.count(tasks.get(i), "numRecordsIn");
        }
        return new Counts(in, out, inserting, written);
    }

    /** What the tasks did since the last look, from the source to the sink. */
    public List<TaskReading> readTasks(Counts counts) {
        if (times.isEmpty()) {
            tasks.forEach(task -> times.add(new TaskTimes(task)));
        }
        List<TaskReading> readings = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            readings.add(new TaskReading(names.get(i), times.get(i).look(), counts.out()[i]));
        }
        return readings;
    }

    /** How full the exchanges are, from the source's to the sink's. Flink doesn't tell its credit: that is the rest. */
    public List<ExchangeReading> readExchanges(Counts counts) {
        int senderBuffers = settings.senderBuffers();
        int receiverBuffers = settings.network() == Network.REMOTE
                ? settings.exclusiveBuffers() + settings.floatingBuffers() : 0;
        List<ExchangeReading> readings = new ArrayList<>();
        for (int i = 1; i < tasks.size(); i++) {
            int sender = used(LiveMetrics.value(tasks.get(i - 1), "outPoolUsage"), senderBuffers);
            int receiver = used(LiveMetrics.value(tasks.get(i), "inPoolUsage"), receiverBuffers);
            readings.add(new ExchangeReading(names.get(i - 1) + " → " + names.get(i), sender, senderBuffers, receiver,
                    receiverBuffers, receiverBuffers - receiver, (int) (counts.out()[i - 1] - counts.in()[i])));
        }
        return readings;
    }

    private static int used(double usage, int buffers) {
        return (int) Math.max(0, Math.min(buffers, Math.round(usage * buffers)));
    }

    /** Ends it, wherever it is. */
    @Override
    public void close() throws Exception {
        if (!cluster.getJobStatus(graph.getJobID()).get().isGloballyTerminalState()) {
            cluster.cancelJob(graph.getJobID()).get();
            TableWriter.abort();
            cluster.requestJobResult(graph.getJobID()).get(SECONDS_TO_END, TimeUnit.SECONDS);
        }
    }
}
