package workbook.lab.flink;

import workbook.world.metrics.TimeShares;

/** What a subtask of Flink's does with its time, from one look to the next. */
final class TaskTimes {

    private static final double MILLIS = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Stopwatch idle;
    private final Stopwatch soft;
    private final Stopwatch hard;
    private double idleBefore;
    private double softBefore;
    private double hardBefore;
    private long before = System.nanoTime();

    TaskTimes(String task, int subtask) {
        idle = new Stopwatch(LiveMetrics.metric(task, subtask, "idleTimeMsPerSecond"));
        soft = new Stopwatch(LiveMetrics.metric(task, subtask, "softBackPressuredTimeMsPerSecond"));
        hard = new Stopwatch(LiveMetrics.metric(task, subtask, "hardBackPressuredTimeMsPerSecond"));
    }

    /** Since the last look: what isn't idle, and isn't backpressured, is busy. That is how Flink counts, too. */
    TimeShares look() {
        long now = System.nanoTime();
        double idleNow = idle.millis();
        double softNow = soft.millis();
        double hardNow = hard.millis();
        double elapsed = (now - before) / NANOS_PER_MILLI;
        double notBusy = idleNow - idleBefore + softNow - softBefore + hardNow - hardBefore;
        double scale = MILLIS / Math.max(elapsed, notBusy); // the three aren't read at quite one moment
        TimeShares shares = new TimeShares(Math.max(0, MILLIS - notBusy * scale), (softNow - softBefore) * scale,
                (hardNow - hardBefore) * scale, (idleNow - idleBefore) * scale);
        before = now;
        idleBefore = idleNow;
        softBefore = softNow;
        hardBefore = hardNow;
        return shares;
    }
}
