package backpressure.blockonemit;

import workbook.world.operator.Output;

/**
 * A task's output, as the task sees it.
 *
 * <p>In Flink: the interface of the same name.
 */
public interface ResultPartitionWriter extends Output {

    /**
     * Blocks while no output buffer is free. A task calls it before it takes its next record: soft
     * backpressure.
     *
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalStateException if the reader is gone; its cause says why
     */
    void awaitAvailable() throws InterruptedException;

    /** No record will follow: everything is handed on, and the reader is told. */
    void finish();

    /** The task has failed: the reader is told why. */
    void fail(Throwable cause);

    /** The output of a task that has none: a sink's. */
    static ResultPartitionWriter none() {
        return new ResultPartitionWriter() {
            @Override
            public void awaitAvailable() {
                // nothing to wait for
            }

            @Override
            public void collect(byte[] record) {
                throw new IllegalStateException("a sink has no output to emit to");
            }

            @Override
            public void finish() {
                // nobody to tell
            }

            @Override
            public void fail(Throwable cause) {
                // nobody to tell
            }
        };
    }
}
