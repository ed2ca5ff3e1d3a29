package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A channel that counts its records as messages come and go, instead of asking the buffers, and that lets
 * {@code awaitNanos} tell how much of the wait is left. Only the first message in the queue is signalled: the
 * one reader sleeps on an empty queue alone.
 */
public final class LocalChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final Lock lock;
    private final Clock clock;
    private final Condition filled;
    private final List<Message> waiting = new LinkedList<>();
    private int records;

    public LocalChannel(BlockingBufferPool pool, Lock lock, Clock clock) {
        this.pool = pool;
        this.lock = lock;
        this.clock = clock;
        filled = lock.newCondition();
    }

    @Override
    public void add(Message message) {
        lock.lock();
        try {
            waiting.add(message);
            records += recordsIn(message);
            if (waiting.size() == 1) {
                filled.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            long left = deadline - clock.nanoTime();
            while (waiting.isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = filled.awaitNanos(left);
            }
            Message first = waiting.remove(0);
            records -= recordsIn(first);
            return Optional.of(first);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(Buffer buffer) {
        buffer.recycle();   // its pool locks
    }

    @Override
    public void close(Throwable cause) {
        pool.close(cause);
    }

    @Override
    public int records() {
        lock.lock();
        try {
            return records;
        } finally {
            lock.unlock();
        }
    }

    private static int recordsIn(Message message) {
        return message instanceof Message.Data data ? data.buffer().records() : 0;
    }
}
