package workbook.world.kafka;

import java.util.List;

/**
 * A topic for a job that goes on from a checkpoint: whatever its group is called, it finds those offsets committed.
 *
 * <p>In Flink: a {@code KafkaSource} that is restored begins at the offsets of the checkpoint, not at the group's.
 */
public final class RestoredTopic implements Topic {

    private final Topic topic;
    private final long[] offsets;

    /** @param offsets one for each partition: all before it are dealt with */
    public RestoredTopic(Topic topic, long[] offsets) {
        this.topic = topic;
        this.offsets = offsets.clone();
    }

    @Override
    public int partitions() {
        return topic.partitions();
    }

    @Override
    public long endOffset(int partition) {
        return topic.endOffset(partition);
    }

    @Override
    public List<ConsumerRecord> fetch(int partition, long offset, int max) {
        return topic.fetch(partition, offset, max);
    }

    @Override
    public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
        topic.awaitRecords(positions, deadline);
    }

    @Override
    public boolean isFinished() {
        return topic.isFinished();
    }

    @Override
    public void commit(String group, int partition, long offset) {
        topic.commit(group, partition, offset);
    }

    /** What the group has committed since, if that is more. */
    @Override
    public long committed(String group, int partition) {
        return Math.max(offsets[partition], topic.committed(group, partition));
    }
}
