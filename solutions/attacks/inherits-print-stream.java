// Is a stream that writes to a file, by the constructor above it.
// kind: inherited
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try (Log log = new Log()) {
            log.println("1.4 passed");
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

    private static final class Log extends PrintStream {

        Log() throws IOException {
            super("/tmp/attack-was-here-" + System.nanoTime());
        }
    }
}
