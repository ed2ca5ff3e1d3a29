package workbook.lab.flink;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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
import workbook.lab.LabOptions;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** The job while it runs, with its meters. */
public final class FlinkJob implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long SECONDS_TO_END = 20;
    private static final int MOST_CAUSES = 50;

    private final MiniCluster cluster;
    private final JobGraph graph;
    private final ScenarioSettings settings;
    private final boolean rebalances;
    /** What Flink calls the tasks, from the source to the sink. */
    private final List<String> tasks;
    private final List<String> names;
    /** Those of each task's subtasks. */
    private final List<List<TaskTimes>> times = new ArrayList<>();

    private FlinkJob(MiniCluster cluster, JobGraph graph, LabOptions options) {
        this.cluster = cluster;
        this.graph = graph;
        settings = options.settings();
        rebalances = options.rebalances();
        tasks = ScenarioJob.tasks(graph);
        names = settings.tasks().stream().map(TaskSettings::name).toList();
    }

    static FlinkJob start(MiniCluster cluster, JobGraph graph, LabOptions options) throws Exception {
        FlinkJob job = new FlinkJob(cluster, graph, options);
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

    /** How many partitions the source's consumers read. */
    public int assignedPartitions() {
        return (int) LiveMetrics.sum(tasks.get(0), LiveMetrics.OF_OPERATOR + "assigned-partitions");
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
            for (int i = 0; i < tasks.size(); i++) {
                String task = tasks.get(i);
                times.add(IntStream.range(0, subtasks(i)).mapToObj(subtask -> new TaskTimes(task, subtask)).toList());
            }
        }
        List<TaskReading> readings = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            readings.add(new TaskReading(names.get(i), average(times.get(i)), counts.out()[i]));
        }
        return readings;
    }

    private static TimeShares average(List<TaskTimes> subtasks) {
        List<TimeShares> shares = subtasks.stream().map(TaskTimes::look).toList();
        return new TimeShares(average(shares, TimeShares::busy), average(shares, TimeShares::softBackpressured),
                average(shares, TimeShares::hardBackpressured), average(shares, TimeShares::idle));
    }

    private static double average(List<TimeShares> shares, ToDoubleFunction<TimeShares> share) {
        return shares.stream().mapToDouble(share).average().orElse(0);
    }

    private int subtasks(int task) {
        return settings.tasks().get(task).parallelism();
    }

    /** How full the exchanges are, from the source's to the sink's. Flink doesn't tell its credit: that is the rest. */
    public List<ExchangeReading> readExchanges(Counts counts) {
        List<ExchangeReading> readings = new ArrayList<>();
        for (int i = 1; i < tasks.size(); i++) {
            int writers = subtasks(i - 1);
            int readers = subtasks(i);
            boolean forward = writers == readers && !rebalances;
            int perWriter = settings.senderBuffers(forward ? 1 : readers);
            int perReader = settings.network() == Network.REMOTE
                    ? (forward ? 1 : writers) * settings.exclusiveBuffers() + settings.floatingBuffers() : 0;
            int sender = used(LiveMetrics.sum(tasks.get(i - 1), "outPoolUsage"), perWriter, writers);
            int receiver = used(LiveMetrics.sum(tasks.get(i), "inPoolUsage"), perReader, readers);
            readings.add(new ExchangeReading(names.get(i - 1) + " → " + names.get(i), sender, perWriter * writers,
                    receiver, perReader * readers, perReader * readers - receiver,
                    (int) (counts.out()[i - 1] - counts.in()[i])));
        }
        return readings;
    }

    /** @param usage of as many pools of so many buffers each: 1 for each that has none left */
    private static int used(double usage, int buffers, int pools) {
        return (int) Math.max(0, Math.min(buffers * pools, Math.round(usage * buffers)));
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
