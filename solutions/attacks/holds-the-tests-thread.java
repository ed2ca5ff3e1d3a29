// Holds the lock of the thread that runs the test, which whoever waits for its end needs.
// kind: deadlock
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Thread test = Thread.currentThread();
        Thread holder = new Thread(() -> {
            synchronized (test) {
                sleep();
            }
        });
        holder.start();
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
