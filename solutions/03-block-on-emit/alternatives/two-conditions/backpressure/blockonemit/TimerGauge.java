package backpressure.blockonemit;

import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A gauge that takes a start off its sum and adds an end to it: while the state goes on, the time now is all
 * that is missing.
 */
public final class TimerGauge {

    private final Lock lock;
    private final Clock clock;
    private long sum;
    private boolean on;

    public TimerGauge(Lock lock, Clock clock) {
        this.lock = lock;
        this.clock = clock;
    }

    public void markStart() {
        turn(true);
    }

    public void markEnd() {
        turn(false);
    }

    private void turn(boolean nowOn) {
        lock.lock();
        try {
            if (on != nowOn) {
                sum += nowOn ? -clock.nanoTime() : clock.nanoTime();
                on = nowOn;
            }
        } finally {
            lock.unlock();
        }
    }

    public long nanos() {
        lock.lock();
        try {
            return on ? sum + clock.nanoTime() : sum;
        } finally {
            lock.unlock();
        }
    }
}
