package backpressure.propagation;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;

/**
 * A task's input: unpacks the records from the buffers that come through a channel, and waits when
 * none do.
 *
 * <p>In Flink: {@code SingleInputGate}, with {@code StreamTaskNetworkInput} unpacking.
 *
 * <p>Thread-safe: one task reads, others look. All waiting and mutual exclusion goes through the
 * lock it is given, which the channel shares.
 */
public final class InputGate {

    /**
     * @param channel where the buffers come from
     * @param lock the exchange's lock
     * @param clock for the time it spends waiting
     */
    public InputGate(InputChannel channel, Lock lock, Clock clock) {
        throw new Todo("4.2");
    }

    /**
     * The next record; blocks until there is one. That time is <em>idle</em> time.
     *
     * <p>A buffer goes home (by {@link InputChannel#recycle}) together with its last record: when that
     * is handed out, the buffer is recycled already.
     *
     * @param deadline until when it blocks at most, as for {@link InputChannel#take}
     * @return nothing, if the deadline came first or the input {@link #isFinished}
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalStateException if the writer has failed, once all that came before the failure was
     *     handed out; its cause is the writer's, whatever that is; after that nobody asks again
     */
    public Optional<byte[]> next(long deadline) throws InterruptedException {
        throw new Todo("4.2");
    }

    /**
     * Whether the writer has finished and all its records were handed out. The gate need not know before
     * {@link #next} has come to the end and returned nothing. One who has failed hasn't finished.
     */
    public boolean isFinished() {
        throw new Todo("4.2");
    }

    /** Time spent waiting in {@link #next}, in nanoseconds, up to this very moment. */
    public long idleNanos() {
        throw new Todo("4.2");
    }

    /** Nobody will read any more, and why: {@link InputChannel#close}. */
    public void close(Throwable cause) {
        throw new Todo("4.5");
    }

    /** How many records are left in the buffer it is reading. */
    public int records() {
        throw new Todo("4.2");
    }
}
