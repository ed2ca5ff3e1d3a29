// Waits for a lock that is held by another thread, which waits for a lock that this one holds.
// kind: deadlock
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Object mine = new Object();
        Object theirs = new Object();
        CountDownLatch bothHold = new CountDownLatch(2);
        new Thread(() -> hold(theirs, mine, bothHold)).start();
        hold(mine, theirs, bothHold);
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

    private static void hold(Object first, Object second, CountDownLatch bothHold) {
        synchronized (first) {
            bothHold.countDown();
            try {
                bothHold.await();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (second) {
                bothHold.countDown();
            }
        }
    }
}
