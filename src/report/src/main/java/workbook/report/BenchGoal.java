package workbook.report;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the sink of one round counts with. It takes the time from when a tenth of the records has come until the last
 * one is there: until then the tasks have started, and the exchanges are full.
 *
 * <p>One thread, the sink's, lets records arrive; another one waits.
 */
public final class BenchGoal {

    private static final int SILENCE_SECONDS = 30;
    private static final long LOOK_EVERY_MILLIS = 10;

    private final BenchRecords kind;
    private final long records;
    private final long warm;
    private final int silenceSeconds;
    private long count;
    private long sum;
    private long startedAt;
    private volatile long nanos = -1;
    /** Now and then: what the waiting thread sees of the count. */
    private volatile long seen;

    /** Not all records came, or others. The message says how many. */
    public static final class Missed extends Exception {
        public Missed(String message, Throwable cause) {
            super(message, cause);
        }

        Missed(String message) {
            super(message);
        }
    }

    /** Finds out why nothing will come any more; throws that. */
    @FunctionalInterface
    public interface Check {
        void check() throws Exception;
    }

    /** @param records how many will come, at least 10 */
    public BenchGoal(BenchRecords kind, long records) {
        this(kind, records, SILENCE_SECONDS);
    }

    BenchGoal(BenchRecords kind, long records, int silenceSeconds) {
        this.kind = kind;
        this.records = records;
        this.silenceSeconds = silenceSeconds;
        warm = records / 10;
    }

    /** A record has come, with that number in it. */
    public void arrive(long number) {
        sum += number;
        count++;
        if (count == warm) {
            startedAt = System.nanoTime();
        } else if (count == records) {
            nanos = System.nanoTime() - startedAt;
        }
        if ((count & 0xfff) == 0) {
            seen = count;
        }
    }

    /**
     * Waits for the last record.
     *
     * @param check called again and again meanwhile
     * @return records per second
     * @throws Missed if none comes for 30 s
     */
    public double await(Check check) throws Exception {
        long before = -1;
        long deadline = 0;
        while (nanos < 0) {
            if (seen != before) {
                before = seen;
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(silenceSeconds);
            } else if (System.nanoTime() > deadline) {
                throw new Missed(String.format(Locale.ROOT, "about %,d of %,d records have come to the sink, and no"
                        + " other one for %d s%s", seen, records, silenceSeconds, BenchMain.standing()));
            }
            check.check();
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return (records - warm) * 1e9 / nanos;
    }

    /**
     * When the sink has ended: whether each record came, once.
     *
     * @throws Missed if not
     */
    public void checkAll() throws Missed {
        if (count != records || sum != kind.sum(records)) {
            throw new Missed(String.format(Locale.ROOT, "%,d records came to the sink, and %,d were sent%s", count,
                    records, count == records ? "; but they are not the same" : ""));
        }
    }
}
