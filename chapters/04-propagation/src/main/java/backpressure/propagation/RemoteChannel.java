package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;

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

    /**
     * A channel whose sender has the receiver's first credit already.
     *
     * @param pool the writer's pool, to be closed when the reader is gone
     * @param receiver the reader's end; nobody else uses it
     * @param lock the exchange's lock
     * @param clock for the reader's deadlines
     */
    public RemoteChannel(BlockingBufferPool pool, CreditedReceiver receiver, Lock lock, Clock clock) {
        throw new Todo("4.8");
    }

    @Override
    public void add(Message message) {
        throw new Todo("4.8");
    }

    @Override
    public boolean isEmpty() {
        throw new Todo("4.8");
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        throw new Todo("4.8");
    }

    @Override
    public void recycle(Buffer buffer) {
        throw new Todo("4.8");
    }

    @Override
    public void close(Throwable cause) {
        throw new Todo("4.8");
    }

    @Override
    public int records() {
        throw new Todo("4.8");
    }

    /** How many buffers the sender may still send. */
    public int credit() {
        throw new Todo("4.8");
    }

    /** How many of the receiver's buffers hold data. */
    public int receiverBuffersInUse() {
        throw new Todo("4.8");
    }
}
