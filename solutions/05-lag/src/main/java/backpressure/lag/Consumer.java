package backpressure.lag;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
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

    private final Topic topic;
    private final String group;
    private final AtomicLongArray positions;
    private int first;
    private volatile long reportedLag;

    /** A consumer that goes on where its group has committed last; at 0, if the group never did. */
    public Consumer(Topic topic, String group) {
        this.topic = topic;
        this.group = group;
        positions = new AtomicLongArray(topic.partitions());
        for (int partition = 0; partition < topic.partitions(); partition++) {
            positions.set(partition, topic.committed(group, partition));
        }
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
        List<ConsumerRecord> records = new ArrayList<>();
        int before;
        do {
            before = records.size();
            pollEachPartition(max, records);
        } while (records.size() < max && records.size() > before);
        first = (first + max % topic.partitions()) % topic.partitions();   // the one after the last that gave more
        reportedLag = lag();
        return records;
    }

    /** The offset it fetches next from that partition. */
    public long position(int partition) {
        return positions.get(partition);
    }

    /** Commits the positions: a consumer of the same group that is made later goes on from there. */
    public void commit() {
        for (int partition = 0; partition < topic.partitions(); partition++) {
            topic.commit(group, partition, position(partition));
        }
    }

    /**
     * How many records it had not fetched when {@link #poll} last returned, in all partitions
     * together; 0 if it never did. It doesn't ask the topic again. In Kafka: {@code records-lag},
     * summed up; in Flink: {@code pendingRecords}.
     */
    public long reportedLag() {
        return reportedLag;
    }

    private void pollEachPartition(int max, List<ConsumerRecord> records) {
        int partitions = topic.partitions();
        for (int i = 0; i < partitions; i++) {
            int partition = (first + i) % partitions;
            int left = max - records.size();
            int sharers = partitions - i;
            int share = left / sharers + (left % sharers == 0 ? 0 : 1);   // rounded up: the first ones give one more
            List<ConsumerRecord> fetched = topic.fetch(partition, position(partition), share);
            positions.addAndGet(partition, fetched.size());
            records.addAll(fetched);
        }
    }

    private long lag() {
        long lag = 0;
        for (int partition = 0; partition < topic.partitions(); partition++) {
            lag += topic.endOffset(partition) - position(partition);
        }
        return lag;
    }
}
