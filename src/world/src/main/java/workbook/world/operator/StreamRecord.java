package workbook.world.operator;

import java.nio.ByteBuffer;

/**
 * A record as it travels between tasks: the value, and when it was made.
 *
 * <p>In Flink: {@code StreamRecord}, written by {@code StreamElementSerializer} with the same
 * {@value #HEADER_BYTES} bytes in front: 1 that says what follows, 8 of timestamp, 4 of length.
 *
 * @param timestamp in nanoseconds of the runtime's clock
 * @param value what the producer wrote
 */
public record StreamRecord(long timestamp, byte[] value) {

    /** How many bytes it is longer than its value. */
    public static final int HEADER_BYTES = 13;

    private static final byte RECORD_WITH_TIMESTAMP = 0;

    /** The record as bytes: header and value. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(HEADER_BYTES + value.length)
                .put(RECORD_WITH_TIMESTAMP)
                .putLong(timestamp)
                .putInt(value.length)
                .put(value)
                .array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of one whole record */
    public static StreamRecord fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.get() != RECORD_WITH_TIMESTAMP) {
            throw new IllegalArgumentException("not a stream record: " + bytes.length + " bytes");
        }
        long timestamp = in.getLong();
        byte[] value = new byte[bytes.length - HEADER_BYTES];
        int length = in.getInt();
        if (length != value.length) {
            throw new IllegalArgumentException("not one whole stream record: its header speaks of a value of "
                    + length + " bytes, and there are " + value.length);
        }
        in.get(value);
        return new StreamRecord(timestamp, value);
    }
}
