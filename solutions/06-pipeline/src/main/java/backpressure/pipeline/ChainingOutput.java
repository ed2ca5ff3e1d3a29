package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import workbook.world.Clock;
import workbook.world.operator.Operator;

/**
 * The output of a task whose first operator is followed by another in the same task: what is
 * collected, the next operator processes at once, without any buffer in between; what that hands on
 * goes to the task's own output.
 *
 * <p>In Flink: the class of the same name.
 */
public final class ChainingOutput implements ResultPartitionWriter {

    private final Operator operator;
    private final ResultPartitionWriter output;
    private final Clock clock;

    /**
     * @param operator the next operator, or several that are {@linkplain Operator#chain chained}
     * @param output the task's own
     * @param clock for the operator's timers
     */
    public ChainingOutput(Operator operator, ResultPartitionWriter output, Clock clock) {
        this.operator = operator;
        this.output = output;
        this.clock = clock;
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
        try {
            if (operator.nextTimer() <= clock.nanoTime()) {
                operator.onProcessingTime(output);
            }
            operator.processElement(record, output);
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a chained operator failed", e);
        }
    }

    /** Blocks while the task's own output has no free buffer. */
    @Override
    public void awaitAvailable() throws InterruptedException {
        output.awaitAvailable();
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
        try {
            operator.endInput(output);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a chained operator was interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("a chained operator failed", e);
        }
        output.finish();
    }

    /** The task's own output is failed. */
    @Override
    public void fail(Throwable cause) {
        output.fail(cause);
    }
}
