package workbook.lab.mine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import workbook.lab.LabTrouble;
import workbook.world.Clock;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;

/**
 * A topic of a real Kafka. As every Kafka consumer does, it has fetched some records before they are asked for; they
 * count as lag until they are.
 *
 * <p>The end offsets are those of the last {@link #look} at the broker, or of the last record that has come, whichever
 * is more. What lies before them, {@link #fetch} waits for, as long as it is on its way from the broker.
 */
public final class KafkaTopic implements Topic {

    /** So many records of a partition lie ready at most, unless more are asked for. */
    private static final int MOST_READY = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_ANSWER_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Offsets offsets;
    private final Clock clock;
    /** The clock's time at the beginning of 1970. */
    private final long epoch;
    private final AtomicLongArray ends;

    /** Guards the consumer, and what is ready. Never held by who asks for end offsets. */
    private final Lock lock = new ReentrantLock();
    private final List<Deque<ConsumerRecord>> ready = new ArrayList<>();
    private final long[] fetchesNext;

    /**
     * @param consumer nobody else's; nothing is assigned to it yet
     * @param clock the runtime's, for the records' timestamps and for deadlines
     */
    KafkaTopic(Consumer<byte[], byte[]> consumer, String topic, int partitions, Offsets offsets, Clock clock) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.clock = clock;
        this.partitions = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
        epoch = clock.nanoTime() - System.currentTimeMillis() * NANOS_PER_MILLI;
        ends = new AtomicLongArray(partitions);
        fetchesNext = new long[partitions];
        consumer.assign(this.partitions);
        for (int p = 0; p < partitions; p++) {
            ready.add(new ArrayDeque<>());
            consumer.seek(this.partitions.get(p), 0);
        }
        look();
    }

    /** Asks the broker for the end offsets. */
    void look() {
        long[] now = offsets.ends();
        for (int p = 0; p < now.length; p++) {
            knowEnd(p, now[p]);
        }
    }

    /** How many records have been produced, as far as is known. */
    long produced() {
        return IntStream.range(0, partitions()).mapToLong(ends::get).sum();
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    public long endOffset(int partition) {
        checkPartition(partition);
        return ends.get(partition);
    }

    @Override
    public List<ConsumerRecord> fetch(int partition, long offset, int max) {
        checkPartition(partition);
        if (offset > ends.get(partition)) {
            look();
        }
        long end = ends.get(partition);
        if (offset < 0 || offset > end) {
            throw outOfRange(offset, partition);
        }
        int wanted = (int) Math.min(max, end - offset);
        if (wanted <= 0) {
            return List.of();
        }
        lock.lock();
        try {
            seek(partition, offset);
            await(partition, wanted);
            List<ConsumerRecord> records = new ArrayList<>(wanted);
            while (records.size() < wanted) {
                records.add(ready.get(partition).removeFirst());
            }
            return records;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
        while (!isAnyBehindEnd(positions) && clock.nanoTime() < deadline) {
            lock.lockInterruptibly();
            try {
                for (int p = 0; p < positions.length; p++) {
                    if (positions[p] != Long.MAX_VALUE) {
                        seek(p, positions[p]);
                    }
                }
                long nanos = Math.max(0, deadline - clock.nanoTime());
                poll(nanos < POLL.toNanos() ? Duration.ofNanos(nanos) : POLL, MOST_READY);
            } catch (InterruptException e) {
                Thread.interrupted(); // the exception says it
                throw (InterruptedException) new InterruptedException().initCause(e);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Never: the producer goes on as long as the lab runs. */
    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public void commit(String group, int partition, long offset) {
        checkPartition(partition);
        offsets.commit(group, Map.of(partition, offset));
    }

    @Override
    public long committed(String group, int partition) {
        checkPartition(partition);
        return offsets.committed(group).getOrDefault(partition, 0L);
    }

    private boolean isAnyBehindEnd(long[] positions) {
        return IntStream.range(0, positions.length).anyMatch(p -> positions[p] < ends.get(p));
    }

    /** What is ready begins at that offset, or will. */
    private void seek(int partition, long offset) {
        Deque<ConsumerRecord> records = ready.get(partition);
        long begins = records.isEmpty() ? fetchesNext[partition] : records.getFirst().offset();
        if (begins != offset) {
            records.clear();
            fetchesNext[partition] = offset;
            consumer.seek(partitions.get(partition), offset);
        }
    }

    private void await(int partition, int wanted) {
        long start = clock.nanoTime();
        while (ready.get(partition).size() < wanted) {
            poll(POLL, Math.max(MOST_READY, wanted));
            if (clock.nanoTime() - start > LONGEST_ANSWER_NANOS) {
                throw new LabTrouble("Kafka no longer answers: partition " + partition + " has records, and they"
                        + " don't come. Try again.");
            }
        }
    }

    private void poll(Duration timeout, int most) {
        List<TopicPartition> full = IntStream.range(0, partitions()).filter(p -> ready.get(p).size() >= most)
                .mapToObj(partitions::get).toList();
        consumer.resume(partitions);
        consumer.pause(full);
        for (var record : polled(timeout)) {
            int partition = record.partition();
            ready.get(partition).addLast(new ConsumerRecord(partition, record.offset(),
                    epoch + record.timestamp() * NANOS_PER_MILLI, record.value()));
            fetchesNext[partition] = record.offset() + 1;
            knowEnd(partition, record.offset() + 1);
        }
    }

    private ConsumerRecords<byte[], byte[]> polled(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (OffsetOutOfRangeException e) { // a position that nobody ever was at
            Map.Entry<TopicPartition, Long> first = e.offsetOutOfRangePartitions().entrySet().iterator().next();
            throw outOfRange(first.getValue(), first.getKey().partition());
        }
    }

    private IllegalArgumentException outOfRange(long offset, int partition) {
        return new IllegalArgumentException("offset " + offset + " of partition " + partition
                + " is out of range: it goes from 0 to " + ends.get(partition));
    }

    /** An end offset only grows. */
    private void knowEnd(int partition, long end) {
        ends.accumulateAndGet(partition, end, Math::max);
    }

    private void checkPartition(int partition) {
        if (partition < 0 || partition >= partitions()) {
            throw new IllegalArgumentException("there is no partition " + partition + ": they are numbered from 0 to "
                    + (partitions() - 1));
        }
    }

    @Override
    public String toString() {
        return "KafkaTopic" + Arrays.toString(IntStream.range(0, partitions()).mapToLong(ends::get).toArray());
    }
}
