package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A writer that doesn't hold the lock while it waits for a buffer: what it writes into is a second object,
 * which knows whether it has one. In between there is none, so that a flush finds nothing.
 */
public final class RecordWriter implements ResultPartitionWriter {

    private final BlockingBufferPool pool;
    private final TimerGauge soft;
    private final TimerGauge hard;
    private final Filling filling;

    /** The buffer that is being filled, if there is one; guarded by the lock. */
    private static final class Filling {
        private final Lock lock;
        private final Subpartition target;
        private Buffer buffer;

        Filling(Lock lock, Subpartition target) {
            this.lock = lock;
            this.target = target;
        }

        /** Whether the record is written. If not, the full buffer has been handed on. */
        boolean append(byte[] record) {
            lock.lock();
            try {
                if (buffer != null && buffer.append(record)) {
                    return true;
                }
                handOn();
                return false;
            } finally {
                lock.unlock();
            }
        }

        void begin(Buffer next, byte[] record) {
            lock.lock();
            try {
                buffer = next;
                buffer.append(record);
            } finally {
                lock.unlock();
            }
        }

        void flush() {
            lock.lock();
            try {
                if (target.isEmpty()) {
                    handOn();
                }
            } finally {
                lock.unlock();
            }
        }

        void end(boolean failed, Message.Event event) {
            lock.lock();
            try {
                if (failed && buffer != null) {
                    Buffer dropped = buffer;
                    buffer = null;
                    dropped.recycle();
                }
                handOn();
                target.add(event);
            } finally {
                lock.unlock();
            }
        }

        int records() {
            lock.lock();
            try {
                return buffer == null ? 0 : buffer.records();
            } finally {
                lock.unlock();
            }
        }

        private void handOn() {
            if (buffer != null) {
                Message full = new Message.Data(buffer);
                buffer = null;
                target.add(full);
            }
        }
    }

    public RecordWriter(BlockingBufferPool pool, Subpartition target, Lock lock, Clock clock) {
        this.pool = pool;
        soft = new TimerGauge(lock, clock);
        hard = new TimerGauge(lock, clock);
        filling = new Filling(lock, target);
    }

    @Override
    public void collect(byte[] record) throws InterruptedException {
        if (filling.append(record)) {
            return;
        }
        Buffer next;
        hard.markStart();
        try {
            next = pool.take();
        } finally {
            hard.markEnd();
        }
        filling.begin(next, record);
    }

    @Override
    public void awaitAvailable() throws InterruptedException {
        soft.markStart();
        try {
            pool.awaitAvailable();
        } finally {
            soft.markEnd();
        }
    }

    public long softBackpressuredNanos() {
        return soft.nanos();
    }

    public long hardBackpressuredNanos() {
        return hard.nanos();
    }

    public void flush() {
        filling.flush();
    }

    @Override
    public void finish() {
        filling.end(false, new Message.EndOfInput());
    }

    @Override
    public void fail(Throwable cause) {
        filling.end(true, new Message.Failure(cause));
    }

    public int records() {
        return filling.records();
    }
}
