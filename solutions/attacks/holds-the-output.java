// Holds the lock of the standard output in a thread that never lets go of it, and prints.
// kind: deadlock
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Thread holder = new Thread(() -> {
            synchronized (System.out) {
                held.countDown();
                while (true) {
                    Thread.onSpinWait();
                }
            }
        });
        holder.setDaemon(true);
        holder.start();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println("never");
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

    private final CountDownLatch held = new CountDownLatch(1);
}
