package workbook.world.kafka;

import java.util.List;

/**
 * A Kafka topic as seen by those who read it: partitions that only grow, each record at an offset,
 * and, per consumer group, the offsets the group has committed. Thread-safe.
 *
 * <p>In Kafka: {@code KafkaConsumer} and {@code Admin}, cut down to what a lag is made of.
 */
public interface Topic {

    /** How many partitions there are, at least 1; they are numbered from 0. */
    int partitions();

    /** The log-end offset: that of the next record to be produced, so also how many there are. */
    long endOffset(int partition);

    /**
     * The records from an offset on, in order, as many as there are and {@code max} at most; none
     * at the log's end. Never blocks.
     *
     * @throws IllegalArgumentException if the offset is below 0 or beyond the log's end
     */
    List<ConsumerRecord> fetch(int partition, long offset, int max);

    /**
     * Waits until at least one partition holds a record at or after its position, or the topic
     * {@link #isFinished}, or the deadline has come.
     *
     * @param positions one for each partition; {@link Long#MAX_VALUE} for one that isn't waited for
     * @param deadline a time of the runtime's clock, in nanoseconds; {@link Long#MAX_VALUE} for none
     */
    void awaitRecords(long[] positions, long deadline) throws InterruptedException;

    /** Whether the producer has stopped for good: no end offset will grow any more. */
    boolean isFinished();

    /** Remembers that the group has dealt with all records before this offset. */
    void commit(String group, int partition, long offset);

    /** What the group committed last; 0 if it never did. */
    long committed(String group, int partition);
}
