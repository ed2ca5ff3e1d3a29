// Fetches a page from this machine, port 47811.
// kind: network
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.IOException;
import java.net.URL;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            System.out.println(new URL("http://127.0.0.1:47811/").openStream().readAllBytes().length);
        } catch (IOException e) {
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
}
