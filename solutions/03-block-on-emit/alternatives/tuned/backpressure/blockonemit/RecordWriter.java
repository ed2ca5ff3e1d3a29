package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * The reference's writer, made faster for {@code ./workbook bench}, with its pool, which says without the lock whether
 * a buffer is free. There is hardly ever none; only then does {@link #awaitAvailable} take the lock, which the
 * reference takes for every record. {@link #collect} keeps its lock: a flush may come at any moment, and as long as
 * nobody else wants it, a lock costs about as much as any other way to keep the two apart.
 */
public final class RecordWriter implements ResultPartitionWriter {

    private final BlockingBufferPool pool;
    private final Subpartition target;
    private final Lock lock;
    private final TimerGauge soft;
    private final TimerGauge hard;
    private Buffer current;

    public RecordWriter(BlockingBufferPool pool, Subpartition target, Lock lock, Clock clock) {
        this.pool = pool;
        this.target = target;
        this.lock = lock;
        soft = new TimerGauge(lock, clock);
        hard = new TimerGauge(lock, clock);
    }

    @Override
    public void collect(byte[] record) throws InterruptedException {
        lock.lock();
        try {
            if (current != null && current.append(record)) {
                return;
            }
            handOn();
            current = take();
            current.append(record);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
        if (pool.isAvailable()) {
            return;
        }
        lock.lock();
        try {
            soft.markStart();
            pool.awaitAvailable();
        } finally {
            soft.markEnd();
            lock.unlock();
        }
    }

    public long softBackpressuredNanos() {
        return soft.nanos();
    }

    public long hardBackpressuredNanos() {
        return hard.nanos();
    }

    public void flush() {
        lock.lock();
        try {
            if (target.isEmpty()) {
                handOn();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish() {
        lock.lock();
        try {
            handOn();
            target.add(new Message.EndOfInput());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fail(Throwable cause) {
        lock.lock();
        try {
            if (current != null) {
                current.recycle();
                current = null;
            }
            target.add(new Message.Failure(cause));
        } finally {
            lock.unlock();
        }
    }

    public int records() {
        lock.lock();
        try {
            return current == null ? 0 : current.records();
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        if (current != null) {
            target.add(new Message.Data(current));
            current = null;
        }
    }

    private Buffer take() throws InterruptedException {
        hard.markStart();
        try {
            return pool.take();
        } finally {
            hard.markEnd();
        }
    }
}
