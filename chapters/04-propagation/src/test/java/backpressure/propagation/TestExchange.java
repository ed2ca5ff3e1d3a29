package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Runtime;

/** All that lies between two tasks, under one lock: pool and writer above, channel, gate below. */
final class TestExchange {

    final int buffers;
    final BlockingBufferPool pool;
    final Subpartition target;
    final InputChannel channel;
    final RecordWriter writer;
    final InputGate gate;

    private TestExchange(int buffers, BlockingBufferPool pool, Subpartition target, InputChannel channel, Lock lock,
            Clock clock) {
        this.buffers = buffers;
        this.pool = pool;
        this.target = target;
        this.channel = channel;
        writer = new RecordWriter(pool, target, lock, clock);
        gate = new InputGate(channel, lock, clock);
    }

    static TestExchange local(Runtime runtime, String name, int buffers, int bufferBytes) {
        Lock lock = runtime.lock(name);
        BlockingBufferPool pool = new BlockingBufferPool(buffers, bufferBytes, lock);
        LocalChannel channel = new LocalChannel(pool, lock, runtime.clock());
        return new TestExchange(buffers, pool, channel, channel, lock, runtime.clock());
    }

    static TestExchange remote(Runtime runtime, String name, int buffers, int exclusive, int floating,
            int bufferBytes) {
        Lock lock = runtime.lock(name);
        BlockingBufferPool pool = new BlockingBufferPool(buffers, bufferBytes, lock);
        CreditedReceiver receiver =
                new CreditedReceiver(exclusive, bufferBytes, new FloatingBuffers(floating, bufferBytes));
        RemoteChannel channel = new RemoteChannel(pool, receiver, lock, runtime.clock());
        return new TestExchange(buffers, pool, channel, channel, lock, runtime.clock());
    }

    /** Records handed on above and not taken below, wherever they lie. */
    int records() {
        return writer.records() + channel.records() + gate.records();
    }

    /** Hands on one buffer with these words in it, past the writer. Blocks while the pool is empty. */
    void handOn(String... words) throws InterruptedException {
        target.add(TestRecords.data(pool, words));
    }

    /** What a task above does: as many records as these, each as soon as there is a free buffer, and then the end. */
    void send(String... words) throws InterruptedException {
        for (String word : words) {
            writer.awaitAvailable();
            writer.collect(TestRecords.record(word));
        }
        writer.finish();
    }
}
