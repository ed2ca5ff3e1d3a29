package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * An exchange between two tasks of one process: the reader takes the writer's own buffers. No
 * credit is needed, and no copy made.
 *
 * <p>In Flink: {@code PipelinedSubpartition} and {@code LocalInputChannel}.
 *
 * <p>Thread-safe. All waiting and mutual exclusion goes through the lock it is given.
 */
public final class LocalChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final Lock lock;
    private final Clock clock;
    private final Condition notEmpty;
    private final Deque<Message> queue = new ArrayDeque<>();

    /**
     * @param pool the writer's pool, to be closed when the reader is gone
     * @param lock the exchange's lock
     * @param clock for the reader's deadlines
     */
    public LocalChannel(BlockingBufferPool pool, Lock lock, Clock clock) {
        this.pool = pool;
        this.lock = lock;
        this.clock = clock;
        notEmpty = lock.newCondition();
    }

    @Override
    public void add(Message message) {
        lock.lock();
        try {
            queue.add(message);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && clock.nanoTime() < deadline) {
                notEmpty.awaitNanos(deadline - clock.nanoTime());
            }
            return Optional.ofNullable(queue.poll());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(Buffer buffer) {
        lock.lock();
        try {
            buffer.recycle();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(Throwable cause) {
        pool.close(cause);
    }

    @Override
    public int records() {
        lock.lock();
        try {
            int records = 0;
            for (Message message : queue) {
                if (message instanceof Message.Data data) {
                    records += data.buffer().records();
                }
            }
            return records;
        } finally {
            lock.unlock();
        }
    }
}
