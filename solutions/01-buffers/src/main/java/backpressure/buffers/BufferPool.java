package backpressure.buffers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A fixed number of equally large pieces of memory, lent out as buffers and taken back.
 *
 * <p>The pool never grows. That it can run dry is the point: an empty pool is how a slow reader
 * tells a fast writer to stop. In Flink: {@code LocalBufferPool}.
 *
 * <p>Not thread-safe; chapter 03 has the one that is.
 */
public final class BufferPool implements Recycler {

    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Set<byte[]> lent = new HashSet<>();   // arrays are equal only to themselves

    /**
     * A pool that owns all its memory from the start, and never makes other.
     *
     * @param buffers how many buffers it can have out at the same time, at least 1
     * @param bufferSize bytes in each, at least 1
     * @throws IllegalArgumentException if either is less than 1
     */
    public BufferPool(int buffers, int bufferSize) {
        if (buffers < 1 || bufferSize < 1) {
            throw new IllegalArgumentException("a pool of " + buffers + " buffers of " + bufferSize + " bytes");
        }
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[bufferSize]);
        }
    }

    /**
     * Lends out an empty buffer, whose home is this pool: each time a new {@link Buffer} round some
     * memory that is free, and nobody else's while it is out. Never blocks.
     *
     * @return nothing, if all are out
     */
    public Optional<Buffer> request() {
        if (free.isEmpty()) {
            return Optional.empty();
        }
        byte[] memory = free.remove();
        lent.add(memory);
        return Optional.of(new Buffer(memory, this));
    }

    /**
     * Takes back the memory of a buffer, which may then be lent again. {@link Buffer#recycle} calls it.
     *
     * @throws IllegalArgumentException if this very memory isn't out: it is somebody else's, or it is
     *     back already; then nothing changes
     */
    @Override
    public void recycle(byte[] memory) {
        if (!lent.remove(memory)) {
            throw new IllegalArgumentException("this memory is not out: it was never this pool's, or it is back already");
        }
        free.add(memory);
    }

    /** How many buffers could be lent right now. */
    public int available() {
        return free.size();
    }
}
