package backpressure.lag;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;
import workbook.world.operator.StreamRecord;

/**
 * A source that keeps what it has fetched in a queue, and does one thing at a time: hand on a record, or fetch,
 * or wait. All its numbers are plain fields under the lock it is given, which it never holds while it waits.
 */
public final class SourceTask {

    private final Topic topic;
    private final Consumer consumer;
    private final int maxPollRecords;
    private final ResultPartitionWriter output;
    private final Lock lock;
    private final Clock clock;
    private final Deque<ConsumerRecord> inHand = new ArrayDeque<>();
    private long recordsOut;
    private long idleNanos;
    private long idleSince = -1;

    public SourceTask(Topic topic, Consumer consumer, int maxPollRecords, ResultPartitionWriter output, Lock lock,
            Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.maxPollRecords = maxPollRecords;
        this.output = output;
        this.lock = lock;
        this.clock = clock;
    }

    public void run() throws Exception {
        try {
            while (step()) {
                // on and on
            }
            output.finish();
        } catch (Exception | Error cause) {
            output.fail(cause);
            throw cause;
        }
    }

    public long fetched() {
        lock.lock();
        try {
            return inHand.size();
        } finally {
            lock.unlock();
        }
    }

    public long recordsOut() {
        lock.lock();
        try {
            return recordsOut;
        } finally {
            lock.unlock();
        }
    }

    public long idleNanos() {
        lock.lock();
        try {
            return idleNanos + (idleSince < 0 ? 0 : clock.nanoTime() - idleSince);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there may be more to do. */
    private boolean step() throws InterruptedException {
        boolean finished = topic.isFinished();
        if (fetched() == 0 && !fetch()) {
            if (finished) {
                return false;
            }
            waitForRecords();
            return true;
        }
        output.awaitAvailable();
        ConsumerRecord record = first();
        output.collect(new StreamRecord(record.timestamp(), record.value()).toBytes());
        handedOn();
        return true;
    }

    private boolean fetch() {
        lock.lock();
        try {
            return inHand.addAll(consumer.poll(maxPollRecords));
        } finally {
            lock.unlock();
        }
    }

    private ConsumerRecord first() {
        lock.lock();
        try {
            return inHand.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private void handedOn() {
        lock.lock();
        try {
            inHand.removeFirst();
            recordsOut++;
        } finally {
            lock.unlock();
        }
    }

    private void waitForRecords() throws InterruptedException {
        long[] positions = new long[topic.partitions()];
        for (int partition = 0; partition < positions.length; partition++) {
            positions[partition] = consumer.position(partition);
        }
        idle(true);
        try {
            topic.awaitRecords(positions, Long.MAX_VALUE);
        } finally {
            idle(false);
        }
    }

    private void idle(boolean begins) {
        lock.lock();
        try {
            if (begins) {
                idleSince = clock.nanoTime();
            } else {
                idleNanos += clock.nanoTime() - idleSince;
                idleSince = -1;
            }
        } finally {
            lock.unlock();
        }
    }
}
