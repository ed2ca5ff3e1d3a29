package workbook.world.operator;

/**
 * Where an operator hands on its records.
 *
 * <p>In Flink: {@code org.apache.flink.streaming.api.operators.Output}.
 */
@FunctionalInterface
public interface Output {

    /**
     * Hands on one record. May block: that is what "block on emit" means.
     *
     * @throws InterruptedException if the calling task was interrupted while it waited
     */
    void collect(byte[] record) throws InterruptedException;
}
