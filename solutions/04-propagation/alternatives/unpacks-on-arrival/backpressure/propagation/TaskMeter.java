package backpressure.propagation;

import java.util.function.LongSupplier;
import workbook.world.Clock;
import workbook.world.metrics.TimeShares;

/**
 * A meter that keeps the last state of clock and meters as one object. If more waiting was measured than time
 * has passed, all three kinds are scaled down alike, so that they fill the second.
 */
public final class TaskMeter {

    private final Clock clock;
    private final LongSupplier soft;
    private final LongSupplier hard;
    private final LongSupplier idle;
    private State before;
    private TimeShares shares = new TimeShares(1000, 0, 0, 0);

    private record State(long time, long soft, long hard, long idle) {
    }

    public TaskMeter(Clock clock, LongSupplier softNanos, LongSupplier hardNanos, LongSupplier idleNanos) {
        this.clock = clock;
        soft = softNanos;
        hard = hardNanos;
        idle = idleNanos;
        before = look();
    }

    private State look() {
        return new State(clock.nanoTime(), soft.getAsLong(), hard.getAsLong(), idle.getAsLong());
    }

    public TimeShares read() {
        State now = look();
        if (now.time == before.time) {
            return shares;
        }
        double waited = now.soft - before.soft + now.hard - before.hard + now.idle - before.idle;
        double whole = Math.max(now.time - before.time, waited);
        shares = new TimeShares(1000 * (whole - waited) / whole, 1000 * (now.soft - before.soft) / whole,
                1000 * (now.hard - before.hard) / whole, 1000 * (now.idle - before.idle) / whole);
        before = now;
        return shares;
    }
}
