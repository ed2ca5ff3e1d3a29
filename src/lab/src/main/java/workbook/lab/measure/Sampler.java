package workbook.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import workbook.lab.flink.Counts;
import workbook.lab.flink.FlinkJob;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Positions;
import workbook.lab.postgres.PacedTable;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Resources;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.SteadyPart;

/**
 * Looks at the three systems, and makes of it what a run in the simulated world gives: the same samples, the same
 * summary. Lag is what the broker has and the consumer hasn't fetched; the gauges that a consumer itself has are stale.
 */
public final class Sampler {

    private final ScenarioSettings settings;
    private final FlinkJob job;
    private final Events events;
    private final PacedTable table;
    private final SteadyPart steadyPart;
    private final List<Sample> samples = new ArrayList<>();
    private List<Long> lagPerPartition = List.of();
    private double sampledAt;
    private long fsyncs;
    private boolean addsUp = true;

    public Sampler(ScenarioSettings settings, FlinkJob job, Events events, PacedTable table) {
        this.settings = settings;
        this.job = job;
        this.events = events;
        this.table = table;
        steadyPart = new SteadyPart(settings);
    }

    /**
     * Looks once. To be called ten times a second, some of which become samples.
     *
     * @param second since the start
     * @param isSample whether it is time for the next sample
     */
    public void look(double second, boolean isSample) throws InterruptedException, ExecutionException {
        Counts counts = job.count(); // from the end to the beginning: what comes earlier is read later, and is more
        long[] positions = Positions.now(events.partitions());
        long[] ends = events.endOffsets();
        Whereabouts whereabouts = whereabouts(counts, positions, ends);
        long produced = LongStream.of(ends).sum();
        lagPerPartition = IntStream.range(0, ends.length).mapToObj(p -> ends[p] - positions[p]).toList();
        addsUp &= counts.addsUp() && whereabouts.fetched() >= 0 && lagPerPartition.stream().allMatch(lag -> lag >= 0)
                && whereabouts.total() == produced;
        List<ExchangeReading> exchanges = job.readExchanges(counts);
        steadyPart.look(second, whereabouts, exchanges, produced);
        if (isSample) {
            samples.add(new Sample(samples.size(), job.readTasks(counts), exchanges, whereabouts, produced,
                    lagPerPartition, resources(second, exchanges, whereabouts, produced)));
            sampledAt = second;
        }
    }

    /** The last sample. */
    public Sample last() {
        return samples.get(samples.size() - 1);
    }

    /**
     * All of it.
     *
     * @param tableIsRight whether the table holds what it should
     */
    public ScenarioRun run(boolean tableIsRight) {
        return new ScenarioRun(settings, List.copyOf(samples), steadyPart.summary(samples, lagPerPartition,
                addsUp && tableIsRight, FlinkLevels::of, FlinkLevels::bottleneck));
    }

    /** No task but the sink keeps records for long, and nobody sees into the socket: what is sent is in Postgres. */
    private static Whereabouts whereabouts(Counts counts, long[] positions, long[] ends) {
        long fetched = LongStream.of(positions).sum();
        long notWritten = counts.taken() - counts.written();
        long inserting = Math.min(counts.inserting(), notWritten);
        return new Whereabouts(LongStream.of(ends).sum() - fetched, fetched - counts.out()[0], counts.inTasks(),
                counts.inExchanges(), notWritten - inserting, 0, inserting, counts.written(), 0);
    }

    private Resources resources(double second, List<ExchangeReading> exchanges, Whereabouts now, long produced) {
        long buffers = exchanges.stream().mapToLong(e -> e.senderBuffersUsed() + e.receiverBuffersUsed()).sum();
        long fsyncsBefore = samples.isEmpty() ? table.fsyncs() : fsyncs;
        fsyncs = table.fsyncs();
        double elapsed = Math.max(0.001, second - sampledAt);
        long fetched = produced - now.lag();
        long fetchedBefore = samples.isEmpty() ? fetched : last().produced() - last().whereabouts().lag();
        long writtenBefore = samples.isEmpty() ? now.written() : last().whereabouts().written();
        return new Resources(buffers * settings.bufferBytes(), now.lag() * settings.recordBytes(),
                (fetched - fetchedBefore) * settings.recordBytes() / elapsed,
                (now.written() - writtenBefore) * settings.streamRecordBytes() / elapsed,
                (fsyncs - fsyncsBefore) / elapsed);
    }
}
