package workbook.world.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks, now and then, at a thread that ought to come back soon, and says so if it never will:
 * because it blocks where nobody can wake it, or because it computes without end.
 *
 * <p>Goes by the thread's state and by the processor time it has used, so that a slow or busy
 * machine can't be mistaken for a slow student. Not thread-safe: one thread looks.
 */
public final class Watchdog {

    private static final Duration BLOCKED = Duration.ofMillis(300);
    private static final Duration COMPUTING = Duration.ofSeconds(2);
    private static final Duration BACKSTOP = Duration.ofSeconds(60);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Thread watched;
    private long progress;
    private long sinceWall;
    private long sinceCpu;
    private long blockedSinceWall;
    private long cpuSeen;

    /**
     * Looks at the thread once.
     *
     * @param thread the one that ought to come back
     * @param progress any number that changes when it gets on
     * @return what is wrong with it: {@link CannotBeJudged} or {@link SimulationFailure}; mostly nothing
     */
    public Optional<Throwable> look(Thread thread, long progress) {
        long now = System.nanoTime();
        long cpu = THREADS.getThreadCpuTime(thread.getId());
        if (thread != watched || progress != this.progress) {
            watched = thread;
            this.progress = progress;
            sinceWall = now;
            sinceCpu = cpu;
            blockedSinceWall = now;
            cpuSeen = cpu;
            return Optional.empty();
        }
        if (!isBlocked(thread.getState()) || cpu != cpuSeen) {
            blockedSinceWall = now;
            cpuSeen = cpu;
        }
        if (now - blockedSinceWall > BLOCKED.toNanos()) {
            return blocked(thread);
        }
        if (cpu - sinceCpu > COMPUTING.toNanos() || now - sinceWall > BACKSTOP.toNanos()) {
            return Optional.of(endless(thread));
        }
        return Optional.empty();
    }

    private static boolean isBlocked(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }

    private static Optional<Throwable> blocked(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        Optional<String> place = Report.place(stack);
        if (place.isEmpty() || waitsInSimulation(stack)) {
            return Optional.empty();
        }
        return Optional.of(new CannotBeJudged(thread.getName() + " waits in " + innermostWait(stack) + " at " + place.get()
                + ": a wait that the simulation can't see, so nobody else can run and wake it. All waiting goes through"
                + " the Lock you were given, and conditions made by its newCondition()."));
    }

    private static boolean waitsInSimulation(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !Report.isJdk(frame))
                .findFirst()
                .filter(frame -> frame.getClassName().startsWith(Watchdog.class.getPackageName() + "."))
                .isPresent();
    }

    private static SimulationFailure endless(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return new SimulationFailure(SimulationFailure.Kind.ENDLESS, thread.getName()
                + " computes and computes, and comes to no end"
                + Report.place(stack).map(where -> ": it is at " + where).orElse("")
                + ". If it waits for something: wait on a condition of the Lock you were given.", null);
    }

    /** What the student called, as {@code Semaphore.acquire}: the JDK's frame nearest to the student's own. */
    private static String innermostWait(StackTraceElement[] stack) {
        String call = Stream.of(stack)
                .takeWhile(Report::isLibrary)
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName())
                .collect(Collectors.collectingAndThen(Collectors.toList(),
                        calls -> calls.isEmpty() ? "" : calls.get(calls.size() - 1)));
        return call.isEmpty() ? "a synchronized block" : call + "()";
    }
}
