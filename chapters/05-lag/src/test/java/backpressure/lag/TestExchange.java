package backpressure.lag;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Runtime;
import workbook.world.operator.StreamRecord;

/** An exchange whose writer and pool are the student's. Its reader reads when the test says so. */
class TestExchange implements Subpartition {

    final RecordWriter writer;
    final BlockingBufferPool pool;
    /** What the reader has read, as values. */
    final List<byte[]> read = new ArrayList<>();
    boolean ended;
    private final Runtime runtime;
    private final Lock lock;
    private final Condition added;
    private final Deque<Message> waiting = new ArrayDeque<>();

    /** @param recordsPerBuffer records whose value has so many bytes */
    TestExchange(int buffers, int recordsPerBuffer, int valueBytes, Runtime runtime) {
        this.runtime = runtime;
        lock = runtime.lock("exchange");
        added = lock.newCondition();
        int inBuffer = Buffer.LENGTH_BYTES + StreamRecord.HEADER_BYTES + valueBytes;
        pool = new BlockingBufferPool(buffers, recordsPerBuffer * inBuffer, lock);
        writer = new RecordWriter(pool, this, lock, runtime.clock());
    }

    @Override
    public void add(Message message) {
        lock.lock();
        try {
            waiting.add(message);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** A task: reads on and on, each record taking so long; a buffer goes home after its last one. */
    void readSlowly(long nanosPerRecord) throws InterruptedException {
        while (!ended) {
            Message message = take();
            if (message instanceof Message.Data data) {
                while (data.buffer().records() > 0) {
                    runtime.sleep(nanosPerRecord);
                    read.add(StreamRecord.fromBytes(data.buffer().next().orElseThrow()).value());
                }
                data.buffer().recycle();
            } else {
                ended = true;
            }
        }
    }

    private Message take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                added.await();
            }
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }
}
