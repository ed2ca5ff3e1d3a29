package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A pool with a condition for those who take and another for those who only look: one signal per buffer for
 * the first, all of the second are woken. The free memory lies in an array, of which the first so many places
 * are taken; memory is made when it is lent for the first time.
 */
public final class BlockingBufferPool implements Recycler {

    private final Lock lock;
    private final Condition forTakers;
    private final Condition forLookers;
    private final byte[][] free;
    private final int bufferSize;
    private int available;
    private boolean open = true;
    private Throwable whyClosed;

    public BlockingBufferPool(int buffers, int bufferSize, Lock lock) {
        this.lock = lock;
        this.bufferSize = bufferSize;
        forTakers = lock.newCondition();
        forLookers = lock.newCondition();
        free = new byte[buffers][];
        available = buffers;
    }

    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            awaitOn(forTakers);
            available--;
            byte[] memory = free[available] == null ? new byte[bufferSize] : free[available];
            free[available] = null;
            return new Buffer(memory, this);
        } finally {
            lock.unlock();
        }
    }

    public void awaitAvailable() throws InterruptedException {
        lock.lock();
        try {
            awaitOn(forLookers);
        } finally {
            lock.unlock();
        }
    }

    private void awaitOn(Condition condition) throws InterruptedException {
        while (open) {
            if (available > 0) {
                return;
            }
            condition.await();
        }
        throw new IllegalStateException("closed", whyClosed);
    }

    @Override
    public void recycle(byte[] memory) {
        lock.lock();
        try {
            free[available++] = memory;
            forTakers.signal();
            forLookers.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void close(Throwable cause) {
        lock.lock();
        try {
            if (open) {
                open = false;
                whyClosed = cause;
            }
            forTakers.signalAll();
            forLookers.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public int available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }
}
