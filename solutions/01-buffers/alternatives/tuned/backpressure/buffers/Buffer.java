package backpressure.buffers;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The reference's buffer, made faster for {@code ./workbook bench}: it keeps two positions itself, and copies arrays,
 * where the reference goes through two {@code ByteBuffer}s, each with a limit, a mark and checks of its own for every
 * length and every copy. What is checked is the same.
 */
public final class Buffer {

    public static final int DEFAULT_SIZE = 32 * 1024;
    public static final int LENGTH_BYTES = 4;

    private final Recycler home;
    private final ByteBuffer lengths;
    private byte[] memory;
    private int written;
    private int read;
    private int records;

    public Buffer(byte[] memory, Recycler home) {
        this.memory = memory;
        lengths = ByteBuffer.wrap(memory);
        this.home = home;
    }

    public boolean append(byte[] record) {
        byte[] target = memory();
        if (record.length > target.length - LENGTH_BYTES - written) {
            return doesNotFit(record, target);
        }
        lengths.putInt(written, record.length);
        System.arraycopy(record, 0, target, written + LENGTH_BYTES, record.length);
        written += LENGTH_BYTES + record.length;
        records++;
        return true;
    }

    public Optional<byte[]> next() {
        byte[] source = memory();
        if (records == 0) {
            return Optional.empty();
        }
        byte[] record = new byte[lengths.getInt(read)];
        System.arraycopy(source, read + LENGTH_BYTES, record, 0, record.length);
        read += LENGTH_BYTES + record.length;
        records--;
        return Optional.of(record);
    }

    public int records() {
        memory();
        return records;
    }

    public void recycle() {
        byte[] back = memory();
        memory = null;
        home.recycle(back);
    }

    private byte[] memory() {
        byte[] mine = memory;
        if (mine == null) {
            throw new IllegalStateException("this buffer was recycled: its memory may be somebody else's by now");
        }
        return mine;
    }

    /** Out of the way of those that fit. */
    private static boolean doesNotFit(byte[] record, byte[] target) {
        long needed = LENGTH_BYTES + (long) record.length;
        if (needed > target.length) {
            throw new IllegalArgumentException("a record of " + record.length + " bytes needs " + needed
                    + " bytes, but a whole buffer has only " + target.length);
        }
        return false;
    }
}
