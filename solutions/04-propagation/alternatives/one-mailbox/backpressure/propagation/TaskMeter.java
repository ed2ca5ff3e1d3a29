package backpressure.propagation;

import java.util.List;
import java.util.function.LongSupplier;
import workbook.world.Clock;
import workbook.world.metrics.TimeShares;

/** A meter with its three kinds of waiting in a row: each is given what the second has left for it. */
public final class TaskMeter {

    private final Clock clock;
    private final List<LongSupplier> kinds;
    private final long[] last = new long[3];
    private long lastTime;
    private double[] shares = {0, 0, 0};

    public TaskMeter(Clock clock, LongSupplier softNanos, LongSupplier hardNanos, LongSupplier idleNanos) {
        this.clock = clock;
        kinds = List.of(softNanos, hardNanos, idleNanos);
        for (int kind = 0; kind < last.length; kind++) {
            last[kind] = kinds.get(kind).getAsLong();
        }
        lastTime = clock.nanoTime();
    }

    public TimeShares read() {
        long time = clock.nanoTime();
        if (time != lastTime) {
            shares = new double[last.length];
            double left = time - lastTime;
            for (int kind = 0; kind < last.length; kind++) {
                long now = kinds.get(kind).getAsLong();
                double nanos = Math.min(left, now - last[kind]);
                shares[kind] = 1_000 * nanos / (time - lastTime);
                left -= nanos;
                last[kind] = now;
            }
            lastTime = time;
        }
        double busy = Math.max(0, 1_000 - shares[0] - shares[1] - shares[2]);
        return new TimeShares(busy, shares[0], shares[1], shares[2]);
    }
}
