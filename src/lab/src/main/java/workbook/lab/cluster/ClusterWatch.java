package workbook.lab.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import workbook.lab.LabTrouble;
import workbook.lab.ProgressLine;
import workbook.lab.cluster.ClusterFigures.Moment;
import workbook.lab.cluster.FlinkRest.CheckpointSeen;
import workbook.lab.cluster.FlinkRest.JobState;
import workbook.lab.cluster.FlinkRest.Shares;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Producer;
import workbook.report.RunStory;
import workbook.report.Terminal;
import workbook.world.scenario.ScenarioSettings;

/** Watches a run on the cluster, kills on the way, and lets all be written at the end. */
final class ClusterWatch implements AutoCloseable {

    private static final long PROBES_PER_SECOND = 5;
    /** At a quarter of the run, the broker; in its middle, the TaskManager: that takes longer to mend. */
    private static final long BROKER_AT = 4;
    private static final long TASK_MANAGER_AT = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int VICTIM = 2;
    private static final long POLL_MILLIS = 200;
    private static final long LONGEST_RECOVERY_MILLIS = 90_000;

    private final ScenarioSettings settings;
    private final KafkaNodes kafka;
    private final FlinkNodes flink;
    private final String job;
    private final Events events;
    private final Producer producer;
    private final WrittenRows rows;
    private final Terminal terminal;
    private final ProgressLine progress;
    private final Poll<int[]> leaders;
    private final Poll<Map<Integer, Long>> committed;
    private final List<Moment> moments = new ArrayList<>();
    private Optional<BrokerLoss> broker = Optional.empty();
    private Optional<WorkerLoss> worker = Optional.empty();
    private boolean recovered;
    /** The checkpoint that the job was set back to; nothing if that was its beginning. */
    private Optional<CheckpointSeen> restored = Optional.empty();
    private Map<String, Shares> shares = Map.of();
    private Map<String, Shares> before = Map.of();
    private JobState state;

    ClusterWatch(ScenarioSettings settings, KafkaNodes kafka, FlinkNodes flink, String job, Events events,
            Producer producer, WrittenRows rows, Terminal terminal) throws InterruptedException {
        this.settings = settings;
        this.kafka = kafka;
        this.flink = flink;
        this.job = job;
        this.events = events;
        this.producer = producer;
        this.rows = rows;
        this.terminal = terminal;
        progress = new ProgressLine(terminal);
        leaders = new Poll<>("leaders", POLL_MILLIS, new int[0], events::leaders);
        committed = new Poll<>("committed offsets", POLL_MILLIS, Map.of(), events::committedOffsets);
        state = flink.rest().state(job).orElseThrow();
    }

    /** Takes as long as the settings say, and as long as it takes to write what is left then. */
    ClusterFigures run() throws Exception {
        long start = System.nanoTime();
        producer.start();
        long probes = settings.seconds() * PROBES_PER_SECOND;
        try {
            for (long probe = 0; probe <= probes; probe++) {
                TimeUnit.NANOSECONDS.sleep(start + probe * NANOS_PER_SECOND / PROBES_PER_SECOND - System.nanoTime());
                look();
                double second = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
                if (probe == 0 || probe == probes / BROKER_AT || probe == probes / TASK_MANAGER_AT || probe == probes) {
                    moments.add(moment(second));
                }
                if (probe == probes / BROKER_AT) {
                    killBroker();
                } else if (probe == probes / TASK_MANAGER_AT) {
                    killTaskManager();
                }
                if (probe % PROBES_PER_SECOND == 0) {
                    everySecond(second);
                }
            }
            awaitRecovery();
        } finally {
            progress.end();
        }
        return drain(shares);
    }

    @Override
    public void close() {
        leaders.close();
        committed.close();
    }

    private void look() throws InterruptedException, IOException {
        flink.supervise().ifPresent(this::tell);
        long now = System.currentTimeMillis();
        state = flink.rest().state(job).orElse(state);
        broker.ifPresent(loss -> loss.look(now, leaders.last(), producer.acknowledged()));
        broker.flatMap(loss -> loss.news(now)).ifPresent(this::tell);
        if (worker.isPresent() && !recovered) {
            worker.get().look(now, state, rows.count());
            if (worker.get().isOver(now)) {
                recovered = true;
                restored = flink.rest().lastRestored(job); // soon it is forgotten
                tell(worker.get().news(restored, flink.rest().restarts(job)));
            }
        }
    }

    private void everySecond(double second) throws InterruptedException {
        kafka.check();
        producer.check();
        if (state.hasFailed()) {
            throw new LabTrouble("Flink's job failed: "
                    + flink.rest().failure(job).map(NodeProcess::lastWords).orElse("it doesn't say why"));
        }
        shares = flink.rest().shares(job, state);
        Moment now = moment(second);
        String note = state.isRunning() ? "" : state.running() + " of " + state.subtasks() + " subtasks run";
        progress.show((long) second, settings.seconds(), now.produced(), now.rows(), now.lag(), note);
    }

    private Moment moment(double second) {
        long produced = producer.acknowledged();
        return new Moment(second, produced, rows.count(), Math.max(0,
                produced - committed.last().values().stream().mapToLong(Long::longValue).sum()));
    }

    private void killBroker() throws InterruptedException {
        int[] last = leaders.last();
        int victim = BrokerLoss.busiest(last);
        kafka.kill(victim);
        BrokerLoss loss = new BrokerLoss(victim, System.currentTimeMillis(), last, producer.acknowledged());
        broker = Optional.of(loss);
        tell(loss.obituary());
    }

    private void killTaskManager() throws InterruptedException {
        before = shares;
        int slots = flink.rest().slotsInUse(job, state).getOrDefault(FlinkNodes.taskManager(VICTIM), 0);
        flink.killTaskManager(VICTIM);
        WorkerLoss loss = new WorkerLoss(VICTIM, slots, System.currentTimeMillis(), rows.count());
        worker = Optional.of(loss);
        tell(loss.obituary());
    }

    /** On a busy machine, the time was too short for it. */
    private void awaitRecovery() throws InterruptedException, IOException {
        long deadline = System.currentTimeMillis() + LONGEST_RECOVERY_MILLIS;
        while (!broker.orElseThrow().hasNewLeaders() || !recovered) {
            if (System.currentTimeMillis() > deadline) {
                throw new LabTrouble("The cluster didn't recover within " + LONGEST_RECOVERY_MILLIS / 1_000
                        + " s. " + flink.rest().failure(job).map(NodeProcess::lastWords).orElse("")
                        + " What its processes say is in .workbook/lab/cluster.");
            }
            look();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** No more records, and no more brake. */
    private ClusterFigures drain(Map<String, Shares> after) throws Exception {
        producer.stop();
        long sent = producer.sent();
        new Drain(rows, flink, this::tell).await(sent);
        return new ClusterFigures(moments, broker.orElseThrow(), worker.orElseThrow(), before, after, sent,
                Arrays.stream(events.endOffsets()).sum(), rows.count(), rows.countRecordsBelow(sent),
                rows.doubled(restored.map(CheckpointSeen::begun).orElse(0L),
                        restored.isEmpty() ? worker.get().running() : flink.rest().restoredAt(job)));
    }

    private void tell(String text) {
        progress.end();
        RunStory.wrap(text).forEach(terminal::line);
    }
}
