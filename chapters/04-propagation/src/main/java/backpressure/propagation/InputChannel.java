package backpressure.propagation;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;

/**
 * The reader's end of an exchange between two tasks. Thread-safe; guarded by the exchange's lock.
 *
 * <p>In Flink: the class of the same name.
 */
public interface InputChannel {

    /**
     * Takes the next message; blocks until there is one.
     *
     * @param deadline until when it blocks at most: a time of the exchange's clock in nanoseconds,
     *     {@link Long#MAX_VALUE} for ever; a time that has come or gone (0, or a little below) means: take
     *     what is there, and don't wait
     * @return nothing, if the deadline came first
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    Optional<Message> take(long deadline) throws InterruptedException;

    /** The reader is done with a buffer that it took: it goes home. */
    void recycle(Buffer buffer);

    /** The reader is gone, and why: the writer's pool is closed, so that it waits no more. */
    void close(Throwable cause);

    /** How many unread records are on their way: handed on by the writer and not taken by the reader. */
    int records();
}
