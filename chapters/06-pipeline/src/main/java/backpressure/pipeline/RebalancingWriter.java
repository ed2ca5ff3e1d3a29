package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.List;
import workbook.world.Todo;

/**
 * The output of a task that writes to several subtasks: each record goes to the next of them, in turn.
 *
 * <p>In Flink: a {@code RecordWriter} with a {@code RebalancePartitioner}, which two tasks of different
 * parallelism get by default.
 *
 * <p>One task uses it.
 */
public final class RebalancingWriter implements ResultPartitionWriter {

    /** @param channels one for each subtask that it writes to, all with buffers of the same pool; at least one */
    public RebalancingWriter(List<? extends ResultPartitionWriter> channels) {
        throw new Todo("6.7");
    }

    /** Writes to the next channel: the first one first, and after the last one the first again. */
    @Override
    public void collect(byte[] record) throws InterruptedException {
        throw new Todo("6.7");
    }

    /** Blocks while the pool has no free buffer. Any one channel knows: it is the same for all. */
    @Override
    public void awaitAvailable() throws InterruptedException {
        throw new Todo("6.7");
    }

    /** Finishes every channel. */
    @Override
    public void finish() {
        throw new Todo("6.7");
    }

    /** Fails every channel. */
    @Override
    public void fail(Throwable cause) {
        throw new Todo("6.7");
    }
}
