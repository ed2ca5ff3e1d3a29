package backpressure.buffers;

/**
 * Takes memory back: the home that a {@link Buffer} returns to.
 *
 * <p>In Flink: {@code BufferRecycler}.
 */
@FunctionalInterface
public interface Recycler {

    /** Takes back memory that is used no more. */
    void recycle(byte[] memory);
}
