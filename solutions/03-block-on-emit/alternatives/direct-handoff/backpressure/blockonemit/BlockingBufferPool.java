package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A pool in which who waits stands in line, each with a condition of its own: a buffer that comes home is
 * given to the first in line, and never lies free meanwhile. So it is served in the order of coming, which
 * nobody demands. Who leaves the line with a buffer in hand, for an interrupt or a close, gives it back.
 */
public final class BlockingBufferPool implements Recycler {

    private final Lock lock;
    private final Condition free;
    private final List<byte[]> atHome = new ArrayList<>();
    private final Deque<Waiter> line = new ArrayDeque<>();
    private IllegalStateException closed;

    /** Somebody in line, and what it was given. */
    private final class Waiter {
        private final Condition turn = lock.newCondition();
        private byte[] given;
    }

    public BlockingBufferPool(int buffers, int bufferSize, Lock lock) {
        this.lock = lock;
        free = lock.newCondition();
        while (atHome.size() < buffers) {
            atHome.add(new byte[bufferSize]);
        }
    }

    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            refuseIfClosed();
            byte[] memory = atHome.isEmpty() ? standInLine() : atHome.remove(atHome.size() - 1);
            return new Buffer(memory, this);
        } finally {
            lock.unlock();
        }
    }

    private byte[] standInLine() throws InterruptedException {
        Waiter me = new Waiter();
        line.addLast(me);
        try {
            while (me.given == null) {
                refuseIfClosed();
                me.turn.await();
            }
            refuseIfClosed();
            return me.given;
        } catch (InterruptedException | IllegalStateException e) {
            line.remove(me);
            if (me.given != null) {
                recycle(me.given);
            }
            throw e;
        }
    }

    public void awaitAvailable() throws InterruptedException {
        lock.lock();
        try {
            refuseIfClosed();
            while (atHome.isEmpty()) {
                free.await();
                refuseIfClosed();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The reference's writer asks. */
    boolean isAvailable() {
        lock.lock();
        try {
            return !atHome.isEmpty() && closed == null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(byte[] memory) {
        lock.lock();
        try {
            if (line.isEmpty()) {
                atHome.add(memory);
                free.signalAll();
            } else {
                Waiter first = line.removeFirst();
                first.given = memory;
                first.turn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    public void close(Throwable cause) {
        lock.lock();
        try {
            if (closed == null) {
                closed = new IllegalStateException("no buffer will come any more", cause);
                free.signalAll();
                line.forEach(waiter -> waiter.turn.signal());
            }
        } finally {
            lock.unlock();
        }
    }

    public int available() {
        lock.lock();
        try {
            return atHome.size();
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed != null) {
            throw new IllegalStateException(closed.getMessage(), closed.getCause());
        }
    }
}
