// Leaves a timer behind that interrupts the tests.
// kind: left behind
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Thread test = Thread.currentThread();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        timer.scheduleAtFixedRate(test::interrupt, 0, 1, TimeUnit.MILLISECONDS);
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
