package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A pool that takes the lock only to take, to wait and to wake. Memory comes home to a concurrent queue, and is
 * counted then; who asks how many are available reads the count, and needs no lock for it.
 */
public final class BlockingBufferPool implements Recycler {

    private final Queue<byte[]> memories = new ConcurrentLinkedQueue<>();
    private final AtomicInteger available = new AtomicInteger();
    private final AtomicReference<Closed> closed = new AtomicReference<>();
    private final Lock lock;
    private final Condition changed;

    private record Closed(Throwable cause) {
    }

    public BlockingBufferPool(int buffers, int bufferSize, Lock lock) {
        this.lock = lock;
        changed = lock.newCondition();
        for (int i = 0; i < buffers; i++) {
            memories.add(new byte[bufferSize]);
        }
        available.set(buffers);
    }

    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            awaitAvailable();
            available.decrementAndGet();
            return new Buffer(memories.remove(), this);
        } finally {
            lock.unlock();
        }
    }

    public void awaitAvailable() throws InterruptedException {
        lock.lock();
        try {
            throwIfClosed();
            while (available.get() == 0) {
                changed.await();
                throwIfClosed();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(byte[] memory) {
        memories.add(memory);
        available.incrementAndGet();
        wakeAll();
    }

    public void close(Throwable cause) {
        closed.compareAndSet(null, new Closed(cause));
        wakeAll();
    }

    public int available() {
        return available.get();
    }

    private void wakeAll() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void throwIfClosed() {
        Closed why = closed.get();
        if (why != null) {
            throw new IllegalStateException("the pool was closed", why.cause());
        }
    }
}
