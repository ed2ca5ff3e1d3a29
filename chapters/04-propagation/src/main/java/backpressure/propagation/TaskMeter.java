package backpressure.propagation;

import java.util.function.LongSupplier;
import workbook.world.Clock;
import workbook.world.Todo;
import workbook.world.metrics.TimeShares;

/**
 * Says what a task did with its time. Waiting is measured; busy is whatever is left.
 *
 * <p>In Flink: {@code TaskIOMetricGroup}, whose busy time is 1,000 − idle − backpressured.
 *
 * <p>Not thread-safe: one thread reads it, again and again.
 */
public final class TaskMeter {

    /**
     * A meter that starts now.
     *
     * @param clock tells the time
     * @param softNanos how long the task has waited for an output buffer before taking a record, so far
     * @param hardNanos how long it has waited for an output buffer within a record, so far
     * @param idleNanos how long it has waited for input, so far
     */
    public TaskMeter(Clock clock, LongSupplier softNanos, LongSupplier hardNanos, LongSupplier idleNanos) {
        throw new Todo("4.6");
    }

    /**
     * What the task did since the last reading (or the start), in milliseconds of every second, not
     * rounded. The shares add up to 1,000, and none is below 0, even if more waiting was measured than
     * time has passed. If no time has passed, the last reading again; if there was none, all of it busy.
     */
    public TimeShares read() {
        throw new Todo("4.6");
    }
}
