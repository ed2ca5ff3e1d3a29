package workbook.world.kafka;

import java.util.Arrays;
import java.util.List;

/**
 * The part of a topic that one of several readers has to read: every n-th partition, numbered anew
 * from 0.
 *
 * <p>In Flink: what {@code KafkaSourceEnumerator} assigns to one reader.
 */
public final class AssignedPartitions implements Topic {

    private final Topic topic;
    private final int reader;
    private final int readers;

    /**
     * @param topic the whole of it
     * @param reader which reader, from 0
     * @param readers how many there are, at most as many as the topic has partitions
     * @throws IllegalArgumentException if there is no such reader, or no partition for it
     */
    public AssignedPartitions(Topic topic, int reader, int readers) {
        if (reader < 0 || reader >= readers || readers > topic.partitions()) {
            throw new IllegalArgumentException("reader " + reader + " (from 0) of " + readers + " for "
                    + topic.partitions() + " partitions");
        }
        this.topic = topic;
        this.reader = reader;
        this.readers = readers;
    }

    /** What number a partition has in the whole topic. */
    public int numberInTopic(int partition) {
        return partition * readers + reader;
    }

    @Override
    public int partitions() {
        return (topic.partitions() - reader + readers - 1) / readers;
    }

    @Override
    public long endOffset(int partition) {
        return topic.endOffset(numberInTopic(partition));
    }

    @Override
    public List<ConsumerRecord> fetch(int partition, long offset, int max) {
        List<ConsumerRecord> records = topic.fetch(numberInTopic(partition), offset, max);
        return readers == 1 ? records : records.stream()
                .map(record -> new ConsumerRecord(partition, record.offset(), record.timestamp(), record.value()))
                .toList();
    }

    @Override
    public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
        long[] inTopic = new long[topic.partitions()];
        Arrays.fill(inTopic, Long.MAX_VALUE);
        for (int partition = 0; partition < positions.length; partition++) {
            inTopic[numberInTopic(partition)] = positions[partition];
        }
        topic.awaitRecords(inTopic, deadline);
    }

    @Override
    public boolean isFinished() {
        return topic.isFinished();
    }

    @Override
    public void commit(String group, int partition, long offset) {
        topic.commit(group, numberInTopic(partition), offset);
    }

    @Override
    public long committed(String group, int partition) {
        return topic.committed(group, numberInTopic(partition));
    }
}
