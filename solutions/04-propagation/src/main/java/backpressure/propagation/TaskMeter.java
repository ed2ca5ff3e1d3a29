package backpressure.propagation;

import java.util.function.LongSupplier;
import workbook.world.Clock;
import workbook.world.metrics.TimeShares;

/**
 * Says what a task did with its time. Waiting is measured; busy is whatever is left.
 *
 * <p>In Flink: {@code TaskIOMetricGroup}, whose busy time is 1,000 − idle − backpressured.
 *
 * <p>Not thread-safe: one thread reads it, again and again.
 */
public final class TaskMeter {

    private final Clock clock;
    private final LongSupplier softNanos;
    private final LongSupplier hardNanos;
    private final LongSupplier idleNanos;
    private long readAt;
    private long softAt;
    private long hardAt;
    private long idleAt;
    private TimeShares last = new TimeShares(1000, 0, 0, 0);

    /**
     * A meter that starts now.
     *
     * @param clock tells the time
     * @param softNanos how long the task has waited for an output buffer before taking a record, so far
     * @param hardNanos how long it has waited for an output buffer within a record, so far
     * @param idleNanos how long it has waited for input, so far
     */
    public TaskMeter(Clock clock, LongSupplier softNanos, LongSupplier hardNanos, LongSupplier idleNanos) {
        this.clock = clock;
        this.softNanos = softNanos;
        this.hardNanos = hardNanos;
        this.idleNanos = idleNanos;
        readAt = clock.nanoTime();
        softAt = softNanos.getAsLong();
        hardAt = hardNanos.getAsLong();
        idleAt = idleNanos.getAsLong();
    }

    /**
     * What the task did since the last reading (or the start), in milliseconds of every second, not
     * rounded. The shares add up to 1,000, and none is below 0, even if more waiting was measured than
     * time has passed. If no time has passed, the last reading again; if there was none, all of it busy.
     */
    public TimeShares read() {
        long now = clock.nanoTime();
        long soft = softNanos.getAsLong();
        long hard = hardNanos.getAsLong();
        long idle = idleNanos.getAsLong();
        if (now > readAt) {
            double perMille = 1000.0 / (now - readAt);
            double softShare = Math.min(1000, (soft - softAt) * perMille);
            double hardShare = Math.min(1000 - softShare, (hard - hardAt) * perMille);
            double idleShare = Math.min(1000 - softShare - hardShare, (idle - idleAt) * perMille);
            last = new TimeShares(1000 - softShare - hardShare - idleShare, softShare, hardShare, idleShare);
            readAt = now;
            softAt = soft;
            hardAt = hard;
            idleAt = idle;
        }
        return last;
    }
}
