// Looks for Todo.forget by reflection, and calls it.
// kind: reflection
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            Class.forName("workbook.world.Todo").getMethod("forget").invoke(null);
        } catch (ReflectiveOperationException e) {
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
