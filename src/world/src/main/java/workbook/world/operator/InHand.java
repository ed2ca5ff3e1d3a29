package workbook.world.operator;

/**
 * An operator that says whether it is at a record right now. Who counts records wants to know: one that
 * a sink has taken into its batch is still in the hands of whoever gave it to the sink.
 */
public final class InHand implements Operator {

    private final Operator operator;
    private volatile int records;

    /** @param operator does the work */
    public InHand(Operator operator) {
        this.operator = operator;
    }

    /** How many records it has been given and isn't done with: 0 or 1. Any thread may ask. */
    public int records() {
        return records;
    }

    @Override
    public void processElement(byte[] record, Output output) throws Exception {
        records = 1;
        operator.processElement(record, output);
        records = 0;
    }

    @Override
    public long nextTimer() {
        return operator.nextTimer();
    }

    @Override
    public void onProcessingTime(Output output) throws Exception {
        operator.onProcessingTime(output);
    }

    @Override
    public void endInput(Output output) throws Exception {
        operator.endInput(output);
    }
}
