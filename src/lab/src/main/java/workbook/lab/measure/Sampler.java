package workbook.lab.measure;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import workbook.lab.flink.Counts;
import workbook.lab.flink.FlinkJob;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Positions;
import workbook.lab.postgres.PacedTable;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/**
 * Looks at the three systems, and makes of it what a run in the simulated world gives. Lag is what the broker has and
 * the consumer hasn't fetched; the gauges that a consumer itself has are stale.
 */
public final class Sampler {

    private final FlinkJob job;
    private final Events events;
    private final Recording recording;
    private boolean addsUp = true;

    public Sampler(ScenarioSettings settings, FlinkJob job, Events events, PacedTable table) {
        this.job = job;
        this.events = events;
        recording = new Recording(settings, table::fsyncs);
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
        List<Long> lagPerPartition = IntStream.range(0, ends.length).mapToObj(p -> ends[p] - positions[p]).toList();
        addsUp &= counts.addsUp() && whereabouts.fetched() >= 0 && lagPerPartition.stream().allMatch(lag -> lag >= 0)
                && whereabouts.total() == produced;
        Recording.Look look =
                new Recording.Look(whereabouts, job.readExchanges(counts), produced, lagPerPartition);
        if (isSample) {
            recording.addSample(second, look, () -> job.readTasks(counts));
        } else {
            recording.add(second, look);
        }
    }

    /** The last sample. */
    public Sample last() {
        return recording.last();
    }

    /**
     * All of it.
     *
     * @param tableIsRight whether the table holds what it should
     */
    public ScenarioRun run(boolean tableIsRight) {
        return recording.run(addsUp && tableIsRight, FlinkLevels::of, FlinkLevels::bottleneck);
    }

    /** No task but the sink keeps records for long, and nobody sees into the socket: what is sent is in Postgres. */
    private static Whereabouts whereabouts(Counts counts, long[] positions, long[] ends) {
        long fetched = LongStream.of(positions).sum();
        long notWritten = counts.taken() - counts.written();
        long inserting = Math.min(counts.inserting(), notWritten);
        return new Whereabouts(LongStream.of(ends).sum() - fetched, fetched - counts.out()[0], counts.inTasks(),
                counts.inExchanges(), notWritten - inserting, 0, inserting, counts.written(), 0);
    }
}
