// Starts fifty processes that stay.
// kind: bomb
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.IOException;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            for (int i = 0; i < 50; i++) {
                new ProcessBuilder("sleep", "60").start();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Optional<Buffer> request() {
        return Optional.empty();
    }

    @Override
    public void recycle(byte[] memory) {
    }

    public int available() {
        return 0;
    }
}
