package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the channels in a line: whoever got a record goes to its end. Whether there is a buffer, it asks all of them. */
public final class RebalancingWriter implements ResultPartitionWriter {

    private final Deque<ResultPartitionWriter> line;

    public RebalancingWriter(List<? extends ResultPartitionWriter> channels) {
        line = new ArrayDeque<>(channels);
    }

    @Override
    public void collect(byte[] record) throws InterruptedException {
        ResultPartitionWriter channel = line.removeFirst();
        line.addLast(channel);
        channel.collect(record);
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
        for (ResultPartitionWriter channel : line) {
            channel.awaitAvailable();
        }
    }

    @Override
    public void finish() {
        for (ResultPartitionWriter channel : line) {
            channel.finish();
        }
    }

    @Override
    public void fail(Throwable cause) {
        for (ResultPartitionWriter channel : line) {
            channel.fail(cause);
        }
    }
}
