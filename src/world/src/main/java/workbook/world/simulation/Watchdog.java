package workbook.world.simulation;

import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Looks, every ten milliseconds or so, at a thread that ought to come back soon, and says so if it
 * never will: because it blocks where nobody can wake it, or because it computes without end.
 *
 * <p>Goes by the thread's state and by the processor time it has used, so that a slow or busy machine
 * can't be mistaken for a slow student; and by looks rather than by the wall clock, so that a pause
 * of the whole machine is no more than one look. Not thread-safe: one thread looks.
 */
public final class Watchdog {

    /** Blocked all the time, and no processor time used. */
    private static final Duration BLOCKED = Duration.ofMillis(300);
    /** Found blocked so long in all, though it does move now and then: it polls, and sleeps in between. */
    private static final Duration POLLING = Duration.ofSeconds(1);
    /** Of processor time. */
    private static final Duration COMPUTING = Duration.ofMillis(1_200);
    /** The same, once something did so already, and still does: it takes its part of the time, and is mostly the same. */
    private static final Duration COMPUTING_AGAIN = Duration.ofMillis(600);
    /** Neither blocked nor computing: waiting for a class that another thread never gets ready, say. */
    private static final Duration STUCK = Duration.ofSeconds(3);
    /** It does something now and then, and doesn't get on. */
    private static final Duration BACKSTOP = Duration.ofSeconds(60);
    private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Somebody goes through the code step by step; that takes as long as it takes. */
    private static final boolean DEBUGGED = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.contains("jdwp"));
    private static final List<Thread> RUNAWAYS = new CopyOnWriteArrayList<>();

    private Thread watched;
    private long progress;
    private long lastLook;
    private long cpuSeen;
    private long cpuAtProgress;
    private long sinceProgress;
    private long blocked;
    private long blockedAtAStretch;
    private long stuckAtAStretch;

    /**
     * Looks at the thread once.
     *
     * @param thread the one that ought to come back
     * @param progress any number that changes when it gets on
     * @return what is wrong with it: {@link CannotBeJudged} or {@link SimulationFailure}; mostly nothing
     */
    public Optional<Throwable> look(Thread thread, long progress) {
        return look(thread, progress, false);
    }

    /**
     * Looks at the thread once.
     *
     * @param othersMayWakeIt whether it may well be blocked for a while
     */
    public Optional<Throwable> look(Thread thread, long progress, boolean othersMayWakeIt) {
        long now = System.nanoTime();
        long elapsed = Math.min(now - lastLook, LONGEST_BETWEEN_LOOKS.toNanos());
        lastLook = now;
        long cpu = THREADS.getThreadCpuTime(thread.getId());
        boolean idle = cpu == cpuSeen;
        cpuSeen = cpu;
        if (thread != watched || progress != this.progress || DEBUGGED) {
            watched = thread;
            this.progress = progress;
            startAfresh();
            return Optional.empty();
        }
        boolean blockedNow = isBlocked(thread.getState());
        sinceProgress += elapsed;
        blocked += blockedNow ? elapsed : 0;
        blockedAtAStretch = blockedNow && idle ? blockedAtAStretch + elapsed : 0;
        stuckAtAStretch = !blockedNow && idle ? stuckAtAStretch + elapsed : 0;
        boolean polls = blocked > POLLING.toNanos() && blocked > sinceProgress / 2;
        if (blockedNow && !othersMayWakeIt && (polls || blockedAtAStretch > BLOCKED.toNanos())) {
            Optional<Throwable> finding = waitsForGood(thread);
            if (finding.isPresent()) {
                return finding;
            }
        }
        long computing = cpu - cpuAtProgress;
        if (computing > COMPUTING.toNanos() || computing > COMPUTING_AGAIN.toNanos() && runaways() > 0) {
            RUNAWAYS.add(thread);
            return Optional.of(endless(thread));
        }
        boolean stuck = stuckAtAStretch > STUCK.toNanos();
        if (stuck) {
            RUNAWAYS.addAll(List.of(thread, thread));
        }
        if (stuck || sinceProgress > BACKSTOP.toNanos()) {
            return Optional.of(new CannotBeJudged(thread.getName() + " doesn't come back"
                    + Report.place(thread.getStackTrace()).map(where -> ": it is at " + where).orElse("") + "."));
        }
        return Optional.empty();
    }

    /**
     * How many threads were found to compute without end, and still do. One that is stuck counts twice: what it never
     * gets ready, the others will want, too.
     */
    public static long runaways() {
        return RUNAWAYS.stream().filter(thread -> thread.isAlive() && !isBlocked(thread.getState())).count();
    }

    private void startAfresh() {
        cpuAtProgress = cpuSeen;
        sinceProgress = 0;
        blocked = 0;
        blockedAtAStretch = 0;
        stuckAtAStretch = 0;
    }

    private static boolean isBlocked(State state) {
        return state == State.WAITING || state == State.TIMED_WAITING || state == State.BLOCKED;
    }

    private Optional<Throwable> waitsForGood(Thread thread) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId(), Integer.MAX_VALUE);
        if (info == null || !isBlocked(info.getThreadState())) {
            return Optional.empty();
        }
        StackTraceElement[] stack = info.getStackTrace();
        Optional<StackTraceElement> waiting = Arrays.stream(stack).filter(frame -> !Report.isJdk(frame)).findFirst();
        if (waiting.isEmpty() || Report.isLibrary(waiting.get())) {
            startAfresh();   // the simulation, or a library that takes its time: not the student
            return Optional.empty();
        }
        if (ownerGetsOn(info)) {
            return Optional.empty();
        }
        return Optional.of(new CannotBeJudged(thread.getName() + " waits in " + outermostCall(stack)
                + Report.place(stack).map(where -> " at " + where).orElse("")
                + ": a wait that the simulation can't see, so nobody else can run and wake it. All waiting goes through"
                + " the Lock you were given, and conditions made by its newCondition()."));
    }

    /** Whether what it waits for is held by a thread that runs: the standard output, while that is slow. */
    private static boolean ownerGetsOn(ThreadInfo info) {
        ThreadInfo owner = info.getLockOwnerId() < 0 ? null : THREADS.getThreadInfo(info.getLockOwnerId());
        return owner != null && !isBlocked(owner.getThreadState());
    }

    private static SimulationFailure endless(Thread thread) {
        return new SimulationFailure(SimulationFailure.Kind.ENDLESS, thread.getName()
                + " computes and computes, and comes to no end"
                + Report.place(thread.getStackTrace()).map(where -> ": it is at " + where).orElse("")
                + Report.caller(thread.getStackTrace()).map(where -> ", called from " + where).orElse("")
                + ". Does a loop wait for something that never comes?", null);
    }

    /** What the student called, as {@code Semaphore.acquire()}: the JDK's frame nearest to the student's own. */
    private static String outermostCall(StackTraceElement[] stack) {
        return Stream.of(stack)
                .takeWhile(Report::isJdk)
                .reduce((inner, outer) -> outer)
                .map(frame -> Report.call(frame) + "()")
                .orElse("a synchronized block");
    }
}
