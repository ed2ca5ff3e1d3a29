package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import workbook.world.Clock;
import workbook.world.operator.Operator;

/** Has one method that runs the operator and turns its exceptions into those that may come out. */
public final class ChainingOutput implements ResultPartitionWriter {

    private final Operator operator;
    private final ResultPartitionWriter output;
    private final Clock clock;

    /** Something that the operator does. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    public ChainingOutput(Operator operator, ResultPartitionWriter output, Clock clock) {
        this.operator = operator;
        this.output = output;
        this.clock = clock;
    }

    @Override
    public void collect(byte[] record) throws InterruptedException {
        run(() -> {
            if (clock.nanoTime() >= operator.nextTimer()) {
                operator.onProcessingTime(output);
            }
            operator.processElement(record, output);
        });
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
        output.awaitAvailable();
    }

    @Override
    public void finish() {
        try {
            run(() -> operator.endInput(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        output.finish();
    }

    @Override
    public void fail(Throwable cause) {
        output.fail(cause);
    }

    private static void run(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }
}
