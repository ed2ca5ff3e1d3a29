package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.CreditedSender;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A channel in which every change goes through one method, which makes it, moves what can move then, and has
 * the {@link Mailbox} look.
 */
public final class RemoteChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final CreditedReceiver receiver;
    private final CreditedSender sender = new CreditedSender();
    private final Lock lock;
    private final Mailbox mailbox;

    public RemoteChannel(BlockingBufferPool pool, CreditedReceiver receiver, Lock lock, Clock clock) {
        this.pool = pool;
        this.receiver = receiver;
        this.lock = lock;
        mailbox = new Mailbox(lock, clock, receiver::poll);
        change(() -> { });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            boolean moves = true;
            while (moves) {
                int credit = receiver.takeCredit();
                if (credit > 0) {
                    sender.addCredit(credit);
                }
                Optional<Message> sent = sender.poll();
                sent.ifPresent(receiver::onMessage);
                moves = sent.isPresent() || credit > 0;
            }
            mailbox.look();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(Message message) {
        change(() -> sender.add(message));
    }

    @Override
    public void recycle(Buffer buffer) {
        change(buffer::recycle);
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        return mailbox.take(deadline);
    }

    @Override
    public void close(Throwable cause) {
        pool.close(cause);
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return sender.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int records() {
        lock.lock();
        try {
            return sender.records() + receiver.records();
        } finally {
            lock.unlock();
        }
    }

    public int credit() {
        lock.lock();
        try {
            return sender.credit();
        } finally {
            lock.unlock();
        }
    }

    public int receiverBuffersInUse() {
        lock.lock();
        try {
            return receiver.buffersInUse();
        } finally {
            lock.unlock();
        }
    }
}
