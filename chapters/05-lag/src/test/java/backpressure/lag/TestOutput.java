package backpressure.lag;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayList;
import java.util.List;

/** An output with room for everything, unless the test says otherwise, that remembers each call. */
class TestOutput implements ResultPartitionWriter {

    final List<String> calls = new ArrayList<>();
    final List<byte[]> records = new ArrayList<>();
    private Runnable beforeAwait = () -> { };
    private Runnable beforeCollect = () -> { };
    private Runnable beforeFinish = () -> { };
    Throwable failure;

    /** What {@link #awaitAvailable} does first. */
    TestOutput beforeAwait(Runnable action) {
        beforeAwait = action;
        return this;
    }

    /** What {@link #collect} does first. */
    TestOutput beforeCollect(Runnable action) {
        beforeCollect = action;
        return this;
    }

    /** What {@link #finish} does first. */
    TestOutput beforeFinish(Runnable action) {
        beforeFinish = action;
        return this;
    }

    @Override
    public void awaitAvailable() {
        beforeAwait.run();
        calls.add("awaitAvailable");
    }

    @Override
    public void collect(byte[] record) {
        beforeCollect.run();
        calls.add("collect");
        records.add(record);
    }

    @Override
    public void finish() {
        beforeFinish.run();
        calls.add("finish");
    }

    @Override
    public void fail(Throwable cause) {
        calls.add("fail");
        failure = cause;
    }
}
