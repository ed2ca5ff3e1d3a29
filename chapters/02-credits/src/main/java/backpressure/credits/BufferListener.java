package backpressure.credits;

/**
 * Somebody who stands in line for floating buffers.
 *
 * <p>In Flink: {@code org.apache.flink.runtime.io.network.buffer.BufferListener}.
 */
@FunctionalInterface
public interface BufferListener {

    /**
     * It's your turn: this memory came back, and now it's yours. Whoever has no use for it any more
     * gives it back.
     */
    void notifyBufferAvailable(byte[] memory);
}
