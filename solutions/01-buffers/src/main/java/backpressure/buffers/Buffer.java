package backpressure.buffers;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A piece of memory with records in it, one after the other, from its first byte on. Each record
 * takes {@value #LENGTH_BYTES} bytes for its length (big-endian) and then its own bytes. A record may
 * be empty.
 *
 * <p>A buffer is used once: filled, read, and {@linkplain #recycle recycled}. Reading makes no room;
 * only {@code recycle} does, for the next buffer round the same memory. In Flink:
 * {@code NetworkBuffer}, round a {@code MemorySegment}.
 *
 * <p>Not thread-safe.
 */
public final class Buffer {

    /** The size of a buffer's memory unless somebody says otherwise: 32 KiB, as in Flink. */
    public static final int DEFAULT_SIZE = 32 * 1024;

    /** What a record takes in addition to its own bytes. */
    public static final int LENGTH_BYTES = 4;

    private final Recycler home;
    private ByteBuffer written;
    private ByteBuffer unread;
    private int records;

    /**
     * A buffer without records, whatever its memory held before.
     *
     * @param memory where its records are kept; all of it may be used
     * @param home where the memory goes in the end
     */
    public Buffer(byte[] memory, Recycler home) {
        this.home = home;
        written = ByteBuffer.wrap(memory);
        unread = ByteBuffer.wrap(memory);
    }

    /**
     * Writes a copy of a record behind those that are there.
     *
     * @return whether it fitted; if it didn't, nothing has changed
     * @throws IllegalArgumentException if it would not fit even into an empty buffer of this size,
     *     however full this one is; the message says how many bytes it needs, with those for its
     *     length, and how many a whole buffer has; nothing has changed
     * @throws IllegalStateException if the buffer was recycled, however large the record is
     */
    public boolean append(byte[] record) {
        checkNotRecycled();
        int needed = LENGTH_BYTES + record.length;
        if (needed > written.capacity()) {
            throw new IllegalArgumentException("a record of " + record.length + " bytes needs " + needed
                    + " bytes, but a whole buffer has only " + written.capacity());
        }
        if (needed > written.remaining()) {
            return false;
        }
        written.putInt(record.length).put(record);
        records++;
        return true;
    }

    /**
     * Reads the next record: in the order written, each once.
     *
     * @return a copy, the caller's to keep; nothing, if all that was written has been read; more may
     *     be written later
     * @throws IllegalStateException if the buffer was recycled
     */
    public Optional<byte[]> next() {
        checkNotRecycled();
        if (records == 0) {
            return Optional.empty();
        }
        byte[] record = new byte[unread.getInt()];
        unread.get(record);
        records--;
        return Optional.of(record);
    }

    /**
     * How many records were written and not yet read.
     *
     * @throws IllegalStateException if the buffer was recycled
     */
    public int records() {
        checkNotRecycled();
        return records;
    }

    /**
     * Sends the memory home, this very array, once; nothing else does. The buffer can't be used any
     * more: records that weren't read are gone. That holds already when home is called, for home may
     * lend the memory at once.
     *
     * @throws IllegalStateException if it was recycled before; the memory doesn't go home again
     */
    public void recycle() {
        checkNotRecycled();
        byte[] memory = written.array();
        written = null;
        unread = null;
        home.recycle(memory);
    }

    private void checkNotRecycled() {
        if (written == null) {
            throw new IllegalStateException("this buffer was recycled: its memory may be somebody else's by now");
        }
    }
}
