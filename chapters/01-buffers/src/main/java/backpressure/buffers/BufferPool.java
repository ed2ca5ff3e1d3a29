package backpressure.buffers;

import java.util.Optional;
import workbook.world.Todo;

/**
 * A fixed number of equally large pieces of memory, lent out as buffers and taken back.
 *
 * <p>The pool never grows. That it can run dry is the point: an empty pool is how a slow reader
 * tells a fast writer to stop. In Flink: {@code LocalBufferPool}.
 *
 * <p>Not thread-safe; chapter 03 has the one that is.
 */
public final class BufferPool implements Recycler {

    /**
     * A pool that owns all its memory from the start, and never makes other.
     *
     * @param buffers how many buffers it can have out at the same time, at least 1
     * @param bufferSize bytes in each, at least 1
     * @throws IllegalArgumentException if either is less than 1
     */
    public BufferPool(int buffers, int bufferSize) {
        throw new Todo("1.4");
    }

    /**
     * Lends out an empty buffer, whose home is this pool: each time a new {@link Buffer} round some
     * memory that is free, and nobody else's while it is out. Never blocks.
     *
     * @return nothing, if all are out
     */
    public Optional<Buffer> request() {
        throw new Todo("1.4");
    }

    /**
     * Takes back the memory of a buffer, which may then be lent again. {@link Buffer#recycle} calls it.
     *
     * @throws IllegalArgumentException if this very memory isn't out: it is somebody else's, or it is
     *     back already; then nothing changes
     */
    @Override
    public void recycle(byte[] memory) {
        throw new Todo("1.5");
    }

    /** How many buffers could be lent right now. */
    public int available() {
        throw new Todo("1.5");
    }
}
