package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;

/**
 * An exchange between two tasks of one process: the reader takes the writer's own buffers. No
 * credit is needed, and no copy made.
 *
 * <p>In Flink: {@code PipelinedSubpartition} and {@code LocalInputChannel}.
 *
 * <p>Thread-safe. All waiting and mutual exclusion goes through the lock it is given.
 */
public final class LocalChannel implements Subpartition, InputChannel {

    /**
     * @param pool the writer's pool, to be closed when the reader is gone
     * @param lock the exchange's lock
     * @param clock for the reader's deadlines
     */
    public LocalChannel(BlockingBufferPool pool, Lock lock, Clock clock) {
        throw new Todo("4.1");
    }

    @Override
    public void add(Message message) {
        throw new Todo("4.1");
    }

    @Override
    public boolean isEmpty() {
        throw new Todo("4.1");
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        throw new Todo("4.1");
    }

    @Override
    public void recycle(Buffer buffer) {
        throw new Todo("4.1");
    }

    @Override
    public void close(Throwable cause) {
        throw new Todo("4.5");
    }

    @Override
    public int records() {
        throw new Todo("4.1");
    }
}
