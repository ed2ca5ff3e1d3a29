// Declares a native method.
// kind: native
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            call();
        } catch (UnsatisfiedLinkError e) {
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

    private native void call();
}
