package workbook.lab.mine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Who builds a pipeline, or looks into it, runs the student's code, and may not come back. This counts how long it
 * waits there, in looks of its own, and how long it computes, in processor time: on a machine that is too busy, or
 * asleep, neither grows. It also sees to it that the machine isn't flooded with threads.
 */
final class Lookout {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final int MOST_LOOKS = 100;
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final int MOST_THREADS = 5_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched = Thread.currentThread();
    private volatile String doing;
    private volatile long steps;

    private Lookout(String doing) {
        this.doing = doing;
    }

    /**
     * Watches the calling thread from now on.
     *
     * @param doing in words, for the message: {@code "Its constructor"}
     * @param tell what to do with the message, once
     */
    static Lookout start(String doing, Consumer<String> tell) {
        Lookout lookout = new Lookout(doing);
        Thread thread = new Thread(() -> lookout.watch(tell), "lookout");
        thread.setDaemon(true);
        thread.start();
        return lookout;
    }

    /** It has come back, and does this now. */
    void step(String next) {
        doing = next;
        steps++;
    }

    private void watch(Consumer<String> tell) {
        try {
            long seen = -1;
            long computedBefore = 0;
            int looks = 0;
            while (true) {
                long computed = threads.getThreadCpuTime(watched.getId());
                if (seen != steps) {
                    seen = steps;
                    computedBefore = computed;
                    looks = 0;
                }
                looks += watched.getState() == Thread.State.RUNNABLE ? 0 : 1;
                boolean tooLong = looks > MOST_LOOKS || computed - computedBefore > MOST_NANOS;
                StackTraceElement[] frames = tooLong ? watched.getStackTrace() : new StackTraceElement[0];
                if (Places.isStudentsMatter(frames)) { // a system that doesn't answer is found out elsewhere
                    tell.accept(doing + " doesn't come back from " + Places.of(frames).get() + ".");
                    return;
                }
                if (threads.getThreadCount() > MOST_THREADS) { // soon nothing runs any more
                    tell.accept("It has started more than " + MOST_THREADS + " threads.");
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
