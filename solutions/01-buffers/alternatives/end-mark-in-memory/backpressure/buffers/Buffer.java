package backpressure.buffers;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Works on the array itself, by two positions. What was written ends at a mark in the memory, or where no record fits
 * behind it any more; nothing is counted, so {@code records} walks from length to length.
 */
public final class Buffer {

    public static final int DEFAULT_SIZE = 32 * 1024;
    public static final int LENGTH_BYTES = 4;

    private static final int END = -1;

    private enum State { IN_USE, RECYCLED }

    private final byte[] memory;
    private final Recycler home;
    private State state = State.IN_USE;
    private int writeAt;
    private int readAt;

    public Buffer(byte[] memory, Recycler home) {
        this.memory = memory;
        this.home = home;
        markTheEnd();
    }

    public boolean append(byte[] record) {
        mustBeInUse();
        int end = LENGTH_BYTES + record.length;
        if (end > memory.length) {
            throw new IllegalArgumentException("needed " + end + ", whole buffer " + memory.length);
        }
        if (writeAt > memory.length - end) {
            return false;
        }
        setLength(writeAt, record.length);
        System.arraycopy(record, 0, memory, writeAt + LENGTH_BYTES, record.length);
        writeAt += end;
        markTheEnd();
        return true;
    }

    public Optional<byte[]> next() {
        mustBeInUse();
        if (isEnd(readAt)) {
            return Optional.empty();
        }
        byte[] record = new byte[length(readAt)];
        System.arraycopy(memory, readAt + LENGTH_BYTES, record, 0, record.length);
        readAt = behind(readAt);
        return Optional.of(record);
    }

    public int records() {
        mustBeInUse();
        int records = 0;
        for (int at = readAt; !isEnd(at); at = behind(at)) {
            records++;
        }
        return records;
    }

    public void recycle() {
        mustBeInUse();
        state = State.RECYCLED;
        home.recycle(memory);
    }

    private void markTheEnd() {
        if (hasRoomForALength(writeAt)) {
            setLength(writeAt, END);
        }
    }

    private boolean isEnd(int at) {
        return !hasRoomForALength(at) || length(at) == END;
    }

    private boolean hasRoomForALength(int at) {
        return at + LENGTH_BYTES <= memory.length;
    }

    private int behind(int at) {
        return at + LENGTH_BYTES + length(at);
    }

    private int length(int at) {
        return ByteBuffer.wrap(memory).getInt(at);
    }

    private void setLength(int at, int length) {
        for (int i = 0; i < LENGTH_BYTES; i++) {
            memory[at + i] = (byte) (length >>> 8 * (LENGTH_BYTES - 1 - i));
        }
    }

    private void mustBeInUse() {
        if (state == State.RECYCLED) {
            throw new IllegalStateException("recycled");
        }
    }
}
