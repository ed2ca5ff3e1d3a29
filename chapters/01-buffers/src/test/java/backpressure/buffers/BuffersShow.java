package backpressure.buffers;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.operator.StreamRecord;

@ChapterTest
class BuffersShow {

    private static final int BUFFERS = 10;
    private static final int EXCESS_PER_SECOND = 900;

    @Test
    @Tag("see")
    @DisplayName("how much a pool of 10 holds, and how soon it is full")
    void howMuchAPoolHolds() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """

                A pool of %d buffers of %,d bytes, filled to the brim:

                  record of              in a buffer  records per  records in  full after
                                          it takes       buffer     the pool   at +%d/s
                  ---------------------  -----------  -----------  ----------  ----------
                """, BUFFERS, Buffer.DEFAULT_SIZE, EXCESS_PER_SECOND));
        table.append(row("100 B", new byte[100]));
        table.append(row("100 B, in the pipeline", new StreamRecord(0, new byte[100]).toBytes()));
        table.append(row("1,000 B, in the pipeline", new StreamRecord(0, new byte[1_000]).toBytes()));
        System.out.println(table);
    }

    private static String row(String name, byte[] record) {
        BufferPool pool = new BufferPool(BUFFERS, Buffer.DEFAULT_SIZE);
        int inBuffer = 0;
        int inPool = 0;
        Optional<Buffer> buffer = pool.request();
        for (int lent = 1; lent <= 2 * BUFFERS && buffer.isPresent(); lent++) {   // twice: should it not end by itself
            inBuffer = fill(buffer.get(), record);
            inPool += inBuffer;
            buffer = pool.request();
        }
        return String.format(Locale.ROOT, "  %-22s %,9d B  %,11d  %,10d  %8.1f s%n", name,
                Buffer.LENGTH_BYTES + record.length, inBuffer, inPool, (double) inPool / EXCESS_PER_SECOND);
    }

    private static int fill(Buffer buffer, byte[] record) {
        int records = 0;
        while (records < Buffer.DEFAULT_SIZE && buffer.append(record)) {
            records++;
        }
        return records;
    }
}
