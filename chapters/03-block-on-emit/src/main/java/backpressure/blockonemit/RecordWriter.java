package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Todo;

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

    /**
     * A writer that holds no buffer yet.
     *
     * @param pool where it takes its buffers from
     * @param target where it adds the finished ones, as {@link Message.Data}
     * @param lock the exchange's lock
     * @param clock for the time it spends waiting
     */
    public RecordWriter(BlockingBufferPool pool, Subpartition target, Lock lock, Clock clock) {
        throw new Todo("3.5");
    }

    /**
     * Appends the record to the buffer it is filling. If there is none, it first takes one; if the
     * record doesn't fit, it first hands on the full one and takes the next. Taking blocks while the
     * pool is empty, and that time is <em>hard</em> backpressure. While it blocks, {@link #flush}
     * doesn't.
     *
     * @throws IllegalArgumentException if the record is too large for any buffer, as
     *     {@link backpressure.buffers.Buffer#append} says; then there is nothing left to do but to fail
     * @throws InterruptedException if interrupted while it waits; the record is then not written
     * @throws IllegalStateException if the pool is closed; its cause says why
     */
    @Override
    public void collect(byte[] record) throws InterruptedException {
        throw new Todo("3.5");
    }

    /** Blocks while the pool has no free buffer. That time is <em>soft</em> backpressure. */
    @Override
    public void awaitAvailable() throws InterruptedException {
        throw new Todo("3.6");
    }

    /** Time spent waiting in {@link #awaitAvailable}, in nanoseconds, up to this very moment. */
    public long softBackpressuredNanos() {
        throw new Todo("3.6");
    }

    /** Time spent waiting in {@link #collect}, in nanoseconds, up to this very moment. */
    public long hardBackpressuredNanos() {
        throw new Todo("3.6");
    }

    /**
     * Hands on a buffer that is only part full, so that its records don't wait for more to come. If a
     * finished buffer still waits at the target, or there is nothing to hand on, it does nothing.
     * Never blocks for a buffer. Called by another thread, every 100 ms or so.
     */
    public void flush() {
        throw new Todo("3.7");
    }

    /** Hands on what there is, full or not, and after it {@link Message.EndOfInput}. Never blocks. */
    @Override
    public void finish() {
        throw new Todo("3.7");
    }

    /**
     * Hands on {@link Message.Failure}. A buffer that is only part full isn't sent but recycled.
     * Never blocks.
     */
    @Override
    public void fail(Throwable cause) {
        throw new Todo("3.7");
    }

    /** How many records are in the buffer it is filling. */
    public int records() {
        throw new Todo("3.5");
    }
}
