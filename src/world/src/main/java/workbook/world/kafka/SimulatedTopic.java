package workbook.world.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Runtime;

/**
 * A topic with a producer that adds records at a steady rate, to each partition in turn. What is in
 * it follows from the clock alone, so it costs nothing to keep.
 *
 * <p>A record's value begins with its {@linkplain #number number}: 0 for the first produced.
 */
public final class SimulatedTopic implements Topic {

    /** The shortest record there is room in for its number. */
    public static final int MIN_RECORD_BYTES = Long.BYTES;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int partitions;
    private final int recordBytes;
    private final long total;
    private final Clock clock;
    private final Lock lock;
    private final Condition rateChanged;
    private volatile Stretch latest;
    private final Map<String, long[]> committed = new HashMap<>();

    /**
     * A time in which the producer kept one rate.
     *
     * @param before how many were produced before it
     * @param earlier the one before it; null for the first
     */
    private record Stretch(long from, long before, long recordsPerSecond, Stretch earlier) {

        long producedAt(long now) {
            long nanos = now - from;
            return before + nanos / NANOS_PER_SECOND * recordsPerSecond
                    + nanos % NANOS_PER_SECOND * recordsPerSecond / NANOS_PER_SECOND;
        }

        /** When so many have been produced. */
        long timeOf(long produced) {
            if (recordsPerSecond == 0) {
                return Long.MAX_VALUE;
            }
            long here = produced - before;
            return from + here / recordsPerSecond * NANOS_PER_SECOND
                    + (here % recordsPerSecond * NANOS_PER_SECOND + recordsPerSecond - 1) / recordsPerSecond;
        }
    }

    /**
     * @param partitions at least 1
     * @param recordsPerSecond of all partitions together; 0 or more
     * @param recordBytes the size of a value, at least {@link #MIN_RECORD_BYTES}
     * @param total how many records are produced in all; {@link Long#MAX_VALUE} for no end
     */
    public SimulatedTopic(int partitions, long recordsPerSecond, int recordBytes, long total, Runtime runtime) {
        if (partitions < 1 || recordsPerSecond < 0 || recordBytes < MIN_RECORD_BYTES || total < 0) {
            throw new IllegalArgumentException("a topic of " + partitions + " partitions, " + recordsPerSecond
                    + " records/s of " + recordBytes + " bytes, " + total + " in all");
        }
        this.partitions = partitions;
        this.recordBytes = recordBytes;
        this.total = total;
        this.clock = runtime.clock();
        this.lock = runtime.lock("topic");
        this.rateChanged = lock.newCondition();
        latest = new Stretch(clock.nanoTime(), 0, recordsPerSecond, null);
    }

    /** How many records were produced so far, in all partitions. */
    public long produced() {
        return Math.min(total, latest.producedAt(clock.nanoTime()));
    }

    /** From now on the producer adds so many per second, 0 or more; the first a whole interval from now. */
    public void changeRate(long recordsPerSecond) {
        if (recordsPerSecond < 0) {
            throw new IllegalArgumentException("a producer of " + recordsPerSecond + " records/s");
        }
        lock.lock();
        try {
            latest = new Stretch(clock.nanoTime(), produced(), recordsPerSecond, latest);
            rateChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Which record a value is: 0 for the first produced. */
    public static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public long endOffset(int partition) {
        checkPartition(partition);
        return endOffset(partition, produced());
    }

    @Override
    public List<ConsumerRecord> fetch(int partition, long offset, int max) {
        long end = endOffset(partition);
        if (offset < 0 || offset > end) {
            throw new IllegalArgumentException("offset " + offset + " of partition " + partition
                    + " is out of range: it goes from 0 to " + end);
        }
        List<ConsumerRecord> records = new ArrayList<>();
        for (long at = offset; at < end && records.size() < max; at++) {
            long number = at * partitions + partition;
            byte[] value = ByteBuffer.allocate(recordBytes).putLong(number).array();
            records.add(new ConsumerRecord(partition, at, timeOf(number), value));
        }
        return records;
    }

    @Override
    public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
        lock.lock();
        try {
            for (long produced = produced(); produced < total && clock.nanoTime() < deadline; produced = produced()) {
                long next = Long.MAX_VALUE;
                for (int partition = 0; partition < partitions; partition++) {
                    if (positions[partition] == Long.MAX_VALUE) {
                        continue;
                    }
                    if (endOffset(partition, produced) > positions[partition]) {
                        return;
                    }
                    long number = positions[partition] * partitions + partition;
                    next = Math.min(next, latest.timeOf(number + 1));
                }
                rateChanged.awaitNanos(Math.min(next, deadline) - clock.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isFinished() {
        return produced() == total;
    }

    @Override
    public void commit(String group, int partition, long offset) {
        checkPartition(partition);
        lock.lock();
        try {
            committed.computeIfAbsent(group, any -> new long[partitions])[partition] = offset;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long committed(String group, int partition) {
        checkPartition(partition);
        lock.lock();
        try {
            return committed.containsKey(group) ? committed.get(group)[partition] : 0;
        } finally {
            lock.unlock();
        }
    }

    private long endOffset(int partition, long produced) {
        return (produced + partitions - 1 - partition) / partitions;
    }

    private long timeOf(long number) {
        Stretch stretch = latest;
        while (stretch.before > number) {
            stretch = stretch.earlier;
        }
        return stretch.timeOf(number + 1);
    }

    private void checkPartition(int partition) {
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("there is no partition " + partition + ": they are numbered from 0 to "
                    + (partitions - 1));
        }
    }
}
