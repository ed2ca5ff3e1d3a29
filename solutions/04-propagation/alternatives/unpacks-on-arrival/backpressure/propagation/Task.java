package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.Optional;
import workbook.world.operator.Operator;

/**
 * A task whose two counts are one object, replaced as a whole, so that a reader never sees the one without
 * the other. Its loop is one method that does a round and says whether there was one.
 */
public final class Task {

    private final InputGate input;
    private final Operator operator;
    private final ResultPartitionWriter output;
    private volatile Counts counts = new Counts(0, 0);

    private record Counts(long in, long inHand) {
    }

    public Task(InputGate input, Operator operator, ResultPartitionWriter output) {
        this.input = input;
        this.operator = operator;
        this.output = output;
    }

    public void run() throws Exception {
        try {
            while (round()) {
                // round by round
            }
            operator.endInput(output);
            output.finish();
        } catch (Exception | Error failure) {
            output.fail(failure);
            input.close(failure);
            throw failure;
        }
    }

    /** Whether there was something to do: false at the end of the input. */
    private boolean round() throws Exception {
        long timer = operator.nextTimer();
        output.awaitAvailable();
        Optional<byte[]> record = input.next(timer);
        if (record.isPresent()) {
            counts = new Counts(counts.in + 1, 1);
            operator.processElement(record.get(), output);
            counts = new Counts(counts.in, 0);
            return true;
        }
        if (input.isFinished()) {
            return false;
        }
        operator.onProcessingTime(output);
        return true;
    }

    public long recordsIn() {
        return counts.in;
    }

    public long recordsInHand() {
        return counts.inHand;
    }
}
