package backpressure.blockonemit;

import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * Measures how much time is spent in some state, say waiting for a buffer. It can be read at any
 * moment, and time in a state that hasn't ended yet counts too.
 *
 * <p>In Flink: {@code org.apache.flink.runtime.metrics.TimerGauge}.
 *
 * <p>Thread-safe: one task marks, others read.
 */
public final class TimerGauge {

    private final Lock lock;
    private final Clock clock;
    private boolean running;
    private long startedAt;
    private long total;

    /**
     * @param lock guards the gauge; others may share it
     * @param clock tells the time
     */
    public TimerGauge(Lock lock, Clock clock) {
        this.lock = lock;
        this.clock = clock;
    }

    /** The state begins. If it has begun already, nothing changes. */
    public void markStart() {
        lock.lock();
        try {
            if (!running) {
                running = true;
                startedAt = clock.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The state ends. If it hasn't begun, nothing changes. */
    public void markEnd() {
        lock.lock();
        try {
            total = nanos();
            running = false;
        } finally {
            lock.unlock();
        }
    }

    /** How long the state has lasted so far, all times together, up to now, in nanoseconds. */
    public long nanos() {
        lock.lock();
        try {
            return running ? total + clock.nanoTime() - startedAt : total;
        } finally {
            lock.unlock();
        }
    }
}
