package workbook.report;

import java.util.List;
import java.util.function.ToLongFunction;
import workbook.world.scenario.Sample;

/**
 * How fast counts grow, averaged over the last seconds. From one second to the next would say little: records move
 * in bursts, of a buffer, of a batch.
 */
final class Rates {

    /** As many as five buffers of 280 records last at 100/s, or seven batches of 200. */
    static final int SECONDS = 14;

    private final List<Sample> samples;

    Rates(List<Sample> samples) {
        this.samples = samples;
    }

    /** In the seconds before a sample; since the start, if there were fewer. */
    double at(int sample, ToLongFunction<Sample> count) {
        Sample now = samples.get(sample);
        int since = sample;
        while (since > 0 && samples.get(since - 1).second() >= now.second() - SECONDS) {
            since--;
        }
        long grown = count.applyAsLong(now) - count.applyAsLong(samples.get(since));
        return since == sample ? 0 : grown / (now.second() - samples.get(since).second());
    }

    /** How much faster records arrive than the source hands them on. */
    double lag(int sample) {
        return at(sample, each -> each.whereabouts().lag() + each.whereabouts().fetched());
    }

    double written(int sample) {
        return at(sample, each -> each.whereabouts().written());
    }

    double produced(int sample) {
        return at(sample, Sample::produced);
    }

    /** What a task hands on. */
    double recordsOut(int sample, int task) {
        return at(sample, each -> each.tasks().get(task).recordsOut());
    }
}
