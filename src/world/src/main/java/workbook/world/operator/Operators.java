package workbook.world.operator;

import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import workbook.world.Runtime;

/** The operators the exercises are run with. */
public final class Operators {

    private Operators() {
    }

    /** Hands on each record, changed. */
    public static Operator map(UnaryOperator<byte[]> function) {
        return (record, output) -> output.collect(function.apply(record));
    }

    /**
     * The same operator, but each record takes so long before it is processed.
     *
     * @param nanosPerRecord 0 or more
     */
    public static Operator slowed(Operator operator, long nanosPerRecord, Runtime runtime) {
        if (nanosPerRecord == 0) {
            return operator;
        }
        return slowed(operator, () -> nanosPerRecord, runtime);
    }

    /**
     * The same operator, but each record takes some time before it is processed.
     *
     * @param nanosPerRecord how long the next one takes, 0 or more; asked before each
     */
    public static Operator slowed(Operator operator, LongSupplier nanosPerRecord, Runtime runtime) {
        Operator work = (record, output) -> {
            runtime.sleep(nanosPerRecord.getAsLong());
            output.collect(record);
        };
        return work.chain(operator);
    }
}
