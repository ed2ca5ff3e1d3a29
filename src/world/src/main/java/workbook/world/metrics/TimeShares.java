package workbook.world.metrics;

/**
 * What a task did with its time, in milliseconds of every second. The four add up to 1,000.
 *
 * <p>In Flink: {@code busyTimeMsPerSecond}, {@code softBackPressuredTimeMsPerSecond},
 * {@code hardBackPressuredTimeMsPerSecond} and {@code idleTimeMsPerSecond}.
 *
 * @param busy it worked
 * @param softBackpressured it waited for a free output buffer before it took the next record
 * @param hardBackpressured it ran out of output buffers in the middle of a record
 * @param idle it waited for input
 */
public record TimeShares(double busy, double softBackpressured, double hardBackpressured, double idle) {

    /** Soft and hard together: {@code backPressuredTimeMsPerSecond}. */
    public double backpressured() {
        return softBackpressured + hardBackpressured;
    }
}
