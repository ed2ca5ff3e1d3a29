package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import workbook.world.operator.Operator;

/**
 * The reference's task, made faster for {@code ./workbook bench}: its counters, which others may look at, are set with
 * {@code lazySet}. To set a volatile field, a processor waits until all can see it, three times for each record.
 */
public final class Task {

    private final InputGate input;
    private final Operator operator;
    private final ResultPartitionWriter output;
    private final AtomicLong recordsIn = new AtomicLong();
    private final AtomicLong recordsInHand = new AtomicLong();
    private long count;

    public Task(InputGate input, Operator operator, ResultPartitionWriter output) {
        this.input = input;
        this.operator = operator;
        this.output = output;
    }

    public void run() throws Exception {
        try {
            while (!input.isFinished()) {
                output.awaitAvailable();
                Optional<byte[]> record = input.next(operator.nextTimer());
                if (record.isPresent()) {
                    process(record.get());
                } else if (!input.isFinished()) {
                    operator.onProcessingTime(output);
                }
            }
            operator.endInput(output);
            output.finish();
        } catch (Throwable cause) {
            output.fail(cause);
            input.close(cause);
            throw cause;
        }
    }

    public long recordsIn() {
        return recordsIn.get();
    }

    public long recordsInHand() {
        return recordsInHand.get();
    }

    private void process(byte[] record) throws Exception {
        count++;
        recordsIn.lazySet(count);
        recordsInHand.lazySet(1);
        operator.processElement(record, output);
        recordsInHand.lazySet(0);
    }
}
