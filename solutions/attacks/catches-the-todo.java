// Catches the Todo of the skeleton below it, and gives nothing.
// kind: todo
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
    }

    public Optional<Buffer> request() {
        try {
            return Optional.of(new Buffer(new byte[64], this));
        } catch (Throwable todo) {
            return Optional.empty();
        }
    }

    @Override
    public void recycle(byte[] memory) {
    }

    public int available() {
        return 0;
    }
}
