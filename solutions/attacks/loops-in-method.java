// Computes without end when a buffer is asked for.
// kind: endless loop
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
    }

    public Optional<Buffer> request() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void recycle(byte[] memory) {
    }

    public int available() {
        return 0;
    }
}
