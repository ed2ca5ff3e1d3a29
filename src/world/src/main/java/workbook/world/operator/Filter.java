package workbook.world.operator;

import java.util.function.Predicate;

/** Hands on the records that a predicate is true of, drops the others, and counts those. */
public final class Filter implements Operator {

    private final Predicate<byte[]> predicate;
    private volatile long dropped;

    public Filter(Predicate<byte[]> predicate) {
        this.predicate = predicate;
    }

    @Override
    public void processElement(byte[] record, Output output) throws InterruptedException {
        if (predicate.test(record)) {
            output.collect(record);
        } else {
            dropped++;
        }
    }

    /** How many records it has dropped so far. Any thread may ask. */
    public long dropped() {
        return dropped;
    }
}
