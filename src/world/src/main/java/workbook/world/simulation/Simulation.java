package workbook.world.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.Todo;
import workbook.world.simulation.SimulatedTask.State;
import workbook.world.simulation.SimulatedTask.Wakeup;

/**
 * A runtime in which exactly one task runs at a time and time is virtual.
 *
 * <p>Tasks are carried by real threads that take turns: where a task takes or frees a lock, waits or
 * signals, the {@link Order} may let another go on. The clock moves only when every task waits,
 * straight to the moment at which the first of them stops waiting. So ten minutes pass in a fraction
 * of a second, and the same order gives the same run, bit for bit.
 *
 * <p>One thread drives it: {@link #run()} to the end, or {@link #runUntil} from one moment to the
 * next. While it stands still, the driver may use anything that the tasks use: their locks are open,
 * and a signal wakes who waits.
 *
 * <p>The idea is that of deterministic simulation testing (FoundationDB's, Will Wilson, Strange
 * Loop 2014) and of stateless model checking (CHESS, Musuvathi et al., OSDI 2008).
 */
public final class Simulation implements Runtime, AutoCloseable {

    private static final long DEFAULT_STEP_LIMIT = 20_000_000;
    /** Within so short a time, {@link #stepLimit} steps are no progress. A wait of a nanosecond is as busy as none. */
    private static final long A_MOMENT_NANOS = 100_000_000;
    /** A run without an end in time has one in steps: so many times the limit. */
    private static final long MOMENTS_OF_AN_ENDLESS_RUN = 50;

    private static final long LOOK_EVERY_NANOS = 10_000_000;

    private static final AtomicLong DRIVES = new AtomicLong();

    private final Order order;
    private final boolean preempts;
    /** Only where any order may come up: a race is one in every order, so a plain run needn't look. */
    private final Optional<RaceDetector> races;
    private final Optional<Story> story;
    private final long stepLimit;
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<SimulatedLock> locks = new ArrayList<>();
    private final List<SimulatedTask> candidates = new ArrayList<>();

    /** The task that runs; null: none does, and the driver may. Whoever has the turn owns all that isn't volatile. */
    private final AtomicReference<SimulatedTask> turn = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile long steps;

    private Thread driver;
    private long now;
    private long limit;
    private long momentBegan;
    private long stepsWhenMomentBegan;

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
     * @param stepLimit how many locks, waits and looks at the clock there may be within a tenth of a
     *     (virtual) second before that counts as busy waiting; at least 1
     */
    public Simulation(Order order, long stepLimit) {
        this(order, stepLimit, Optional.empty());
    }

    /** @param story is told what the tasks do */
    public Simulation(Order order, long stepLimit, Story story) {
        this(order, stepLimit, Optional.of(story));
    }

    private Simulation(Order order, long stepLimit, Optional<Story> story) {
        this.story = story;
        this.order = order;
        this.preempts = order.preempts();
        this.races = preempts ? Optional.of(new RaceDetector()) : Optional.empty();
        races.ifPresent(any -> Instrumentation.watch(1));
        story.ifPresent(any -> Instrumentation.record(1));
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
            SimulatedTask me = caller();
            if (me != null) {
                step(me);
            }
            return now;
        };
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        SimulatedTask me = caller();
        SimulatedTask task = new SimulatedTask(name, tasks.size(), body, this);
        tasks.add(task);
        if (me != null) {
            task.clock.join(me.clock);
            me.clock.tick(me.number);
        }
        return task;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        SimulatedTask me = caller();
        long wakeAt = after(nanos);
        if (wakeAt > now) {
            SimulatedLock.throwIfInterrupted();
        }
        if (me == null) {
            checkIsPast(wakeAt);
        } else if (wakeAt == now) {
            mayPreempt(me);
        } else {
            pause(me, State.SLEEPING, wakeAt, true);
            if (me.wokenBy == Wakeup.INTERRUPT) {
                SimulatedLock.throwIfInterrupted();
            }
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
        checkIsNoTask();
        if (failure.get() == null && !closed) {
            limit = nanos;
            drive(pick(null));
        }
        if (failure.get() != null) {
            close();
            rethrow(failure.get());
        }
        return tasks.stream().anyMatch(task -> task.state != State.DONE);
    }

    /**
     * Ends the tasks that are left: whatever they wait for throws something that no program expects,
     * and they may clean up. Then nothing runs any more; what is there can still be looked at.
     */
    @Override
    public void close() {
        checkIsNoTask();
        if (closed) {
            return;
        }
        closed = true;
        races.ifPresent(any -> Instrumentation.watch(-1));
        story.ifPresent(any -> Instrumentation.record(-1));
        driver = Thread.currentThread();
        boolean nothingToDo = Todo.reached().isEmpty();
        for (SimulatedTask task : tasks) {
            if (task.isStarted() && task.state != State.DONE && !task.abandoned) {
                passTurn(null, task);
                awaitTurn();
            }
        }
        if (nothingToDo) {
            Todo.forget();   // reached while cleaning up: that was not asked for
        }
    }

    /** How often any simulation in this JVM was set going: it changes as long as somebody gets on. */
    public static long drives() {
        return DRIVES.get();
    }

    // What tasks, locks and conditions need

    /**
     * The task that calls; null if it's somebody who looks while nothing runs, or a task after the end.
     *
     * @throws CannotBeJudged if it's a thread that has no business here
     */
    SimulatedTask caller() {
        SimulatedTask me = taskOfThisThread();
        if (me != null) {
            if (turn.get() == me && !closed) {
                return me;
            }
            me.callsAfterTheEnd();
        } else if (turn.get() != null && !closed) {
            CannotBeJudged intruder = new CannotBeJudged("the thread '" + Thread.currentThread().getName()
                    + "' is not a task of this simulation. Start tasks with Runtime.start, not with threads of your"
                    + " own.");
            fail(intruder);
            throw intruder;
        }
        return null;
    }

    Optional<Story> story() {
        return story;
    }

    /** For the story, if one is told. */
    void happens(SimulatedTask task, Supplier<String> what) {
        if (story.isPresent() && !closed) {
            story.get().happens(task, what.get());
        }
    }

    Optional<RaceDetector> races() {
        return races;
    }

    boolean isTurnOf(SimulatedTask task) {
        return turn.get() == task;
    }

    boolean isClosed() {
        return closed;
    }

    long now() {
        return now;
    }

    /** The moment so much later than now; never, if that is beyond all time. */
    long after(long nanos) {
        long deadline = now + Math.max(0, nanos);
        return deadline < 0 ? SimulatedTask.NEVER : deadline;
    }

    /** Somebody who is no running task wants to wait until this moment: that can't be, if it's yet to come. */
    void checkIsPast(long moment) {
        if (taskOfThisThread() != null) {
            throw new Unwind();
        }
        if (moment > now) {
            throw new SimulationFailure(SimulationFailure.Kind.DEADLOCK,
                    "This call waits, and it was made where no other task runs that could ever end the wait.", null);
        }
    }

    /** The task is getting on, or going round in circles: too many at one moment are busy waiting. */
    void step(SimulatedTask me) {
        steps++;
        boolean endless = limit == SimulatedTask.NEVER && steps / MOMENTS_OF_AN_ENDLESS_RUN > stepLimit;
        if (endless || steps - stepsWhenMomentBegan > stepLimit) {
            failNow(me, new SimulationFailure(SimulationFailure.Kind.LIVELOCK, me + " goes round and round at "
                    + Report.time(now) + Report.place(Thread.currentThread().getStackTrace())
                    .map(where -> " (" + where + ")").orElse("")
                    + (endless ? " and comes to no end" : " and time hardly moves on")
                    + (Thread.currentThread().isInterrupted()
                            ? ": it was interrupted, so every wait ends at once. Let the InterruptedException out."
                            : ": busy waiting? Wait on a condition of the Lock you were given."), null));
        }
    }

    /** Something is wrong with what the task is about to do: it does nothing more. */
    void failNow(SimulatedTask me, Throwable failure) {
        fail(failure);
        handOver(me, null);
    }

    /** A point at which another task may run. */
    void mayPreempt(SimulatedTask me) {
        step(me);
        if (preempts) {
            handOver(me, pick(me));
        }
    }

    /** The task waits; others run until it can go on. */
    void pause(SimulatedTask me, State state, long until, boolean interruptible) {
        step(me);
        me.state = state;
        me.wakeAt = until;
        me.interruptible = interruptible;
        me.waitingSince = now;
        handOver(me, pick(null));
        me.state = State.READY;
        me.wakeAt = SimulatedTask.NEVER;
        me.interruptible = false;
    }

    void interrupt(SimulatedTask task) {
        SimulatedTask me = caller();
        if (me == task) {
            Thread.currentThread().interrupt();
        } else if (task.state != State.DONE) {
            if (me != null) {
                task.clock.join(me.clock);
                me.clock.tick(me.number);
            }
            if (me != null) {
                happens(me, () -> "interrupts " + task.name);
            }
            task.interruptLater();
            if (task.interruptible) {
                task.stopWaiting(Wakeup.INTERRUPT);
            }
        }
    }

    /**
     * Called on the thread that carries the task.
     *
     * @return whether it came to its end in time: false if the watchdog has given it up
     */
    boolean carryOut(SimulatedTask task) {
        try {
            task.body.run();
            happens(task, () -> "is done");
            checkNoLockLeaked(task);
        } catch (Unwind over) {
            // the simulation was closed
        } catch (Throwable t) {
            story.filter(any -> !closed).ifPresent(told -> told.fails(task, t));
            fail(whatWentWrong(task, t));
        }
        if (!isTurnOf(task)) {
            return false;
        }
        task.state = State.DONE;
        return passTurn(task, closed ? null : pick(null));
    }

    /**
     * One task's turn ends, another's begins; null stands for the driver.
     *
     * @return false if it wasn't the task's turn any more: the watchdog has given it up
     */
    boolean passTurn(SimulatedTask from, SimulatedTask to) {
        if (to != null) {
            to.ensureCarrier();   // the driver may look at it as soon as it's its turn
        }
        if (!turn.compareAndSet(from, to)) {
            return false;
        }
        if (to == null) {
            LockSupport.unpark(driver);
        } else {
            to.resume();
        }
        return true;
    }

    // The scheduler

    private SimulatedTask taskOfThisThread() {
        SimulatedTask task = Thread.currentThread() instanceof Carrier carrier ? carrier.task() : null;
        return task != null && task.simulation == this ? task : null;
    }

    private void checkIsNoTask() {
        if (taskOfThisThread() != null) {
            throw new IllegalStateException("a task can't drive or close the simulation that it runs in");
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
        while (failure.get() == null) {
            boolean alive = false;
            long next = SimulatedTask.NEVER;
            candidates.clear();
            for (int i = 0; i < tasks.size(); i++) {
                SimulatedTask task = tasks.get(i);
                if (task.isInterruptedWait()) {
                    task.stopWaiting(Wakeup.INTERRUPT);
                }
                if (task.isReady()) {
                    candidates.add(task);
                }
                alive |= task.state != State.DONE;
                next = Math.min(next, task.wakeAt);
            }
            if (candidates.size() == 1) {
                return candidates.get(0);
            }
            if (!candidates.isEmpty()) {
                return candidates.get(order.next(candidates.size(), candidates.indexOf(running)));
            }
            if (alive && next == SimulatedTask.NEVER) {
                fail(new SimulationFailure(SimulationFailure.Kind.DEADLOCK, Report.deadlock(tasks), null));
            }
            if (next > limit || next == SimulatedTask.NEVER) {
                return null;
            }
            moveTo(next);
        }
        return null;
    }

    private void moveTo(long moment) {
        now = moment;
        if (now - momentBegan >= A_MOMENT_NANOS) {
            momentBegan = now;
            stepsWhenMomentBegan = steps;
        }
        for (SimulatedTask task : tasks) {
            if (task.wakeAt <= now) {
                task.stopWaiting(Wakeup.TIMEOUT);
            }
        }
    }

    private void maybeWakeSpuriously() {
        candidates.clear();
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).state == State.WAITING) {
                candidates.add(tasks.get(i));
            }
        }
        int woken = candidates.isEmpty() ? -1 : order.spuriousWakeup(candidates.size());
        if (woken >= 0) {
            candidates.get(woken).stopWaiting(Wakeup.SPURIOUS);
        }
    }

    private void handOver(SimulatedTask me, SimulatedTask next) {
        if (next != me) {
            if (!passTurn(me, next)) {
                throw new Unwind();
            }
            me.awaitTurn();
            if (closed) {
                throw new Unwind();
            }
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
        String caller = Report.caller(thrown.getStackTrace()).map(where -> ", called by " + where).orElse("");
        String place = Report.place(thrown.getStackTrace()).map(where -> " (" + where + caller + ")").orElse("");
        return new SimulationFailure(SimulationFailure.Kind.EXCEPTION, task + " failed: " + thrown + place, thrown);
    }

    private void fail(Throwable t) {
        if (!closed) {
            failure.compareAndSet(null, t);
        }
    }

    // The driver

    private void drive(SimulatedTask first) {
        DRIVES.incrementAndGet();
        if (first != null) {
            driver = Thread.currentThread();
            passTurn(null, first);
            awaitTurn();
        }
        if (failure.get() == null && limit != SimulatedTask.NEVER) {
            now = Math.max(now, limit);
        }
    }

    /**
     * Waits until it's the driver's turn again; gives up the task that runs if the watchdog barks, or
     * somebody interrupts. An interrupted thread can't be parked, so its flag is put aside meanwhile.
     */
    private void awaitTurn() {
        Watchdog watchdog = new Watchdog();
        boolean interruptedBefore = Thread.interrupted();
        boolean interrupted = false;
        for (SimulatedTask task = parkedUntilTurn(); task != null; task = parkedUntilTurn()) {
            interrupted |= Thread.interrupted();
            Optional<? extends Throwable> finding = interrupted
                    ? Optional.of(new CannotBeJudged("The test was interrupted before it came to its end."))
                    : watchdog.look(task.carrier, steps);
            if (finding.isPresent() && passTurn(task, null)) {
                fail(finding.get());
                task.abandoned = true;
                task.carrier.interrupt();
            }
        }
        if (interruptedBefore || interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whose turn it is after a while; nobody's (null): the driver's. */
    private SimulatedTask parkedUntilTurn() {
        if (turn.get() != null) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
        return turn.get();
    }

    private static void rethrow(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(t);
    }
}
