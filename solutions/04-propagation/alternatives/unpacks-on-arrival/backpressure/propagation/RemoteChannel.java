package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.CreditedSender;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import workbook.world.Clock;

/**
 * A channel that announces credit and sends in two methods that call each other until nothing moves. A reader
 * that takes something moves things, too, which does no harm, and wakes are for all.
 */
public final class RemoteChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final CreditedSender sender;
    private final CreditedReceiver receiver;
    private final Lock lock;
    private final Condition news;
    private final Clock clock;

    public RemoteChannel(BlockingBufferPool pool, CreditedReceiver receiver, Lock lock, Clock clock) {
        this.pool = pool;
        this.receiver = receiver;
        this.lock = lock;
        this.clock = clock;
        sender = new CreditedSender();
        news = lock.newCondition();
        locked(() -> {
            announceCredit();
            return null;
        });
    }

    private void announceCredit() {
        int credit = receiver.takeCredit();
        if (credit > 0) {
            sender.addCredit(credit);
            send();
        }
    }

    private void send() {
        sender.poll().ifPresent(message -> {
            receiver.onMessage(message);
            news.signalAll();
            announceCredit();
            send();
        });
    }

    @Override
    public void add(Message message) {
        locked(() -> {
            sender.add(message);
            send();
            return null;
        });
    }

    @Override
    public void recycle(Buffer buffer) {
        locked(() -> {
            buffer.recycle();
            announceCredit();
            return null;
        });
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Optional<Message> message = receiver.poll();
                long left = deadline - clock.nanoTime();
                if (message.isPresent() || left <= 0) {
                    announceCredit();
                    return message;
                }
                news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        return locked(sender::isEmpty);
    }

    @Override
    public void close(Throwable cause) {
        pool.close(cause);
    }

    @Override
    public int records() {
        return locked(() -> receiver.records() + sender.records());
    }

    public int credit() {
        return locked(sender::credit);
    }

    public int receiverBuffersInUse() {
        return locked(receiver::buffersInUse);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
