package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * Packs records into buffers and hands the full ones on. When the pool has no buffer left,
 * {@link #collect} blocks: block on emit.
 *
 * <p>In Flink: the class of the same name, with {@code BufferWritingResultPartition}.
 *
 * <p>Thread-safe: one task collects, another flushes, others read the times. All waiting and mutual
 * exclusion goes through the lock it is given, which the pool and the target share.
 */
public final class RecordWriter implements ResultPartitionWriter {

    private final BlockingBufferPool pool;
    private final Subpartition target;
    private final Lock lock;
    private final TimerGauge soft;
    private final TimerGauge hard;
    private Buffer current;

    /**
     * A writer that holds no buffer yet.
     *
     * @param pool where it takes its buffers from
     * @param target where it adds the finished ones, as {@link Message.Data}
     * @param lock the exchange's lock
     * @param clock for the time it spends waiting
     */
    public RecordWriter(BlockingBufferPool pool, Subpartition target, Lock lock, Clock clock) {
        this.pool = pool;
        this.target = target;
        this.lock = lock;
        soft = new TimerGauge(lock, clock);
        hard = new TimerGauge(lock, clock);
    }

    /**
     * Appends the record to the buffer it is filling. If there is none, it first takes one; if the
     * record doesn't fit, it first hands on the full one and takes the next. Taking blocks while the
     * pool is empty, and that time is <em>hard</em> backpressure. While it blocks, {@link #flush}
     * doesn't.
     *
     * @throws IllegalArgumentException if the record is too large for any buffer, as
     *     {@link backpressure.buffers.Buffer#append} says; after that only {@link #fail} is sure to work,
     *     and no buffer that was taken is lost
     * @throws InterruptedException if interrupted while it waits; the record is then not written, all
     *     before it is, no buffer is lost, and the writer can go on
     * @throws IllegalStateException if it has to take a buffer and the pool is closed, before or while it
     *     waits; its cause says why, and the record is not written
     */
    @Override
    public void collect(byte[] record) throws InterruptedException {
        lock.lock();
        try {
            if (current != null && current.append(record)) {
                return;
            }
            handOn();
            current = take();
            current.append(record);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks while the pool has no free buffer, even if there is room in the one it is filling: nobody
     * knows how large the next record will be. That time is <em>soft</em> backpressure. Takes no buffer.
     *
     * @throws InterruptedException as {@link BlockingBufferPool#awaitAvailable}
     * @throws IllegalStateException as {@link BlockingBufferPool#awaitAvailable}
     */
    @Override
    public void awaitAvailable() throws InterruptedException {
        if (pool.isAvailable()) {
            return;   // as nearly always: a look at the clock for every record would take time
        }
        lock.lock();
        try {
            soft.markStart();
            pool.awaitAvailable();
        } finally {
            soft.markEnd();
            lock.unlock();
        }
    }

    /**
     * Time spent waiting for a buffer in {@link #awaitAvailable}, in nanoseconds, up to this very moment:
     * also while the wait goes on. A wait that ends with an exception counts until then.
     */
    public long softBackpressuredNanos() {
        return soft.nanos();
    }

    /** Time spent waiting for a buffer in {@link #collect}; otherwise as {@link #softBackpressuredNanos}. */
    public long hardBackpressuredNanos() {
        return hard.nanos();
    }

    /**
     * Hands on a buffer that is only part full, so that its records don't wait for more to come. If
     * something still waits at the target ({@link Subpartition#isEmpty}), or there is nothing to hand on,
     * it does nothing: while {@link #collect} blocks, and after {@link #finish} and {@link #fail}, there is
     * nothing. Takes no buffer and never blocks for one. Called by another thread, every 100 ms or so.
     */
    public void flush() {
        lock.lock();
        try {
            if (target.isEmpty()) {
                handOn();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands on what there is, full or not, and after it {@link Message.EndOfInput}. The pool isn't closed.
     * Never blocks. Nothing is collected afterwards.
     */
    @Override
    public void finish() {
        lock.lock();
        try {
            handOn();
            target.add(new Message.EndOfInput());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands on {@link Message.Failure} with this cause. The buffer it is filling isn't sent but recycled;
     * those handed on before stay. The pool isn't closed. Never blocks. Nothing is collected afterwards.
     */
    @Override
    public void fail(Throwable cause) {
        lock.lock();
        try {
            if (current != null) {
                current.recycle();
                current = null;
            }
            target.add(new Message.Failure(cause));
        } finally {
            lock.unlock();
        }
    }

    /** How many records are in the buffer it is filling; 0 if there is none. */
    public int records() {
        lock.lock();
        try {
            return current == null ? 0 : current.records();
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        if (current != null) {
            target.add(new Message.Data(current));
            current = null;
        }
    }

    private Buffer take() throws InterruptedException {
        hard.markStart();
        try {
            return pool.take();
        } finally {
            hard.markEnd();
        }
    }
}
