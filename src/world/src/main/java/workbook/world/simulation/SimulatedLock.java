package workbook.world.simulation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock that behaves as a non-fair {@link java.util.concurrent.locks.ReentrantLock} does, for the
 * tasks of one {@link Simulation}. Taking and freeing it are the points at which another task may run.
 *
 * <p>While the simulation stands still (being set up, looked at, or closed) nothing else runs, and
 * the lock is open to the thread that looks.
 */
final class SimulatedLock implements Lock {

    final String name;
    private final Simulation simulation;
    private SimulatedTask owner;
    private int holds;
    /** Of the thread that looks. */
    private int looks;
    private int conditions;
    /** What came before the lock was last freed. */
    private final VectorClock freed = new VectorClock();

    SimulatedLock(String name, Simulation simulation) {
        this.name = name;
        this.simulation = simulation;
    }

    @Override
    public void lock() {
        SimulatedTask me = simulation.caller();
        if (me == null) {
            looks++;
        } else if (owner == me) {
            simulation.step(me);
            holds++;
        } else {
            simulation.mayPreempt(me);
            acquire(me, 1);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        SimulatedTask me = simulation.caller();
        throwIfInterrupted();
        if (me == null) {
            looks++;
            return;
        }
        if (owner != me) {
            simulation.mayPreempt(me);
        }
        acquireInterruptibly(me, SimulatedTask.NEVER);
    }

    @Override
    public boolean tryLock() {
        SimulatedTask me = simulation.caller();
        if (me == null) {
            looks++;
            return true;
        }
        simulation.mayPreempt(me);
        if (isHeld() && owner != me) {
            return false;
        }
        take(me, holds + 1);
        return true;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        SimulatedTask me = simulation.caller();
        throwIfInterrupted();
        if (me == null) {
            looks++;
            return true;
        }
        long deadline = simulation.after(unit.toNanos(time));
        simulation.mayPreempt(me);
        return acquireInterruptibly(me, deadline);
    }

    /** @throws IllegalMonitorStateException if the caller doesn't hold the lock */
    @Override
    public void unlock() {
        SimulatedTask me = simulation.caller();
        checkHeldBy(me, "unlocks");
        if (me == null) {
            looks = Math.max(0, looks - 1);
        } else if (--holds == 0) {
            free();
            simulation.mayPreempt(me);
        }
    }

    @Override
    public Condition newCondition() {
        return new SimulatedCondition(this, ++conditions, simulation);
    }

    boolean isHeld() {
        return owner != null;
    }

    SimulatedTask owner() {
        return owner;
    }

    /** Frees every hold, whatever their number, and says how many there were. */
    int releaseAll() {
        int released = holds;
        holds = 0;
        free();
        return released;
    }

    /** Waits until nobody holds the lock, then takes it. */
    void acquire(SimulatedTask me, int times) {
        while (isHeld()) {
            simulation.happens(me, () -> "waits for " + this + ", which " + owner + " holds");
            waitFor(me, SimulatedTask.NEVER, false);
        }
        take(me, times);
    }

    /** @param me a task, or null for a thread that looks while nothing runs */
    void checkHeldBy(SimulatedTask me, String what) {
        if (me != null ? owner != me : looks == 0 && !simulation.isClosed()) {
            String caller = me != null ? me.name : "'" + Thread.currentThread().getName() + "'";
            throw new IllegalMonitorStateException(caller + " " + what + " " + this + ", which "
                    + (owner == null ? "nobody" : owner) + " holds");
        }
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean acquireInterruptibly(SimulatedTask me, long deadline) throws InterruptedException {
        while (isHeld() && owner != me) {
            if (simulation.now() >= deadline) {
                return false;
            }
            waitFor(me, deadline, true);
            throwIfInterrupted();
        }
        take(me, holds + 1);
        return true;
    }

    private void take(SimulatedTask me, int times) {
        if (owner == null && simulation.races().isPresent()) {
            me.clock.join(freed);
        }
        owner = me;
        holds = times;
    }

    private void free() {
        if (simulation.races().isPresent()) {
            freed.join(owner.clock);
            owner.clock.tick(owner.number);
        }
        owner = null;
    }

    private void waitFor(SimulatedTask me, long deadline, boolean interruptible) {
        me.lock = this;
        simulation.pause(me, SimulatedTask.State.LOCKING, deadline, interruptible);
    }

    @Override
    public String toString() {
        return "the lock '" + name + "'";
    }
}
