package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import workbook.world.operator.Operator;

/** A task that counts in atomics, and whose failure is told in a {@code finally}, by what was thrown until then. */
public final class Task {

    private final InputGate input;
    private final Operator operator;
    private final ResultPartitionWriter output;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean working = new AtomicBoolean();

    public Task(InputGate input, Operator operator, ResultPartitionWriter output) {
        this.input = input;
        this.operator = operator;
        this.output = output;
    }

    public void run() throws Exception {
        Throwable failure = null;
        try {
            work();
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            if (failure != null) {
                input.close(failure);
                output.fail(failure);
            }
        }
    }

    private void work() throws Exception {
        do {
            output.awaitAvailable();
            Optional<byte[]> record = input.next(operator.nextTimer());
            if (record.isEmpty() && !input.isFinished()) {
                operator.onProcessingTime(output);
            }
            if (record.isPresent()) {
                taken.incrementAndGet();
                working.set(true);
                operator.processElement(record.get(), output);
                working.set(false);
            }
        } while (!input.isFinished());
        operator.endInput(output);
        output.finish();
    }

    public long recordsIn() {
        return taken.get();
    }

    public long recordsInHand() {
        return working.get() ? 1 : 0;
    }
}
