package backpressure.credits;

import backpressure.buffers.Recycler;
import java.util.Optional;
import workbook.world.Todo;

/**
 * The floating buffers of an input gate: a few pieces of memory that its channels share, for
 * whoever has much to receive. When none is free, channels stand in line.
 *
 * <p>In Flink: the gate's {@code LocalBufferPool}, with {@code BufferManager}s listening.
 *
 * <p>Not thread-safe: the caller sees to that.
 */
public final class FloatingBuffers implements Recycler {

    /**
     * Floating buffers that are all free. It never gets others.
     *
     * @param buffers how many there are, 0 or more; not checked
     * @param bufferSize bytes in each, at least 1; not checked
     */
    public FloatingBuffers(int buffers, int bufferSize) {
        throw new Todo("2.3");
    }

    /** Lends out some memory that nobody else has, or nothing when all is out. */
    public Optional<byte[]> request() {
        throw new Todo("2.5");
    }

    /**
     * Takes back memory that it lent, this very piece; not checked. If somebody stands in line, the one
     * who came first leaves the line, and is then given it; else it is free.
     */
    @Override
    public void recycle(byte[] memory) {
        throw new Todo("2.6");
    }

    /** Puts the listener at the end of the line; one that stands in it already keeps its place. */
    public void addBufferListener(BufferListener listener) {
        throw new Todo("2.7");
    }

    /** How many are free. */
    public int available() {
        throw new Todo("2.5");
    }
}
