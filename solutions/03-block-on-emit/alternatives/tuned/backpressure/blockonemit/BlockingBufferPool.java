package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * The reference's pool, made faster for {@code ./workbook bench}: whoever asks before each record whether a buffer is
 * free reads a volatile field and needs no lock for it. All changes are made under the lock, as before, and so is all
 * waiting.
 */
public final class BlockingBufferPool implements Recycler {

    private final Lock lock;
    private final Condition changed;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private volatile int available;
    private volatile boolean closed;
    private Throwable cause;

    public BlockingBufferPool(int buffers, int bufferSize, Lock lock) {
        this.lock = lock;
        changed = lock.newCondition();
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[bufferSize]);
        }
        available = buffers;
    }

    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            awaitAvailable();
            byte[] memory = free.remove();
            available = free.size();
            return new Buffer(memory, this);
        } finally {
            lock.unlock();
        }
    }

    public void awaitAvailable() throws InterruptedException {
        lock.lock();
        try {
            while (free.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IllegalStateException("the pool is closed", cause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #awaitAvailable} would return at once, as things stand. */
    boolean isAvailable() {
        return available > 0 && !closed;
    }

    @Override
    public void recycle(byte[] memory) {
        lock.lock();
        try {
            free.add(memory);
            available = free.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void close(Throwable cause) {
        lock.lock();
        try {
            if (!closed) {
                this.cause = cause;
                closed = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    public int available() {
        return available;
    }
}
