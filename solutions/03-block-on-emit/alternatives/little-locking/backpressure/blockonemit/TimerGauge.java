package backpressure.blockonemit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A gauge without a lock: total and start are one object that never changes, replaced as a whole. So nobody
 * can see the new total with the old start.
 */
public final class TimerGauge {

    private final Clock clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State(0, false, 0));

    private record State(long total, boolean running, long since) {

        long totalAt(long now) {
            return running ? total + now - since : total;
        }
    }

    public TimerGauge(Lock lock, Clock clock) {
        this.clock = clock;
    }

    public void markStart() {
        long now = clock.nanoTime();
        state.updateAndGet(old -> old.running ? old : new State(old.total, true, now));
    }

    public void markEnd() {
        long now = clock.nanoTime();
        state.updateAndGet(old -> new State(old.totalAt(now), false, 0));
    }

    public long nanos() {
        return state.get().totalAt(clock.nanoTime());
    }
}
