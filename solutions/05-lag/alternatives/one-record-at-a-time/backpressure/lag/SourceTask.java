package backpressure.lag;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import workbook.world.Clock;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;
import workbook.world.operator.StreamRecord;

/**
 * A source that asks whether the topic is finished only after a poll in vain, and then polls once more to be
 * sure. Its idle time is one volatile object, changed as a whole, so that it needs no lock.
 */
public final class SourceTask {

    private final Topic topic;
    private final Consumer consumer;
    private final int maxPollRecords;
    private final ResultPartitionWriter output;
    private final Clock clock;
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicLong recordsOut = new AtomicLong();
    private volatile Idle idle = new Idle(0, null);

    /** How long it has waited, and since when it does; null if it doesn't. */
    private record Idle(long before, Long since) {

        long at(long now) {
            return since == null ? before : before + now - since;
        }
    }

    public SourceTask(Topic topic, Consumer consumer, int maxPollRecords, ResultPartitionWriter output, Lock lock,
            Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.maxPollRecords = maxPollRecords;
        this.output = output;
        this.clock = clock;
    }

    public void run() throws Exception {
        boolean done = false;
        try {
            while (handOnAPoll() || awaitRecords() || handOnAPoll()) {
                // on and on
            }
            output.finish();
            done = true;
        } catch (Throwable cause) {
            if (!done) {
                output.fail(cause);
            }
            throw cause;
        }
    }

    public long fetched() {
        return fetched.get();
    }

    public long recordsOut() {
        return recordsOut.get();
    }

    public long idleNanos() {
        return idle.at(clock.nanoTime());
    }

    /** Whether there was anything. */
    private boolean handOnAPoll() throws InterruptedException {
        List<ConsumerRecord> records = consumer.poll(maxPollRecords);
        fetched.set(records.size());
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord record = records.get(i);
            byte[] bytes = new StreamRecord(record.timestamp(), record.value()).toBytes();
            output.awaitAvailable();
            output.collect(bytes);
            recordsOut.incrementAndGet();
            fetched.decrementAndGet();
        }
        return !records.isEmpty();
    }

    /** Whether there may be more: not, if the topic was finished before. */
    private boolean awaitRecords() throws InterruptedException {
        if (topic.isFinished()) {
            return false;
        }
        long[] positions = IntStream.range(0, topic.partitions()).mapToLong(consumer::position).toArray();
        long startedAt = clock.nanoTime();
        long before = idle.before;
        idle = new Idle(before, startedAt);
        try {
            topic.awaitRecords(positions, Long.MAX_VALUE);
        } finally {
            idle = new Idle(before + clock.nanoTime() - startedAt, null);
        }
        return true;
    }
}
