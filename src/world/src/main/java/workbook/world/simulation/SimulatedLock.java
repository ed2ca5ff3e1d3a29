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
    private int conditions;

    SimulatedLock(String name, Simulation simulation) {
        this.name = name;
        this.simulation = simulation;
    }

    @Override
    public void lock() {
        if (simulation.standsStill()) {
            return;
        }
        SimulatedTask me = simulation.currentTask();
        if (owner != me) {
            simulation.mayPreempt();
            acquire(me, 1);
        } else {
            holds++;
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (simulation.standsStill()) {
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        SimulatedTask me = simulation.currentTask();
        if (owner == me) {
            holds++;
            return;
        }
        simulation.mayPreempt();
        while (isHeld()) {
            waitFor(me, SimulatedTask.NEVER);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        take(me, 1);
    }

    @Override
    public boolean tryLock() {
        if (simulation.standsStill()) {
            return true;
        }
        SimulatedTask me = simulation.currentTask();
        simulation.mayPreempt();
        if (isHeld() && owner != me) {
            return false;
        }
        take(me, holds + 1);
        return true;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        if (simulation.standsStill()) {
            return true;
        }
        SimulatedTask me = simulation.currentTask();
        long deadline = simulation.after(unit.toNanos(time));
        simulation.mayPreempt();
        while (isHeld() && owner != me) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (simulation.now() >= deadline) {
                return false;
            }
            waitFor(me, deadline);
        }
        take(me, holds + 1);
        return true;
    }

    /** @throws IllegalMonitorStateException if the calling task doesn't hold the lock */
    @Override
    public void unlock() {
        if (simulation.standsStill()) {
            return;
        }
        checkHeldByCurrent("unlocks");
        if (--holds == 0) {
            owner = null;
            simulation.mayPreempt();
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
        owner = null;
        holds = 0;
        return released;
    }

    /** Waits until nobody holds the lock, then takes it. */
    void acquire(SimulatedTask me, int times) {
        while (isHeld()) {
            waitFor(me, SimulatedTask.NEVER);
        }
        take(me, times);
    }

    void checkHeldByCurrent(String what) {
        SimulatedTask me = simulation.currentTask();
        if (owner != me) {
            throw new IllegalMonitorStateException(me + " " + what + " " + this + ", which "
                    + (owner == null ? "nobody" : owner) + " holds");
        }
    }

    private void take(SimulatedTask me, int times) {
        owner = me;
        holds = times;
    }

    private void waitFor(SimulatedTask me, long deadline) {
        me.state = SimulatedTask.State.LOCKING;
        me.lock = this;
        me.wakeAt = deadline;
        simulation.pause(me);
    }

    @Override
    public String toString() {
        return "the lock '" + name + "'";
    }
}
