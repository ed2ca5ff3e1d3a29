package workbook.lab.cluster;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets the job write all that is left, as fast as it can: so it shows whether any record is missing. */
final class Drain {

    private static final long LOOK_EVERY_MILLIS = 200;
    /** After so long without a new row, what isn't there is lost. */
    private static final long LONGEST_STILL_MILLIS = 30_000;
    /** Longer than a batch waits to be full: nothing more comes then. */
    private static final long QUIET_MILLIS = 2_500;

    private final WrittenRows rows;
    private final FlinkNodes flink;
    private final Consumer<String> telling;

    Drain(WrittenRows rows, FlinkNodes flink, Consumer<String> telling) {
        this.rows = rows;
        this.flink = flink;
        this.telling = telling;
    }

    /**
     * Waits for it. Some may still be missing then.
     *
     * @param sent records that are to be in the table
     */
    void await(long sent) throws InterruptedException, IOException {
        telling.accept(String.format(Locale.ROOT, "No more is produced, and the table's brake is off: %,d records are"
                + " still to be written.", sent - rows.countRecordsBelow(sent)));
        rows.release();
        long count = rows.count();
        long changed = System.currentTimeMillis();
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            flink.supervise().ifPresent(telling);
            long now = System.currentTimeMillis();
            long newCount = rows.count();
            if (newCount > count) {
                count = newCount;
                changed = now;
            }
            long still = now - changed;
            if (still > LONGEST_STILL_MILLIS || still > QUIET_MILLIS && rows.countRecordsBelow(sent) == sent) {
                return;
            }
        }
    }
}
