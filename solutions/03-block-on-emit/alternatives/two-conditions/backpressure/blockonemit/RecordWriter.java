package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A writer that runs each of its methods through one that locks, and takes the buffer out of its field
 * before anything is done with it: an {@link Optional} that is empty by then.
 */
public final class RecordWriter implements ResultPartitionWriter {

    private final BlockingBufferPool pool;
    private final Subpartition target;
    private final Lock lock;
    private final TimerGauge soft;
    private final TimerGauge hard;
    private Optional<Buffer> begun = Optional.empty();

    /** Work that may wait. */
    private interface Waiting {
        void run() throws InterruptedException;
    }

    public RecordWriter(BlockingBufferPool pool, Subpartition target, Lock lock, Clock clock) {
        this.pool = pool;
        this.target = target;
        this.lock = lock;
        soft = new TimerGauge(lock, clock);
        hard = new TimerGauge(lock, clock);
    }

    @Override
    public void collect(byte[] record) throws InterruptedException {
        lock.lock();
        try {
            while (!begun.map(buffer -> buffer.append(record)).orElse(false)) {
                letGo().ifPresent(this::send);
                measured(hard, () -> begun = Optional.of(pool.take()));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
        measured(soft, pool::awaitAvailable);
    }

    public long softBackpressuredNanos() {
        return soft.nanos();
    }

    public long hardBackpressuredNanos() {
        return hard.nanos();
    }

    public void flush() {
        locked(() -> {
            if (target.isEmpty()) {
                letGo().ifPresent(this::send);
            }
        });
    }

    @Override
    public void finish() {
        locked(() -> {
            letGo().ifPresent(this::send);
            target.add(new Message.EndOfInput());
        });
    }

    @Override
    public void fail(Throwable cause) {
        locked(() -> {
            letGo().ifPresent(Buffer::recycle);
            target.add(new Message.Failure(cause));
        });
    }

    public int records() {
        int[] records = new int[1];
        locked(() -> records[0] = begun.map(Buffer::records).orElse(0));
        return records[0];
    }

    private Optional<Buffer> letGo() {
        Optional<Buffer> buffer = begun;
        begun = Optional.empty();
        return buffer;
    }

    private void send(Buffer buffer) {
        target.add(new Message.Data(buffer));
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static void measured(TimerGauge gauge, Waiting waiting) throws InterruptedException {
        gauge.markStart();
        try {
            waiting.run();
        } finally {
            gauge.markEnd();
        }
    }
}
