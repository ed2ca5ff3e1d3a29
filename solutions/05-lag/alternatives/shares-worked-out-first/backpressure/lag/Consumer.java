package backpressure.lag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;

/**
 * Looks first how much each partition has, works out what each shall give, and then fetches from each once at
 * most. The positions are an array that never changes: each poll puts a new one into its place.
 */
public final class Consumer {

    private final Topic topic;
    private final String group;
    private volatile long[] positions;
    private volatile long reportedLag;
    private long given;

    public Consumer(Topic topic, String group) {
        this.topic = topic;
        this.group = group;
        long[] committed = new long[topic.partitions()];
        Arrays.setAll(committed, partition -> topic.committed(group, partition));
        positions = committed;
    }

    public List<ConsumerRecord> poll(int max) {
        long[] waiting = new long[topic.partitions()];
        Arrays.setAll(waiting, partition -> topic.endOffset(partition) - positions[partition]);
        long[] shares = shares(waiting, max);
        long[] next = positions.clone();
        List<ConsumerRecord> records = new ArrayList<>();
        for (int partition = 0; partition < shares.length; partition++) {
            if (shares[partition] > 0) {
                records.addAll(topic.fetch(partition, next[partition], (int) shares[partition]));
                next[partition] += shares[partition];
            }
        }
        given += max;
        positions = next;
        long left = 0;
        for (int partition = 0; partition < next.length; partition++) {
            left += topic.endOffset(partition) - next[partition];
        }
        reportedLag = left;
        return records;
    }

    public long position(int partition) {
        return positions[partition];
    }

    public void commit() {
        long[] now = positions;
        for (int partition = 0; partition < now.length; partition++) {
            topic.commit(group, partition, now[partition]);
        }
    }

    public long reportedLag() {
        return reportedLag;
    }

    /** Fills all to the same level, as far as they go; what is left over goes to the next ones in turn, one each. */
    private long[] shares(long[] waiting, long max) {
        long[] shares = new long[waiting.length];
        long left = Math.min(max, Arrays.stream(waiting).sum());
        while (left > 0) {
            long unfilled = 0;
            for (int partition = 0; partition < waiting.length; partition++) {
                unfilled += shares[partition] < waiting[partition] ? 1 : 0;
            }
            long each = left / unfilled;
            for (int i = 0; i < waiting.length && left > 0; i++) {
                int partition = (int) ((given + i) % waiting.length);
                long more = Math.min(Math.max(each, 1), waiting[partition] - shares[partition]);
                shares[partition] += more;
                left -= more;
            }
        }
        return shares;
    }
}
