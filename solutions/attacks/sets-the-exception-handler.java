// Handles all exceptions of all threads.
// kind: global handlers
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> { });
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> { });
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
