package workbook.lab.flink;

import java.util.Optional;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.metrics.TimerGauge;

/**
 * How long a task has been idle, or backpressured, to the moment. Flink's own gauge is brought up to date every five
 * seconds, and averages a minute; this one listens to what that one is told.
 */
final class Stopwatch implements TimerGauge.StartStopListener {

    private static final double NANOS_PER_MILLI = 1e6;

    private long total;
    private long started;
    private boolean running;

    /** @param gauge one of Flink's timers */
    Stopwatch(Optional<Metric> gauge) {
        if (!(gauge.orElse(null) instanceof TimerGauge timer)) {
            throw new IllegalStateException("Flink's timers aren't where they were: " + gauge);
        }
        timer.registerListener(this);
    }

    @Override
    public synchronized void markStart() {
        started = System.nanoTime();
        running = true;
    }

    @Override
    public synchronized void markEnd() {
        total += running ? System.nanoTime() - started : 0;
        running = false;
    }

    /** In all, since it was made. */
    synchronized double millis() {
        return (total + (running ? System.nanoTime() - started : 0)) / NANOS_PER_MILLI;
    }
}
