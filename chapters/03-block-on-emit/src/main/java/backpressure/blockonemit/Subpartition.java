package backpressure.blockonemit;

import backpressure.credits.Message;

/**
 * Where a writer puts its finished buffers, for somebody to take them from there. Thread-safe;
 * guarded by the exchange's lock.
 *
 * <p>In Flink: {@code ResultSubpartition}.
 */
public interface Subpartition {

    /** Puts a message behind those that wait. Never blocks. */
    void add(Message message);

    /** Whether nothing waits on the writer's side: all that was added has been taken, or is sent. */
    boolean isEmpty();
}
