package workbook.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What {@code ./workbook bench} sends through an engine: numbers from 0 on, one in each record. */
public enum BenchRecords {
    /** A number, and nothing besides; the map adds 1 to it. */
    LONGS("Longs", Long.BYTES),
    /** A number in the first of 100 bytes; the map hands on what it got. */
    BYTES("100 bytes", 100);

    private static final VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final String words;
    private final int bytes;

    BenchRecords(String words, int bytes) {
        this.words = words;
        this.bytes = bytes;
    }

    public String words() {
        return words;
    }

    /** A new record with that number, as bytes. */
    public byte[] toBytes(long number) {
        byte[] record = new byte[bytes];
        NUMBER.set(record, 0, number);
        return record;
    }

    public static long number(byte[] record) {
        return (long) NUMBER.get(record, 0);
    }

    /** What the numbers that arrive at the sink make, if each does, once. */
    long sum(long records) {
        long sum = records * (records - 1) / 2;
        return this == LONGS ? sum + records : sum;
    }
}
