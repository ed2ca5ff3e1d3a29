package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayList;
import java.util.List;

/** An output with room for everything, that remembers what a task did with it; one method may be made to throw. */
final class TestOutput implements ResultPartitionWriter {

    /** What was handed on, finished and failed, in this order. */
    final List<String> story = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private String throwing = "";
    private RuntimeException thrown;

    TestOutput throwing(String method, RuntimeException thrown) {
        throwing = method;
        this.thrown = thrown;
        return this;
    }

    @Override
    public void awaitAvailable() {
        mayThrow("awaitAvailable");
    }

    @Override
    public void collect(byte[] record) {
        mayThrow("collect");
        story.add(TestRecords.word(record));
    }

    @Override
    public void finish() {
        mayThrow("finish");
        story.add("finish()");
    }

    @Override
    public void fail(Throwable cause) {
        story.add("fail(" + cause.getMessage() + ")");
        failures.add(cause);
    }

    private void mayThrow(String method) {
        if (throwing.equals(method)) {
            throw thrown;
        }
    }
}
