// Sleeps again whenever it is woken, in many threads and in the test.
// kind: endless loop
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        for (int i = 0; i < 5; i++) {
            new Thread(BufferPool::sleep).start();
        }
        sleep();
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

    private static void sleep() {
        while (true) {
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                // not yet
            }
        }
    }
}
