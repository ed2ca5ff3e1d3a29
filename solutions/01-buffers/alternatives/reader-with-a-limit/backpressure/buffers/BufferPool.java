package backpressure.buffers;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** An array as a stack: below its top lies what is free. What is out is remembered in a map by identity. */
public final class BufferPool implements Recycler {

    private final byte[][] stack;
    private final Map<byte[], Buffer> out = new IdentityHashMap<>();
    private int top;

    public BufferPool(int buffers, int bufferSize) {
        if (buffers <= 0) {
            throw new IllegalArgumentException("no buffers: " + buffers);
        }
        if (bufferSize <= 0) {
            throw new IllegalArgumentException("no bytes: " + bufferSize);
        }
        stack = new byte[buffers][bufferSize];
        top = buffers;
    }

    public Optional<Buffer> request() {
        if (top == 0) {
            return Optional.empty();
        }
        byte[] memory = stack[--top];
        Buffer buffer = new Buffer(memory, this);
        out.put(memory, buffer);
        return Optional.of(buffer);
    }

    @Override
    public void recycle(byte[] memory) {
        if (out.remove(memory) == null) {
            throw new IllegalArgumentException("these bytes aren't out");
        }
        stack[top++] = memory;
    }

    public int available() {
        return top;
    }
}
