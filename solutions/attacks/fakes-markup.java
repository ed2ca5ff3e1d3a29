// Throws an exception whose message is markup, escapes of a terminal, and a path.
// kind: faked failure
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        throw new IllegalStateException("</td><script>alert(1)</script> \u001b[2J \u202e ../../etc/passwd =cmd()");
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
