package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A channel whose queue is a concurrent one: adding and looking need no lock, and the wait is a
 * {@link Mailbox}'s, who takes it. What is in the queue is counted apart, so that nobody looks into buffers
 * that somebody else may be reading.
 */
public final class LocalChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger records = new AtomicInteger();
    private final Mailbox mailbox;

    public LocalChannel(BlockingBufferPool pool, Lock lock, Clock clock) {
        this.pool = pool;
        mailbox = new Mailbox(lock, clock, this::poll);
    }

    private Optional<Message> poll() {
        Message message = queue.poll();
        records.addAndGet(-count(message));
        return Optional.ofNullable(message);
    }

    @Override
    public void add(Message message) {
        records.addAndGet(count(message));
        queue.add(message);
        mailbox.look();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        return mailbox.take(deadline);
    }

    @Override
    public void recycle(Buffer buffer) {
        buffer.recycle();
    }

    @Override
    public void close(Throwable cause) {
        pool.close(cause);
    }

    @Override
    public int records() {
        return records.get();
    }

    private static int count(Message message) {
        return message instanceof Message.Data data ? data.buffer().records() : 0;
    }
}
