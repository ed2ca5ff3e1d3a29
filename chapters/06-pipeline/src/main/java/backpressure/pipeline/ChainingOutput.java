package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import workbook.world.Clock;
import workbook.world.Todo;
import workbook.world.operator.Operator;

/**
 * The output of a task whose first operator is followed by another in the same task: what is
 * collected, the next operator processes at once, without any buffer in between; what that hands on
 * goes to the task's own output.
 *
 * <p>In Flink: the class of the same name.
 */
public final class ChainingOutput implements ResultPartitionWriter {

    /**
     * @param operator the next operator, or several that are {@linkplain Operator#chain chained}
     * @param output the task's own
     * @param clock for the operator's timers
     */
    public ChainingOutput(Operator operator, ResultPartitionWriter output, Clock clock) {
        throw new Todo("6.6");
    }

    /**
     * Has the operator process the record. If the operator's {@link Operator#nextTimer} has come, it
     * first calls {@link Operator#onProcessingTime}, once.
     *
     * @throws InterruptedException if the operator throws one
     * @throws IllegalStateException if the operator throws another checked exception: the cause.
     *     Unchecked ones, an {@code Error} too, come out as they are
     */
    @Override
    public void collect(byte[] record) throws InterruptedException {
        throw new Todo("6.6");
    }

    /** Blocks while the task's own output has no free buffer. */
    @Override
    public void awaitAvailable() throws InterruptedException {
        throw new Todo("6.6");
    }

    /**
     * {@link Operator#endInput}, and then the task's own output is finished.
     *
     * @throws IllegalStateException if the operator throws a checked exception: the cause; the output isn't
     *     finished then. An interrupt leaves the thread's interrupt flag set. Unchecked ones come out as they
     *     are
     */
    @Override
    public void finish() {
        throw new Todo("6.6");
    }

    /** The task's own output is failed. */
    @Override
    public void fail(Throwable cause) {
        throw new Todo("6.6");
    }
}
