// Uses what Thread has under its own class's name: lists all threads and stops them.
// kind: inherited
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        new Worker().look();
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

    private static final class Worker extends Thread {

        void look() {
            Thread[] all = new Thread[50];
            int count = enumerate(all);
            for (int i = 0; i < count; i++) {
                if (all[i] != currentThread()) {
                    all[i].interrupt();
                }
            }
            setDefaultUncaughtExceptionHandler(null);
            System.out.println(currentThread().getContextClassLoader());
        }
    }
}
