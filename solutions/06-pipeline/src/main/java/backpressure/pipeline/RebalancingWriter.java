package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.List;

/**
 * The output of a task that writes to several subtasks: each record goes to the next of them, in turn.
 *
 * <p>In Flink: a {@code RecordWriter} with a {@code RebalancePartitioner}, which two tasks of different
 * parallelism get by default.
 *
 * <p>One task uses it.
 */
public final class RebalancingWriter implements ResultPartitionWriter {

    private final List<ResultPartitionWriter> channels;
    private int next;

    /** @param channels one for each subtask that it writes to, all with buffers of the same pool; at least one */
    public RebalancingWriter(List<? extends ResultPartitionWriter> channels) {
        this.channels = List.copyOf(channels);
    }

    /** Writes to the next channel: the first one first, and after the last one the first again. */
    @Override
    public void collect(byte[] record) throws InterruptedException {
        channels.get(next).collect(record);
        next = (next + 1) % channels.size();
    }

    /** Blocks while the pool has no free buffer. Any one channel knows: it is the same for all. */
    @Override
    public void awaitAvailable() throws InterruptedException {
        channels.get(next).awaitAvailable();
    }

    /** Finishes every channel. */
    @Override
    public void finish() {
        channels.forEach(ResultPartitionWriter::finish);
    }

    /** Fails every channel. */
    @Override
    public void fail(Throwable cause) {
        channels.forEach(channel -> channel.fail(cause));
    }
}
