package backpressure.lag;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;

/**
 * Reads a topic by dealing its records like cards: one from each partition in turn, until it has enough or
 * none has any left. Slower, and there is no share to work out, so nothing to round.
 */
public final class Consumer {

    private final Topic topic;
    private final String group;
    private final AtomicLong[] positions;
    private final AtomicLong reportedLag = new AtomicLong();
    /** Whose turn it is. */
    private int turn;

    public Consumer(Topic topic, String group) {
        this.topic = topic;
        this.group = group;
        positions = Stream.generate(AtomicLong::new).limit(topic.partitions()).toArray(AtomicLong[]::new);
        for (int partition = 0; partition < positions.length; partition++) {
            positions[partition].set(topic.committed(group, partition));
        }
    }

    public List<ConsumerRecord> poll(int max) {
        List<ConsumerRecord> records = new ArrayList<>();
        int inVain = 0;
        while (records.size() < max && inVain < positions.length) {
            List<ConsumerRecord> one = topic.fetch(turn, position(turn), 1);
            inVain = one.isEmpty() ? inVain + 1 : 0;
            positions[turn].addAndGet(one.size());
            records.addAll(one);
            turn = (turn + 1) % positions.length;
        }
        reportedLag.set(left());
        return records;
    }

    public long position(int partition) {
        return positions[partition].get();
    }

    public void commit() {
        for (int partition = 0; partition < positions.length; partition++) {
            topic.commit(group, partition, position(partition));
        }
    }

    public long reportedLag() {
        return reportedLag.get();
    }

    private long left() {
        long left = 0;
        for (int partition = 0; partition < positions.length; partition++) {
            left += topic.endOffset(partition) - position(partition);
        }
        return left;
    }
}
