package workbook.world.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import workbook.world.metrics.Level;

/**
 * A run in a few numbers. Rates and shares are those of its steady part: from {@code steadyFrom} to
 * the end (or to the database's recovery); of the second half, if it never became steady.
 *
 * @param steadyFrom the second at which the last exchange that fills up is full, provided the
 *     pressure reached the source; nothing otherwise
 * @param sinkRatePerSecond rows committed, averaged over whole bursts
 * @param sourceRatePerSecond records the source handed on, averaged over whole bursts
 * @param lagGrowthPerSecond how much faster records come in than the source hands them on, averaged over whole bursts
 * @param lagPerPartition records at the end
 * @param inFlight records in the exchanges, on average
 * @param secondsUntilFull for each exchange; nothing if it never was
 * @param bottleneck a task's name
 * @param conserved whether, whenever looked at, every record was in exactly one place, and in the
 *     end no record was written twice or out of nowhere
 * @param tasks each by its name, from the source to the sink
 */
public record Summary(OptionalDouble steadyFrom, double sinkRatePerSecond, double sourceRatePerSecond,
        double lagGrowthPerSecond, List<Long> lagPerPartition, double inFlight,
        Map<String, OptionalDouble> secondsUntilFull, Optional<String> bottleneck, boolean conserved,
        Map<String, Task> tasks) {

    /** What a task did with its time, in milliseconds of every second, and what Flink's Web UI would call it. */
    public record Task(double busy, double softBackpressured, double hardBackpressured, double idle, Level level) {

        public double backpressured() {
            return softBackpressured + hardBackpressured;
        }
    }
}
