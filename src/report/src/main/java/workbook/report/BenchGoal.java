package workbook.report;

import java.util.concurrent.TimeUnit;

/**
 * What the sink of one round counts with. It takes the time from when a tenth of the records has come until the last
 * one is there: until then the tasks have started, and the exchanges are full.
 *
 * <p>One thread, the sink's, lets records arrive; another one waits.
 */
public final class BenchGoal {

    private static final long SILENCE_SECONDS = 30;
    private static final long LOOK_EVERY_MILLIS = 10;

    private final BenchRecords kind;
    private final long records;
    private final long warm;
    private long count;
    private long sum;
    private long startedAt;
    private volatile long nanos = -1;
    /** Now and then: what the waiting thread sees of the count. */
    private volatile long seen;

    /** Finds out why nothing will come any more; throws that. */
    @FunctionalInterface
    public interface Check {
        void check() throws Exception;
    }

    /** @param records how many will come, at least 10 */
    public BenchGoal(BenchRecords kind, long records) {
        this.kind = kind;
        this.records = records;
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
     * @throws IllegalStateException if none comes for 30 s
     */
    public double await(Check check) throws Exception {
        long before = -1;
        long deadline = 0;
        while (nanos < 0) {
            if (seen != before) {
                before = seen;
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("some " + seen + " of " + records + " records have come to the sink,"
                        + " and no other one for " + SILENCE_SECONDS + " s");
            }
            check.check();
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return (records - warm) * 1e9 / nanos;
    }

    /**
     * When the sink has ended: whether each record came, once.
     *
     * @throws IllegalStateException if not
     */
    public void checkAll() {
        if (count != records || sum != kind.sum(records)) {
            throw new IllegalStateException(count + " records came to the sink, and " + records + " were sent"
                    + (count == records ? "; but they are not the same" : ""));
        }
    }
}
