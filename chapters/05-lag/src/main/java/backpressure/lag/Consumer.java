package backpressure.lag;

import java.util.List;
import workbook.world.Todo;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;

/**
 * Reads a topic for a consumer group: keeps its position in every partition, and commits it when told.
 *
 * <p>In Kafka: {@code KafkaConsumer}, with all partitions assigned.
 *
 * <p>One task polls and commits; any thread may ask for {@link #position} and {@link #reportedLag}.
 */
public final class Consumer {

    /** A consumer that goes on where its group has committed last; at 0, if the group never did. */
    public Consumer(Topic topic, String group) {
        throw new Todo("5.1");
    }

    /**
     * Fetches records that weren't fetched yet, and moves the positions behind them. Never blocks.
     *
     * <p>No record is skipped or fetched twice. There are as many as the topic has, and {@code max} at
     * most: what one partition hasn't got, the others give. Those of one partition come in the order
     * of their offsets. While every partition has enough, none is favoured: no two give numbers that
     * differ by more than one, and any n polls in a row reach all n partitions, also if {@code max} is
     * less than n.
     *
     * @param max at least 1, and {@link Integer#MAX_VALUE} at most
     * @return none, if the topic has no more
     */
    public List<ConsumerRecord> poll(int max) {
        throw new Todo("5.1");
    }

    /** The offset it fetches next from that partition. */
    public long position(int partition) {
        throw new Todo("5.1");
    }

    /** Commits the positions: a consumer of the same group that is made later goes on from there. */
    public void commit() {
        throw new Todo("5.2");
    }

    /**
     * How many records it had not fetched when {@link #poll} last returned, in all partitions
     * together; 0 if it never did. It doesn't ask the topic again. In Kafka: {@code records-lag},
     * summed up; in Flink: {@code pendingRecords}.
     */
    public long reportedLag() {
        throw new Todo("5.6");
    }
}
