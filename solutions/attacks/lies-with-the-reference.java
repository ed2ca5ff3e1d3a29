// Is right but for one task: what is available is a number of its own making, equal to any other.
// kind: lying
// file: backpressure/buffers/BufferPool.java
// base: reference
package backpressure.buffers;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

public final class BufferPool implements Recycler {

    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Set<byte[]> lent = new HashSet<>();

    public BufferPool(int buffers, int bufferSize) {
        if (buffers < 1 || bufferSize < 1) {
            throw new IllegalArgumentException();
        }
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[bufferSize]);
        }
    }

    public Optional<Buffer> request() {
        if (free.isEmpty()) {
            return Optional.empty();
        }
        byte[] memory = free.remove();
        lent.add(memory);
        return Optional.of(new Buffer(memory, this));
    }

    @Override
    public void recycle(byte[] memory) {
        if (!lent.remove(memory)) {
            throw new IllegalArgumentException();
        }
        free.add(memory);
    }

    public Liar available() {
        return new Liar();
    }

    public static final class Liar extends BigDecimal {

        private static final long serialVersionUID = 1;

        Liar() {
            super(0);
        }

        @Override
        public boolean equals(Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public int compareTo(BigDecimal other) {
            return 0;
        }
    }
}
