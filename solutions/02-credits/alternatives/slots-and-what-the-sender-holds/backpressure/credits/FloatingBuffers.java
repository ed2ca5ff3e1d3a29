package backpressure.credits;

import backpressure.buffers.Recycler;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A stack of free memory (what came back last is lent first), and a line that is a set which keeps its order. */
public final class FloatingBuffers implements Recycler {

    private final byte[][] stack;
    private final Set<BufferListener> line = new LinkedHashSet<>();
    private int free;

    public FloatingBuffers(int buffers, int bufferSize) {
        stack = new byte[buffers][bufferSize];
        free = buffers;
    }

    public Optional<byte[]> request() {
        return free == 0 ? Optional.empty() : Optional.of(stack[--free]);
    }

    @Override
    public void recycle(byte[] memory) {
        Iterator<BufferListener> first = line.iterator();
        if (first.hasNext()) {
            BufferListener listener = first.next();
            first.remove();
            listener.notifyBufferAvailable(memory);
            return;
        }
        stack[free++] = memory;
    }

    public void addBufferListener(BufferListener listener) {
        line.add(listener);
    }

    public int available() {
        return free;
    }
}
