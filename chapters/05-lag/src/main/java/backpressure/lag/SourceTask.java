package backpressure.lag;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;
import workbook.world.kafka.Topic;
import workbook.world.operator.StreamRecord;

/**
 * The first task of a pipeline: fetches records from a topic and hands them on. When it can't hand
 * on, it doesn't fetch; nobody has to tell it.
 *
 * <p>In Flink: {@code SourceOperatorStreamTask} with a {@code KafkaSource}.
 *
 * <p>One task runs it; any thread may ask for the rest.
 */
public final class SourceTask {

    /**
     * @param topic what it reads
     * @param consumer how it reads it; nobody else polls
     * @param maxPollRecords how many records it fetches at once at most, at least 1
     * @param output where it hands them on
     * @param lock guards the idle time; the task doesn't hold it while it waits
     * @param clock for the idle time
     */
    public SourceTask(Topic topic, Consumer consumer, int maxPollRecords, ResultPartitionWriter output, Lock lock,
            Clock clock) {
        throw new Todo("5.7");
    }

    /**
     * Works until the topic is {@linkplain Topic#isFinished finished} and all its records were handed
     * on; then the output is finished. Round by round, it polls once, and then, record by record,
     * waits until the output has a free buffer (soft backpressure) and collects the record, as a
     * {@link StreamRecord} with the record's timestamp and value, in bytes. It doesn't poll again
     * before all of them are handed on. When a poll brings nothing it waits, with
     * {@link Topic#awaitRecords}: <em>idle</em> time. It commits nothing.
     *
     * <p>When anything fails, also the output's {@code finish}, or it is interrupted, the output is
     * failed, once, with what was thrown, and it throws the very same. The output isn't finished then.
     */
    public void run() throws Exception {
        throw new Todo("5.7");
    }

    /**
     * How many records it has polled and not handed on: one counts until {@code collect} has returned.
     * Those that its group dealt with before don't count.
     */
    public long fetched() {
        throw new Todo("5.7");
    }

    /** How many records it has handed on so far: one counts as soon as {@code collect} has returned. */
    public long recordsOut() {
        throw new Todo("5.7");
    }

    /**
     * Time spent waiting for records, in nanoseconds, up to this very moment. A wait that throws has
     * ended, too.
     */
    public long idleNanos() {
        throw new Todo("5.7");
    }
}
