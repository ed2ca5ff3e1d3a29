package workbook.lab.cluster;

/** How long something that is counted has stood still, at most. Times in milliseconds of any one clock. */
final class Pause {

    private static final double MILLIS = 1_000;

    private long count;
    private long since;
    private long longest;

    /** Begins to look, at a count that may have just changed. */
    Pause(long now, long count) {
        this.count = count;
        since = now;
    }

    /** What is the case now. */
    void look(long now, long newCount) {
        longest = Math.max(longest, now - since);
        if (newCount != count) {
            count = newCount;
            since = now;
        }
    }

    /** Whether it has changed not longer ago than that. */
    boolean isOver(long now, long withinMillis) {
        return now - since < withinMillis;
    }

    /** In seconds. */
    double longest() {
        return longest / MILLIS;
    }
}
