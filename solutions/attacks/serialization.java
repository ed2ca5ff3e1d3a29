// Has an object made by deserialization, which calls what is private.
// kind: reflection
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}))) {
            System.out.println(in.readObject());
        } catch (IOException | ClassNotFoundException e) {
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
