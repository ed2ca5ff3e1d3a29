package workbook.world.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** Runs a pipeline between the simulated Kafka and the simulated Postgres, in virtual time. */
public final class Scenario {

    /** How often it looks: fine enough to tell one burst from the next. */
    private static final long PROBES_PER_SECOND = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_PROBE = NANOS_PER_SECOND / PROBES_PER_SECOND;

    private final ScenarioSettings settings;
    private final SimulatedTopic topic;
    private final SimulatedPostgres postgres;
    private final ScenarioPipeline pipeline;
    private final WrittenRecords written;
    private final List<Sample> samples = new ArrayList<>();
    private final SteadyPart steadyPart;
    private long commitsBefore;
    private boolean conserved = true;

    private Scenario(ScenarioSettings settings, ScenarioPipeline.Builder builder, Simulation simulation) {
        this.settings = settings;
        topic = new SimulatedTopic(settings.partitions(), settings.inPerSecond(), settings.recordBytes(),
                settings.totalRecords(), simulation);
        written = new WrittenRecords(settings.partitions());
        postgres = new SimulatedPostgres(settings.outPerSecond(), settings.commitMillis() * 1_000_000,
                settings.socketRows(), this::onCommit, simulation);
        pipeline = builder.build(settings, simulation, topic, postgres);
        steadyPart = new SteadyPart(settings);
    }

    /**
     * Runs it. The same settings and the same pipeline give the same run, bit for bit.
     *
     * @throws AssertionError if a task fails, or all wait for ever
     */
    public static ScenarioRun run(ScenarioSettings settings, ScenarioPipeline.Builder builder) {
        try (Simulation simulation = new Simulation(Order.seeded(settings.seed()))) {
            return new Scenario(settings, builder, simulation).run(simulation);
        }
    }

    private ScenarioRun run(Simulation simulation) {
        pipeline.start();
        settings.recoversAtSecond().ifPresent(second -> simulation.start("database", () -> {
            simulation.sleep(second * NANOS_PER_SECOND);
            postgres.changeRate(settings.recoversToPerSecond());
        }));
        for (long probe = 0; probe <= settings.seconds() * PROBES_PER_SECOND; probe++) {
            simulation.runUntil(probe * NANOS_PER_PROBE);
            look(probe);
        }
        return new ScenarioRun(settings, List.copyOf(samples),
                steadyPart.summary(samples, lagPerPartition(), conserved, pipeline::level, pipeline::bottleneck));
    }

    private void look(long probe) {
        Whereabouts whereabouts = pipeline.whereabouts();
        List<ExchangeReading> exchanges = ours(pipeline.readExchanges(), ExchangeReading.class);
        conserved &= whereabouts.total() == topic.produced();
        steadyPart.look((double) probe / PROBES_PER_SECOND, whereabouts, exchanges, topic.produced());
        if (probe % PROBES_PER_SECOND == 0) {
            samples.add(new Sample((double) probe / PROBES_PER_SECOND, ours(pipeline.readTasks(), TaskReading.class),
                    exchanges, whereabouts, topic.produced(), lagPerPartition(), resources(exchanges, whereabouts)));
        }
    }

    /**
     * In a list of our own, each looked at for its class: what the samples of a run equal is up to them, and not to
     * the pipeline, whose list, and what is in it, may be of any class.
     */
    static <T> List<T> ours(List<T> readings, Class<T> type) {
        List<T> ours = new ArrayList<>();
        for (T reading : readings) {
            ours.add(type.cast(reading));
        }
        return ours;
    }

    private List<Long> lagPerPartition() {
        long[] positions = pipeline.positions();
        return IntStream.range(0, settings.partitions())
                .mapToObj(partition -> topic.endOffset(partition) - positions[partition])
                .toList();
    }

    private Resources resources(List<ExchangeReading> exchanges, Whereabouts now) {
        long buffers = exchanges.stream().mapToLong(e -> e.senderBuffersUsed() + e.receiverBuffersUsed()).sum();
        Sample before = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        long fetched = topic.produced() - now.lag();
        long fetchedBefore = before == null ? 0 : before.produced() - before.whereabouts().lag();
        long rowsBefore = before == null ? 0 : before.whereabouts().written();
        long commits = postgres.commits() - commitsBefore;
        commitsBefore = postgres.commits();
        return new Resources(buffers * settings.bufferBytes(), now.lag() * settings.recordBytes(),
                (fetched - fetchedBefore) * (double) settings.recordBytes(),
                (postgres.rows() - rowsBefore) * (double) settings.streamRecordBytes(), commits);
    }

    private void onCommit(List<byte[]> rows) {
        for (byte[] row : rows) {
            conserved &= written.add(row, topic.produced());
        }
    }
}
