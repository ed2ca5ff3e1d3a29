package workbook.world.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import workbook.world.kafka.RestoredTopic;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/**
 * A scenario that goes on step by step, and whose numbers may change in between. The same settings, steps and changes
 * give the same run.
 *
 * <p>Rates change at once. For another number or size of buffers, or other chains, the job is cancelled and started
 * again, as Flink would: from a checkpoint of what the database has, over the same topic and the same table. What was
 * on its way is fetched once more.
 *
 * <p>Not thread-safe.
 */
public final class LiveScenario implements AutoCloseable {

    /** How far it goes with each step, in virtual nanoseconds. */
    public static final long STEP_NANOS = 100_000_000;

    private static final int STEPS_PER_SECOND = LastSecond.STEPS;

    private final ScenarioPipeline.Builder builder;
    private final Simulation simulation;
    private final SimulatedTopic topic;
    private final SimulatedPostgres postgres;
    private final WrittenRecords written;
    private final LastSecond lastSecond = new LastSecond();
    private ScenarioSettings settings;
    private Job job;
    private ScenarioPipeline pipeline;
    private long steps;
    private boolean conserved = true;

    /**
     * Starts it, and stays at 0 s. How long it lasts, and when the database recovers, is of no account.
     *
     * @throws IllegalArgumentException if a task has several subtasks, or the filter drops records: then what was
     *     written says no longer where to go on
     * @throws RuntimeException whatever the builder throws
     */
    public LiveScenario(ScenarioSettings settings, ScenarioPipeline.Builder builder) {
        if (settings.keepOneIn() != 1 || settings.tasks().stream().anyMatch(task -> task.parallelism() > 1)) {
            throw new IllegalArgumentException("a live run has one subtask for each task, and keeps every record");
        }
        this.builder = builder;
        this.settings = settings;
        simulation = new Simulation(Order.seeded(settings.seed()));
        topic = new SimulatedTopic(settings.partitions(), settings.inPerSecond(), settings.recordBytes(),
                settings.totalRecords(), simulation);
        written = new WrittenRecords(settings.partitions());
        postgres = new SimulatedPostgres(settings.outPerSecond(), settings.commitMillis() * 1_000_000,
                settings.socketRows(), this::onCommit, simulation);
        start();
    }

    public ScenarioSettings settings() {
        return settings;
    }

    /** Virtual seconds since the start. */
    public double second() {
        return (double) steps / STEPS_PER_SECOND;
    }

    /**
     * Goes on by {@link #STEP_NANOS}.
     *
     * @throws AssertionError if a task fails, or all wait for ever; then it's over
     */
    public void step() {
        steps++;
        simulation.runUntil(steps * STEP_NANOS);
        lastSecond.add(Scenario.ours(pipeline.readTasks(), TaskReading.class), counts());
        conserved &= pipeline.whereabouts().total() == topic.produced();
    }

    /** What it looks like now. Shares and rates of resources are those of the last second, or since the job's start. */
    public Sample sample() {
        Whereabouts whereabouts = pipeline.whereabouts();
        List<ExchangeReading> exchanges = Scenario.ours(pipeline.readExchanges(), ExchangeReading.class);
        long[] positions = pipeline.positions();
        List<Long> lags = IntStream.range(0, settings.partitions())
                .mapToObj(partition -> topic.endOffset(partition) - positions[partition])
                .toList();
        return new Sample(second(), tasks(), exchanges, whereabouts, topic.produced(), lags,
                lastSecond.resources(settings, exchanges, whereabouts.lag()));
    }

    /** Whether every record was at one place, and was written once, at every step so far. */
    public boolean isConserved() {
        return conserved;
    }

    /**
     * Goes on with other numbers: rates, the map's time, buffers and chains may differ, and nothing else.
     *
     * @return whether the job had to be started again for that
     * @throws IllegalArgumentException if something else differs; nothing has changed then
     * @throws AssertionError if a task of the old job doesn't end
     * @throws RuntimeException whatever the builder throws: then the job was started again as it was before
     */
    public boolean change(ScenarioSettings to) {
        if (to.partitions() != settings.partitions() || to.recordBytes() != settings.recordBytes()) {
            throw new IllegalArgumentException("partitions and the size of a record can't change in between");
        }
        ScenarioSettings before = settings;
        settings = to;
        if (to.inPerSecond() != before.inPerSecond()) {
            topic.changeRate(to.inPerSecond());
        }
        if (to.outPerSecond() != before.outPerSecond()) {
            postgres.changeRate(to.outPerSecond());
        }
        boolean sameJob = to.bufferBytes() == before.bufferBytes()
                && to.exclusiveBuffers() == before.exclusiveBuffers()
                && to.floatingBuffers() == before.floatingBuffers()
                && to.tasks().equals(before.tasks());
        if (sameJob) {
            return false;
        }
        cancel();
        try {
            start();
        } catch (RuntimeException | Error e) {
            settings = before.withInPerSecond(to.inPerSecond()).withOutPerSecond(to.outPerSecond())
                    .withMapMicros(to.mapMicros());
            start();
            throw e;
        }
        return true;
    }

    /** See {@link SimulatedPostgres#stall}. */
    public void stallDatabase() {
        postgres.stall();
    }

    /** See {@link SimulatedPostgres#resume}. */
    public void resumeDatabase() {
        postgres.resume();
    }

    /** Ends all tasks. */
    @Override
    public void close() {
        simulation.close();
    }

    private void start() {
        long[] offsets = IntStream.range(0, settings.partitions()).mapToLong(written::next).toArray();
        job = new Job(simulation);
        pipeline = builder.build(settings.withMapMicros(() -> settings.mapMicros()), job,
                new RestoredTopic(topic, offsets), postgres);
        pipeline.start();
        simulation.runUntil(steps * STEP_NANOS);
        lastSecond.clear();
        pipeline.readTasks(); // the next reading is of the time since now
    }

    private void cancel() {
        job.cancel();
        String refused = "The job was cancelled, to be started again with other buffers or chains, and didn't end.";
        try {
            simulation.runUntil(steps * STEP_NANOS);
        } catch (AssertionError e) {
            throw new AssertionError(refused + " " + e.getMessage(), e);
        }
        if (!job.running().isEmpty()) {
            throw new AssertionError(refused + " Still there, though interrupted: " + String.join(", ", job.running())
                    + ". Whoever waits must let the InterruptedException out.");
        }
    }

    private List<TaskReading> tasks() {
        return lastSecond.isEmpty()
                ? LastSecond.idle(Scenario.ours(pipeline.readTasks(), TaskReading.class)) : lastSecond.tasks();
    }

    private LastSecond.Counts counts() {
        return new LastSecond.Counts(Arrays.stream(pipeline.positions()).sum(), postgres.rows(), postgres.commits());
    }

    private void onCommit(List<byte[]> rows) {
        for (byte[] row : rows) {
            conserved &= written.add(row, topic.produced());
        }
    }
}
