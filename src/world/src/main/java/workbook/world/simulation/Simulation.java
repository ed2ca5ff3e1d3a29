package workbook.world.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.Todo;

/**
 * A runtime in which exactly one task runs at a time and time is virtual.
 *
 * <p>Tasks are carried by real threads that hand each other a baton: where a task takes or frees a
 * lock, waits or signals, the {@link Order} may let another go on. The clock moves only when every
 * task waits, straight to the moment at which the first of them stops waiting. So ten minutes
 * pass in a fraction of a second, and the same order gives the same run, bit for bit.
 *
 * <p>One thread drives it: {@link #run()} to the end, or {@link #runUntil} from one moment to the
 * next. While it stands still, the driver may look at anything the tasks use: their locks are open.
 *
 * <p>The idea is that of deterministic simulation testing (FoundationDB's, Will Wilson, Strange
 * Loop 2014) and of stateless model checking (CHESS, Musuvathi et al., OSDI 2008).
 */
public final class Simulation implements Runtime, AutoCloseable {

    /** So many steps at one and the same moment are no progress but busy waiting. */
    private static final long DEFAULT_STEP_LIMIT = 20_000_000;
    private static final long LOOK_EVERY_NANOS = 10_000_000;
    private static final long CLOSE_PATIENCE_NANOS = 1_000_000_000;

    private static final ExecutorService CARRIERS = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "simulated task");
        thread.setDaemon(true);
        return thread;
    });

    private static final AtomicLong DRIVES = new AtomicLong();

    private final Order order;
    private final boolean preempts;
    private final long stepLimit;
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<SimulatedLock> locks = new ArrayList<>();
    private final List<SimulatedTask> candidates = new ArrayList<>();

    private long now;
    private long limit;
    private volatile long steps;
    private long stepsWhenTimeMoved;
    private volatile SimulatedTask current;
    private Throwable failure;
    private boolean closed;

    private Thread driver;
    private volatile boolean driving = true;

    /** Thrown through a task's stack to end it when the simulation is over. */
    private static final class Unwind extends Error {
        Unwind() {
            super("the simulation is over", null, false, false);
        }
    }

    /** @param order who goes on where several could */
    public Simulation(Order order) {
        this(order, DEFAULT_STEP_LIMIT);
    }

    /**
     * @param order who goes on where several could
     * @param stepLimit how many locks, waits and looks at the clock there may be at one and the same
     *     moment before that counts as busy waiting; at least 1
     */
    public Simulation(Order order, long stepLimit) {
        this.order = order;
        this.preempts = order.preempts();
        this.stepLimit = stepLimit;
    }

    @Override
    public Lock lock(String name) {
        SimulatedLock lock = new SimulatedLock(name, this);
        locks.add(lock);
        return lock;
    }

    /** Virtual time, from 0. */
    @Override
    public Clock clock() {
        return () -> {
            if (!standsStill()) {
                step();
            }
            return now;
        };
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        SimulatedTask task = new SimulatedTask(name, body, this);
        tasks.add(task);
        return task;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        long wakeAt = after(nanos);
        Lock alone = new SimulatedLock("sleep", this);
        alone.lock();
        try {
            Condition never = alone.newCondition();
            while (now < wakeAt) {
                never.awaitNanos(wakeAt - now);
            }
        } finally {
            alone.unlock();
        }
    }

    /**
     * Runs until every task has ended, and {@link #close closes}.
     *
     * @throws SimulationFailure if a task failed, leaked a lock, or nobody can go on
     * @throws CannotBeJudged if a task waits by means the simulation can't see
     * @throws Todo if a task reached one
     */
    public void run() {
        try (this) {
            runUntil(SimulatedTask.NEVER);
        }
    }

    /**
     * Runs until every task waits for a moment later than this one, or all have ended. Then the
     * simulation stands still, at this very moment, and may go on later.
     *
     * @param nanos virtual time since the start
     * @return whether any task is left
     * @throws SimulationFailure as {@link #run}
     */
    public boolean runUntil(long nanos) {
        if (failure == null && !closed) {
            limit = nanos;
            drive(pick(null));
        }
        if (failure != null) {
            close();
            rethrow(failure);
        }
        return tasks.stream().anyMatch(task -> task.state != SimulatedTask.State.DONE);
    }

    /** Ends the tasks that are left. Nothing runs any more; what is there can still be looked at. */
    @Override
    public void close() {
        closed = true;
        driver = Thread.currentThread();
        for (SimulatedTask task : tasks) {
            if (task.isStarted() && task.state != SimulatedTask.State.DONE) {
                current = task;
                driving = false;
                task.handBaton();
                awaitDriversTurn(System.nanoTime() + CLOSE_PATIENCE_NANOS);
                if (!driving) {
                    abandon(task);
                    driving = true;
                }
            }
        }
        current = null;
    }

    /** How often any simulation in this JVM was set going: it changes as long as somebody gets on. */
    public static long drives() {
        return DRIVES.get();
    }

    // What locks and conditions need

    /** Nothing runs: the driver has the baton, or all is over. */
    boolean standsStill() {
        return driving || closed;
    }

    long now() {
        return now;
    }

    /** The moment so much later than now; never, if that is beyond all time. */
    long after(long nanos) {
        long deadline = now + Math.max(0, nanos);
        return deadline < 0 ? SimulatedTask.NEVER : deadline;
    }

    /** @throws CannotBeJudged if the calling thread is not a task of this simulation */
    SimulatedTask currentTask() {
        SimulatedTask task = current;
        if (task == null || task.thread != Thread.currentThread()) {
            throw new CannotBeJudged("the thread '" + Thread.currentThread().getName() + "' is not a task of this"
                    + " simulation. Start tasks with Runtime.start, not with threads of your own.");
        }
        return task;
    }

    void checkMayWait() {
        if (closed && !driving) {
            throw new Unwind();
        }
        if (driving) {
            throw new SimulationFailure(SimulationFailure.Kind.DEADLOCK,
                    "This call waits, and it was made where no other task runs that could ever end the wait.", null);
        }
    }

    /** A point at which another task may run. */
    void mayPreempt() {
        if (closed) {
            return;
        }
        step();
        if (preempts) {
            SimulatedTask me = current;
            handOver(me, pick(me));
        }
    }

    /** The task's state says what it waits for; others run until it can go on. */
    void pause(SimulatedTask me) {
        step();
        me.waitingSince = now;
        handOver(me, pick(null));
        me.state = SimulatedTask.State.READY;
        me.wakeAt = SimulatedTask.NEVER;
    }

    void interrupt(SimulatedTask task) {
        if (task.thread == Thread.currentThread()) {
            Thread.currentThread().interrupt();
        } else {
            task.interruptPending = true;
            stopWaiting(task);
        }
    }

    // The scheduler

    private void step() {
        steps++;
        if (steps - stepsWhenTimeMoved > stepLimit) {
            SimulatedTask me = current;
            fail(new SimulationFailure(SimulationFailure.Kind.LIVELOCK, me + " goes round and round at "
                    + Report.seconds(now) + Report.place(Thread.currentThread().getStackTrace())
                    .map(where -> " (" + where + ")").orElse("")
                    + " and time never moves on: busy waiting? Wait on a condition of the Lock you were given.", null));
            handOver(me, null);
        }
    }

    /**
     * Who goes on; moves the clock if everybody waits.
     *
     * @param running the task that could simply go on, or null
     * @return nobody (null) if it's the driver's turn
     */
    private SimulatedTask pick(SimulatedTask running) {
        if (preempts) {
            maybeWakeSpuriously();
        }
        while (failure == null) {
            boolean alive = false;
            long next = SimulatedTask.NEVER;
            candidates.clear();
            for (int i = 0; i < tasks.size(); i++) {
                SimulatedTask task = tasks.get(i);
                if (task.state == SimulatedTask.State.DONE) {
                    continue;
                }
                alive = true;
                if (task.isReady()) {
                    candidates.add(task);
                } else {
                    next = Math.min(next, task.wakeAt);
                }
            }
            if (candidates.size() == 1) {
                return candidates.get(0);
            }
            if (!candidates.isEmpty()) {
                return candidates.get(order.next(candidates.size(), candidates.indexOf(running)));
            }
            if (!alive) {
                return null;
            }
            if (next == SimulatedTask.NEVER) {
                fail(new SimulationFailure(SimulationFailure.Kind.DEADLOCK, Report.deadlock(tasks), null));
                return null;
            }
            if (next > limit) {
                moveTo(limit);
                return null;
            }
            moveTo(next);
        }
        return null;
    }

    private void moveTo(long moment) {
        now = moment;
        stepsWhenTimeMoved = steps;
        for (SimulatedTask task : tasks) {
            if (task.wakeAt <= now) {
                stopWaiting(task);
            }
        }
    }

    /** Not because of a signal: the time is over, or it was interrupted. */
    private void stopWaiting(SimulatedTask task) {
        switch (task.state) {
            case WAITING -> {
                task.condition.forget(task);
                task.state = SimulatedTask.State.LOCKING;
            }
            case LOCKING -> task.state = SimulatedTask.State.READY;
            default -> {
                // it waits for nothing
            }
        }
        task.wakeAt = SimulatedTask.NEVER;
    }

    private void maybeWakeSpuriously() {
        candidates.clear();
        for (SimulatedTask task : tasks) {
            if (task.state == SimulatedTask.State.WAITING) {
                candidates.add(task);
            }
        }
        int woken = candidates.isEmpty() ? -1 : order.spuriousWakeup(candidates.size());
        if (woken >= 0) {
            stopWaiting(candidates.get(woken));
        }
    }

    private void handOver(SimulatedTask me, SimulatedTask next) {
        if (next == me) {
            return;
        }
        if (next == null) {
            driverTakesOver();
        } else {
            resume(next);
        }
        me.awaitBaton();
        if (closed) {
            throw new Unwind();
        }
    }

    private void resume(SimulatedTask task) {
        current = task;
        if (task.isStarted()) {
            task.handBaton();
        } else {
            CARRIERS.execute(() -> carry(task));
        }
    }

    private void carry(SimulatedTask task) {
        Thread.currentThread().setName(task.name);
        task.begin();
        try {
            task.body.run();
            checkNoLockLeaked(task);
        } catch (Unwind over) {
            // the simulation was closed
        } catch (Throwable t) {
            fail(whatWentWrong(task, t));
        }
        Thread.interrupted();
        if (task.abandoned) {
            return;
        }
        task.state = SimulatedTask.State.DONE;
        SimulatedTask next = closed ? null : pick(null);
        if (next == null) {
            driverTakesOver();
        } else {
            resume(next);
        }
    }

    private void checkNoLockLeaked(SimulatedTask task) {
        for (SimulatedLock lock : locks) {
            if (lock.owner() == task && !closed) {
                fail(new SimulationFailure(SimulationFailure.Kind.LOCK_LEAK,
                        task + " has ended and still holds " + lock + ": nobody else will ever get it.", null));
            }
        }
    }

    private static Throwable whatWentWrong(SimulatedTask task, Throwable thrown) {
        if (thrown instanceof AssertionError || thrown instanceof Todo || thrown instanceof CannotBeJudged) {
            return thrown;
        }
        String place = Report.place(thrown.getStackTrace()).map(where -> " (" + where + ")").orElse("");
        return new SimulationFailure(SimulationFailure.Kind.EXCEPTION, task + " failed: " + thrown + place, thrown);
    }

    private void fail(Throwable t) {
        if (failure == null && !closed) {
            failure = t;
        }
    }

    // The driver

    private void drive(SimulatedTask first) {
        DRIVES.incrementAndGet();
        if (first != null) {
            driving = false;
            driver = Thread.currentThread();
            resume(first);
            awaitDriversTurn(SimulatedTask.NEVER);
            driving = true;
        }
        if (failure == null) {
            now = Math.max(now, limit == SimulatedTask.NEVER ? now : limit);
        }
    }

    private void driverTakesOver() {
        driving = true;
        LockSupport.unpark(driver);
    }

    /** Waits until the tasks hand the baton back; gives up on them if the watchdog barks. */
    private void awaitDriversTurn(long deadline) {
        Watchdog watchdog = new Watchdog();
        while (!driving && System.nanoTime() < deadline) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            SimulatedTask task = current;
            if (!driving && task != null && task.thread != null) {
                Optional<Throwable> finding = watchdog.look(task.thread, steps);
                if (finding.isPresent()) {
                    fail(finding.get());
                    abandon(task);
                    return;
                }
            }
        }
    }

    /** It will not hand the baton back; its thread may go on for good, but counts no more. */
    private static void abandon(SimulatedTask task) {
        task.abandoned = true;
        task.state = SimulatedTask.State.DONE;
        task.thread.interrupt();
    }

    private static void rethrow(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(t);
    }
}
