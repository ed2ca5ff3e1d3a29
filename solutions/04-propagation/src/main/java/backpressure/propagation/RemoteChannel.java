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
import workbook.world.Clock;

/**
 * An exchange between two tasks of different processes: what the writer adds waits at a sender for
 * credit, and is copied into the receiver's buffers. It has no thread of its own; whoever changes
 * something moves on what can move: {@link #add} sends at once what has credit, and
 * {@link #recycle} what its credit allows. A sender's buffer is home as soon as it is sent.
 *
 * <p>In Flink: {@code PipelinedSubpartition}, Netty, and {@code RemoteInputChannel}.
 *
 * <p>Thread-safe. All waiting and mutual exclusion goes through the lock it is given.
 */
public final class RemoteChannel implements Subpartition, InputChannel {

    private final BlockingBufferPool pool;
    private final CreditedReceiver receiver;
    private final CreditedSender sender = new CreditedSender();
    private final Lock lock;
    private final Clock clock;
    private final Condition arrived;

    /**
     * A channel whose sender has the receiver's first credit already.
     *
     * @param pool the writer's pool, to be closed when the reader is gone
     * @param receiver the reader's end; nobody else uses it
     * @param lock the exchange's lock
     * @param clock for the reader's deadlines
     */
    public RemoteChannel(BlockingBufferPool pool, CreditedReceiver receiver, Lock lock, Clock clock) {
        this.pool = pool;
        this.receiver = receiver;
        this.lock = lock;
        this.clock = clock;
        arrived = lock.newCondition();
        lock.lock();   // pump signals
        try {
            pump();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(Message message) {
        lock.lock();
        try {
            sender.add(message);
            pump();
        } finally {
            lock.unlock();
        }
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
    public Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            Optional<Message> message = receiver.poll();
            while (message.isEmpty() && clock.nanoTime() < deadline) {
                arrived.awaitNanos(deadline - clock.nanoTime());
                message = receiver.poll();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(Buffer buffer) {
        lock.lock();
        try {
            buffer.recycle();
            pump();   // it may have been new credit
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
            return sender.records() + receiver.records();
        } finally {
            lock.unlock();
        }
    }

    /** How many buffers the sender may still send. */
    public int credit() {
        lock.lock();
        try {
            return sender.credit();
        } finally {
            lock.unlock();
        }
    }

    /** How many of the receiver's buffers hold data. */
    public int receiverBuffersInUse() {
        lock.lock();
        try {
            return receiver.buffersInUse();
        } finally {
            lock.unlock();
        }
    }

    /** Moves credit up and messages down until nothing moves any more: a message may bring new credit. */
    private void pump() {
        Optional<Message> message;
        do {
            int credit = receiver.takeCredit();
            if (credit > 0) {
                sender.addCredit(credit);
            }
            message = sender.poll();
            message.ifPresent(receiver::onMessage);
        } while (message.isPresent());
        arrived.signal();
    }
}
