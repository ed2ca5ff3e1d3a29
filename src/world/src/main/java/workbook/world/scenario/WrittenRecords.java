package workbook.world.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.operator.StreamRecord;

/**
 * Which records the database has committed: each must come once. What comes in the order of its partition takes no
 * room.
 */
public final class WrittenRecords {

    /** For each partition: all before this offset were written. */
    private final long[] next;
    /** For each partition: those after a gap. */
    private final List<Set<Long>> beyond = new ArrayList<>();

    WrittenRecords(int partitions) {
        this(new long[partitions]);
    }

    /** @param from for each partition: all before this offset were written by somebody else */
    public WrittenRecords(long[] from) {
        next = from.clone();
        for (int i = 0; i < from.length; i++) {
            beyond.add(new HashSet<>());
        }
    }

    /** @return whether it was produced, and wasn't there yet */
    public boolean add(byte[] row, long produced) {
        long number = SimulatedTopic.number(StreamRecord.fromBytes(row).value());
        if (number < 0 || number >= produced) {
            return false;
        }
        int partition = (int) (number % next.length);
        long offset = number / next.length;
        if (offset < next[partition] || !beyond.get(partition).add(offset)) {
            return false;
        }
        while (beyond.get(partition).remove(next[partition])) {
            next[partition]++;
        }
        return true;
    }

    /** The first offset of a partition that wasn't written: where one would have to go on. */
    public long next(int partition) {
        return next[partition];
    }
}
