package backpressure.buffers;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The reader is a duplicate of the writer, and its limit is where the writer is: it can't read further than was
 * written. What is left of a recycled buffer is its home, which is gone.
 */
public final class Buffer {

    public static final int DEFAULT_SIZE = 32 * 1024;
    public static final int LENGTH_BYTES = 4;

    private final ByteBuffer writer;
    private final ByteBuffer reader;
    private Recycler home;

    public Buffer(byte[] memory, Recycler home) {
        this.home = Objects.requireNonNull(home);
        writer = ByteBuffer.wrap(memory);
        reader = writer.duplicate().limit(0);
    }

    public boolean append(byte[] record) {
        home();
        int room = writer.remaining() - LENGTH_BYTES - record.length;
        if (writer.position() + room < 0) {
            throw new IllegalArgumentException((record.length + LENGTH_BYTES) + " > " + writer.capacity());
        }
        if (room < 0) {
            return false;
        }
        writer.putInt(record.length);
        writer.put(record);
        reader.limit(writer.position());
        return true;
    }

    public Optional<byte[]> next() {
        home();
        return reader.hasRemaining() ? Optional.of(read(reader)) : Optional.empty();
    }

    public int records() {
        home();
        ByteBuffer scout = reader.duplicate();
        int records = 0;
        while (scout.hasRemaining()) {
            scout.position(scout.position() + LENGTH_BYTES + scout.getInt(scout.position()));
            records++;
        }
        return records;
    }

    public void recycle() {
        Recycler recycler = home();
        home = null;
        recycler.recycle(writer.array());
    }

    private static byte[] read(ByteBuffer from) {
        byte[] record = new byte[from.getInt()];
        from.get(record);
        return record;
    }

    private Recycler home() {
        if (home == null) {
            throw new IllegalStateException("used after recycle()");
        }
        return home;
    }
}
