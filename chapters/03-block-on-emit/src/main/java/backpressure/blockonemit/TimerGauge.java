package backpressure.blockonemit;

import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;

/**
 * Measures how much time is spent in some state, say waiting for a buffer. It can be read at any
 * moment, and time in a state that hasn't ended yet counts too.
 *
 * <p>In Flink: {@code org.apache.flink.runtime.metrics.TimerGauge}.
 *
 * <p>Thread-safe: one task marks, others read.
 */
public final class TimerGauge {

    /**
     * @param lock guards the gauge; others may share it
     * @param clock tells the time
     */
    public TimerGauge(Lock lock, Clock clock) {
        throw new Todo("3.6");
    }

    /** The state begins. If it has begun already, nothing changes. */
    public void markStart() {
        throw new Todo("3.6");
    }

    /** The state ends. If it hasn't begun, nothing changes. */
    public void markEnd() {
        throw new Todo("3.6");
    }

    /** How long the state has lasted so far, all times together, up to now, in nanoseconds. */
    public long nanos() {
        throw new Todo("3.6");
    }
}
