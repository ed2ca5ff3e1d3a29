// Has the management beans tell it of all threads.
// kind: management
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.lang.management.ManagementFactory;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        System.out.println(java.util.Arrays.toString(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)));
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
