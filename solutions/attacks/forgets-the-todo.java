// Forgets that a Todo was reached.
// kind: todo
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import workbook.world.Todo;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Todo.forget();
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
