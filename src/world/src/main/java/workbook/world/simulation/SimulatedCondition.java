package workbook.world.simulation;

import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A condition of a {@link SimulatedLock}. First come, first signalled, as in the JDK's. */
final class SimulatedCondition implements Condition {

    private final SimulatedLock lock;
    private final int number;
    private final Simulation simulation;
    private final Deque<SimulatedTask> waiters = new ArrayDeque<>();
    private Signal lastSignal;

    /** Told as words only if somebody asks. */
    private record Signal(String call, SimulatedTask by, long at, List<SimulatedTask> woken) {
        @Override
        public String toString() {
            return "the last " + call + ", by " + by + " at " + Report.seconds(at) + ", woke "
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
        long deadline = simulation.after(unit.toNanos(time));
        await(deadline, true);
        return simulation.now() < deadline;
    }

    @Override
    public boolean awaitUntil(Date deadline) {
        throw new CannotBeJudged("awaitUntil(Date) goes by the wall clock, which the simulation doesn't have."
                + " Use awaitNanos, with the clock you were given.");
    }

    @Override
    public void signal() {
        if (simulation.standsStill()) {
            return;
        }
        lock.checkHeldByCurrent("signals a condition of");
        remember("signal", waiters.isEmpty() ? List.of() : List.of(waiters.peek()));
        wakeFirst();
    }

    @Override
    public void signalAll() {
        if (simulation.standsStill()) {
            return;
        }
        lock.checkHeldByCurrent("signals a condition of");
        remember("signalAll", List.copyOf(waiters));
        while (!waiters.isEmpty()) {
            wakeFirst();
        }
    }

    /** The task stops waiting here without a signal: interrupted, timed out, or for no reason at all. */
    void forget(SimulatedTask task) {
        waiters.remove(task);
    }

    /** When the last signal came, and whom it woke, in words. */
    String lastSignal() {
        return lastSignal == null ? "it was never signalled" : lastSignal.toString();
    }

    private void await(long deadline, boolean interruptible) throws InterruptedException {
        simulation.checkMayWait();
        lock.checkHeldByCurrent("waits on a condition of");
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        SimulatedTask me = simulation.currentTask();
        int holds = lock.releaseAll();
        me.state = SimulatedTask.State.WAITING;
        me.condition = this;
        me.lock = lock;
        me.wakeAt = deadline;
        me.signalled = false;
        waiters.add(me);
        simulation.pause(me);
        lock.acquire(me, holds);
        if (interruptible && !me.signalled && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void wakeFirst() {
        SimulatedTask task = waiters.poll();
        if (task != null) {
            task.signalled = true;
            task.state = SimulatedTask.State.LOCKING;
            task.wakeAt = SimulatedTask.NEVER;
        }
    }

    private void remember(String call, List<SimulatedTask> woken) {
        lastSignal = new Signal(call, simulation.currentTask(), simulation.now(), woken);
    }

    @Override
    public String toString() {
        return "condition " + number + " of " + lock;
    }
}
