package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A fixed number of equally large pieces of memory, lent out as buffers. Whoever asks while all are
 * out waits until one comes back: this wait is what backpressure is made of.
 *
 * <p>In Flink: {@code LocalBufferPool.requestBufferBuilderBlocking}.
 *
 * <p>Thread-safe. All waiting and mutual exclusion goes through the lock it is given, which behaves
 * like a non-fair {@link java.util.concurrent.locks.ReentrantLock}: newcomers may overtake, and a
 * wait may end without a signal. Who waits longest is not promised to be served first.
 */
public final class BlockingBufferPool implements Recycler {

    private final Lock lock;
    private final Condition available;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private boolean closed;
    private Throwable cause;

    /**
     * @param buffers how many buffers it can have out at the same time, at least 1 (which isn't checked)
     * @param bufferSize bytes in each, at least 1 (which isn't checked)
     * @param lock guards the pool; others may share it
     */
    public BlockingBufferPool(int buffers, int bufferSize, Lock lock) {
        this.lock = lock;
        available = lock.newCondition();
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[bufferSize]);
        }
    }

    /**
     * Lends out an empty buffer, a new {@link Buffer} each time, whose home is this pool. Blocks while
     * all are out.
     *
     * @throws InterruptedException if the caller is interrupted while it waits, or was interrupted before
     *     and would now have to wait: it leaves at once and holds no buffer. Others who wait lose nothing
     *     by it: the next buffer that comes home wakes one of them. While a buffer is free it may be lent
     *     all the same
     * @throws IllegalStateException if the pool is closed, before or while the caller waits, even if
     *     a buffer is free; its cause is what {@link #close} was given, whatever that is
     */
    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            awaitAvailable();
            return new Buffer(free.remove(), this);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks while all buffers are out. Takes none: when it returns, one is free, and stays free if
     * the caller holds the lock or nobody else takes any.
     *
     * @throws InterruptedException as {@link #take}
     * @throws IllegalStateException as {@link #take}
     */
    public void awaitAvailable() throws InterruptedException {
        lock.lock();
        try {
            while (free.isEmpty() && !closed) {   // while, not if: another may have been faster
                available.await();
            }
            if (closed) {
                throw new IllegalStateException("the pool is closed", cause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #awaitAvailable} would return at once. */
    boolean isAvailable() {
        lock.lock();
        try {
            return !free.isEmpty() && !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back the memory of a buffer it lent (which isn't checked): it can be lent again, and whoever
     * waits for it is woken. Never waits for a buffer. Works also when the pool is closed.
     */
    @Override
    public void recycle(byte[] memory) {
        lock.lock();
        try {
            free.add(memory);
            available.signalAll();   // some only await, and take nothing: one signal could be wasted on them
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends all waiting, now and later: see {@link #take}. Closing again changes nothing: the first cause
     * stays.
     *
     * @param cause why
     */
    public void close(Throwable cause) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                this.cause = cause;
                available.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many buffers are at home. They could be lent right now, unless the pool is closed. */
    public int available() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }
}
