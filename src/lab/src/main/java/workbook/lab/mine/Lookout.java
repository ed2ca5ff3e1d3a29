package workbook.lab.mine;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Who builds a pipeline, or looks into it, runs the student's code, and may not come back. This counts how long it
 * stays away, in looks of its own: time in which the whole JVM stood still doesn't count. It also sees to it that the
 * machine isn't flooded with threads.
 */
final class Lookout {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final int MOST_LOOKS = 100;
    private static final int MOST_THREADS = 5_000;

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
            long seen = 0;
            for (int looks = 0; ; looks++) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                if (ManagementFactory.getThreadMXBean().getThreadCount() > MOST_THREADS) { // soon nothing runs any more
                    tell.accept("It has started more than " + MOST_THREADS + " threads.");
                    return;
                }
                if (seen != steps) {
                    seen = steps;
                    looks = 0;
                }
                Optional<String> place = looks < MOST_LOOKS ? Optional.empty() : Places.of(watched.getStackTrace());
                if (place.isPresent()) { // else it is a system that doesn't answer, which is found out elsewhere
                    tell.accept(doing + " doesn't come back: for " + MOST_LOOKS * LOOK_EVERY_MILLIS / 1_000
                            + " s it has been in " + place.get() + ".");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
