// Leaves work behind in the pool that all of the JVM shares.
// kind: left behind
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        for (int i = 0; i < 100; i++) {
            CompletableFuture.runAsync(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
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
