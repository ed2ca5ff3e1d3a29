package backpressure.propagation;

import backpressure.blockonemit.TimerGauge;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

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

    private final InputChannel channel;
    private final Lock lock;
    private final TimerGauge idle;
    private Buffer current;
    private volatile boolean finished;   // a task asks before every record: it needn't wait for the lock

    /**
     * @param channel where the buffers come from
     * @param lock the exchange's lock
     * @param clock for the time it spends waiting
     */
    public InputGate(InputChannel channel, Lock lock, Clock clock) {
        this.channel = channel;
        this.lock = lock;
        idle = new TimerGauge(lock, clock);
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
        lock.lock();
        try {
            while (current == null && !finished) {
                Optional<Message> message = take(deadline);
                if (message.isEmpty()) {
                    return Optional.empty();
                }
                receive(message.get());
            }
            return finished ? Optional.empty() : Optional.of(nextOfCurrent());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the writer has finished and all its records were handed out. The gate need not know before
     * {@link #next} has come to the end and returned nothing. One who has failed hasn't finished.
     */
    public boolean isFinished() {
        return finished;
    }

    /** Time spent waiting in {@link #next}, in nanoseconds, up to this very moment. */
    public long idleNanos() {
        return idle.nanos();
    }

    /** Nobody will read any more, and why: {@link InputChannel#close}. */
    public void close(Throwable cause) {
        channel.close(cause);
    }

    /** How many records are left in the buffer it is reading. */
    public int records() {
        lock.lock();
        try {
            return current == null ? 0 : current.records();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Message> take(long deadline) throws InterruptedException {
        idle.markStart();
        try {
            return channel.take(deadline);
        } finally {
            idle.markEnd();
        }
    }

    private void receive(Message message) {
        if (message instanceof Message.Data data) {
            current = data.buffer();
        } else if (message instanceof Message.Failure failure) {
            throw new IllegalStateException("the task above has failed", failure.cause());
        } else {
            finished = true;
        }
    }

    private byte[] nextOfCurrent() {
        byte[] record = current.next().orElseThrow();
        if (current.records() == 0) {
            channel.recycle(current);
            current = null;
        }
        return record;
    }
}
