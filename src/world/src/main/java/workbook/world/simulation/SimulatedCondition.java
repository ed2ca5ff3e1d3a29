package workbook.world.simulation;

import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import workbook.world.simulation.SimulatedTask.State;
import workbook.world.simulation.SimulatedTask.Wakeup;

/** A condition of a {@link SimulatedLock}. First come, first signalled, as in the JDK's. */
final class SimulatedCondition implements Condition {

    private final SimulatedLock lock;
    private final int number;
    private final Simulation simulation;
    private final Deque<SimulatedTask> waiters = new ArrayDeque<>();
    private Signal lastSignal;

    /** Told as words only if somebody asks. */
    private record Signal(String call, String by, long at, List<SimulatedTask> woken) {
        @Override
        public String toString() {
            return "the last " + call + ", by " + by + " at " + Report.time(at) + ", woke "
                    + (woken.isEmpty() ? "nobody" : Report.names(woken));
        }
    }

    SimulatedCondition(SimulatedLock lock, int number, Simulation simulation) {
        this.lock = lock;
        this.number = number;
        this.simulation = simulation;
    }

    @Override
    public void await() throws InterruptedException {
        await(SimulatedTask.NEVER, true);
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            await(SimulatedTask.NEVER, false);
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        long deadline = simulation.after(nanos);
        await(deadline, true);
        return deadline - simulation.now();
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return await(simulation.after(unit.toNanos(time)), true) != Wakeup.TIMEOUT;
    }

    @Override
    public boolean awaitUntil(Date deadline) {
        throw new CannotBeJudged("awaitUntil(Date) goes by the wall clock, which the simulation doesn't have."
                + " Use awaitNanos, with the clock you were given.");
    }

    @Override
    public void signal() {
        wake("signal", 1);
    }

    @Override
    public void signalAll() {
        wake("signalAll", Integer.MAX_VALUE);
    }

    /** The task stops waiting here. */
    void forget(SimulatedTask task) {
        waiters.remove(task);
    }

    /** When the last signal came, and whom it woke, in words. */
    String lastSignal() {
        return lastSignal == null ? "it was never signalled" : lastSignal.toString();
    }

    private Wakeup await(long deadline, boolean interruptible) throws InterruptedException {
        SimulatedTask me = simulation.caller();
        if (interruptible && Thread.currentThread().isInterrupted()) {
            if (me != null) {
                simulation.step(me);   // waiting again and again, interrupted each time, is busy waiting too
            }
            SimulatedLock.throwIfInterrupted();
        }
        lock.checkHeldBy(me, "waits on a condition of");
        if (me == null) {
            simulation.checkIsPast(deadline);
            return Wakeup.TIMEOUT;
        }
        int holds = lock.releaseAll();
        me.lock = lock;
        me.condition = this;
        waiters.add(me);
        Optional<Story> story = simulation.story(); // no lambdas: this is where the time goes
        if (story.isPresent()) {
            story.get().awaits(me, this);
        }
        simulation.pause(me, State.WAITING, deadline, interruptible);
        Wakeup wokenBy = me.wokenBy;   // waiting for the lock is another wait
        lock.acquire(me, holds);
        if (story.isPresent()) {
            story.get().goesOn(me, this, wokenBy);
        }
        if (wokenBy == Wakeup.INTERRUPT) {
            SimulatedLock.throwIfInterrupted();
        }
        return wokenBy;
    }

    private void wake(String call, int most) {
        SimulatedTask me = simulation.caller();
        lock.checkHeldBy(me, "signals a condition of");
        if (simulation.isClosed()) {
            return;
        }
        List<SimulatedTask> woken = most == 1 && !waiters.isEmpty() ? List.of(waiters.peek()) : List.copyOf(waiters);
        lastSignal = new Signal(call, me == null ? "'" + Thread.currentThread().getName() + "'" : me.name,
                simulation.now(), woken);
        if (me != null && simulation.story().isPresent()) {
            simulation.story().get().signals(me, call, this, woken);
        }
        woken.forEach(task -> task.stopWaiting(Wakeup.SIGNAL));
    }

    @Override
    public String toString() {
        return Instrumentation.nameOf(this).map(field -> "'" + lock.name + "." + field + "'")
                .orElseGet(() -> "condition " + number + " of " + lock);
    }
}
