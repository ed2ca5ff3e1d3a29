package workbook.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Resources;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.SteadyPart;

/** Makes of what was seen in real time what a run in the simulated world gives: the same samples, the same summary. */
public final class Recording {

    private final ScenarioSettings settings;
    private final LongSupplier fsyncs;
    private final SteadyPart steadyPart;
    private final List<Sample> samples = new ArrayList<>();
    private List<Long> lagPerPartition = List.of();
    private double sampledAt;
    private long fsyncsBefore;

    /** @param fsyncs how many the database has made so far; asked once a sample */
    public Recording(ScenarioSettings settings, LongSupplier fsyncs) {
        this.settings = settings;
        this.fsyncs = fsyncs;
        steadyPart = new SteadyPart(settings);
    }

    /** What was seen at one moment. */
    public record Look(Whereabouts whereabouts, List<ExchangeReading> exchanges, long produced,
            List<Long> lagPerPartition) {
    }

    /** A look that is no sample. To be called some ten times a second, samples included. */
    public void add(double second, Look look) {
        steadyPart.look(second, look.whereabouts, look.exchanges, look.produced);
        lagPerPartition = look.lagPerPartition;
    }

    /**
     * A look that is one: the first, and then one for each second.
     *
     * @param tasks what they did since the last sample
     */
    public void addSample(double second, Look look, Supplier<List<TaskReading>> tasks) {
        add(second, look);
        samples.add(new Sample(samples.size(), tasks.get(), look.exchanges, look.whereabouts, look.produced,
                lagPerPartition, resources(second, look)));
        sampledAt = second;
    }

    /** The last sample. */
    public Sample last() {
        return samples.get(samples.size() - 1);
    }

    /**
     * All of it.
     *
     * @param conserved whether every record was accounted for
     */
    public ScenarioRun run(boolean conserved, Function<TimeShares, Level> level,
            Function<List<TaskReading>, Optional<String>> bottleneck) {
        return new ScenarioRun(settings, List.copyOf(samples),
                steadyPart.summary(samples, lagPerPartition, conserved, level, bottleneck));
    }

    private Resources resources(double second, Look look) {
        Whereabouts now = look.whereabouts;
        long buffers = look.exchanges.stream().mapToLong(e -> e.senderBuffersUsed() + e.receiverBuffersUsed()).sum();
        long fsyncsNow = fsyncs.getAsLong();
        long fsynced = samples.isEmpty() ? 0 : fsyncsNow - fsyncsBefore;
        fsyncsBefore = fsyncsNow;
        double elapsed = Math.max(0.001, second - sampledAt);
        long fetched = look.produced - now.lag();
        long fetchedBefore = samples.isEmpty() ? fetched : last().produced() - last().whereabouts().lag();
        long writtenBefore = samples.isEmpty() ? now.written() : last().whereabouts().written();
        return new Resources(buffers * settings.bufferBytes(), now.lag() * settings.recordBytes(),
                (fetched - fetchedBefore) * settings.recordBytes() / elapsed,
                (now.written() - writtenBefore) * settings.streamRecordBytes() / elapsed, fsynced / elapsed);
    }
}
