package workbook.world.operator;

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
        Operator work = (record, output) -> {
            runtime.sleep(nanosPerRecord);
            output.collect(record);
        };
        return work.chain(operator);
    }
}
