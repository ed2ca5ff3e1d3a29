package backpressure.propagation;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A gate that keeps its idle time itself, in two fields: the sum of the waits that are over, and since when
 * one goes on. A record that was read is handed out only when it is known whether the buffer has another.
 */
public final class InputGate {

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final InputChannel channel;
    private final Lock lock;
    private final Clock clock;
    private Buffer reading;
    private boolean atTheEnd;
    private long waited;
    private long waitingSince = NOT_WAITING;

    public InputGate(InputChannel channel, Lock lock, Clock clock) {
        this.channel = channel;
        this.lock = lock;
        this.clock = clock;
    }

    public Optional<byte[]> next(long deadline) throws InterruptedException {
        lock.lock();
        try {
            for (Optional<byte[]> record = read(); ; record = read()) {
                if (record.isPresent() || atTheEnd) {
                    return record;
                }
                Message message = await(deadline);
                if (message == null) {
                    return Optional.empty();
                }
                if (message instanceof Message.Failure failure) {
                    throw new IllegalStateException("the writer failed: " + failure.cause().getMessage(),
                            failure.cause());
                }
                atTheEnd = message instanceof Message.EndOfInput;
                reading = message instanceof Message.Data data ? data.buffer() : null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<byte[]> read() {
        if (reading == null) {
            return Optional.empty();
        }
        Optional<byte[]> record = reading.next();
        if (reading.records() == 0) {
            Buffer read = reading;
            reading = null;
            channel.recycle(read);
        }
        return record;
    }

    private Message await(long deadline) throws InterruptedException {
        waitingSince = clock.nanoTime();
        try {
            return channel.take(deadline).orElse(null);
        } finally {
            waited = idleNanos();
            waitingSince = NOT_WAITING;
        }
    }

    public boolean isFinished() {
        lock.lock();
        try {
            return atTheEnd;
        } finally {
            lock.unlock();
        }
    }

    public long idleNanos() {
        lock.lock();
        try {
            return waitingSince == NOT_WAITING ? waited : waited + clock.nanoTime() - waitingSince;
        } finally {
            lock.unlock();
        }
    }

    public void close(Throwable cause) {
        lock.lock();
        try {
            channel.close(cause);
        } finally {
            lock.unlock();
        }
    }

    public int records() {
        lock.lock();
        try {
            return reading == null ? 0 : reading.records();
        } finally {
            lock.unlock();
        }
    }
}
