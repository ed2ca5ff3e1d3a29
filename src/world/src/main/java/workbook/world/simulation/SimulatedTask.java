package workbook.world.simulation;

import java.util.concurrent.locks.LockSupport;
import workbook.world.Runtime.RunningTask;
import workbook.world.Runtime.TaskBody;

/** A task of a {@link Simulation}: what it does, what it waits for, and the thread that carries it. */
final class SimulatedTask implements RunningTask {

    static final long NEVER = Long.MAX_VALUE;

    /** Cleaning up after the end takes some calls; a task that makes so many will never stop. */
    private static final int MOST_CALLS_AFTER_THE_END = 10_000;

    enum State {
        READY,
        /** Wants {@link #lock}; could go on as soon as nobody holds it. */
        LOCKING,
        /** Awaits a signal on {@link #condition}, or {@link #wakeAt}. */
        WAITING,
        /** Awaits {@link #wakeAt}. */
        SLEEPING,
        DONE
    }

    /** Why a wait has ended. */
    enum Wakeup {
        SIGNAL, TIMEOUT, INTERRUPT, SPURIOUS;

        String words() {
            return switch (this) {
                case SIGNAL -> "signalled";
                case TIMEOUT -> "time is up";
                case INTERRUPT -> "interrupted";
                case SPURIOUS -> "woken without a signal";
            };
        }
    }

    final String name;
    /** In the order in which they were started, from 0. */
    final int number;
    final TaskBody body;
    final VectorClock clock = new VectorClock();
    final Simulation simulation;

    State state = State.READY;
    SimulatedLock lock;
    SimulatedCondition condition;
    /** Virtual time at which it stops waiting by itself. */
    long wakeAt = NEVER;
    boolean interruptible;
    long waitingSince;
    Wakeup wokenBy;

    /** Null until it begins. */
    Carrier carrier;
    private boolean begun;
    /** Given up by the watchdog: whatever its thread still does counts no more. */
    boolean abandoned;
    /** Interrupted while it was not its turn; the thread's own flag is set when it is. */
    private volatile boolean interruptPending;
    private int callsAfterTheEnd;

    SimulatedTask(String name, int number, TaskBody body, Simulation simulation) {
        this.name = name;
        this.number = number;
        this.clock.tick(number);
        this.body = body;
        this.simulation = simulation;
    }

    boolean isReady() {
        return state == State.READY || state == State.LOCKING && !lock.isHeld();
    }

    boolean isStarted() {
        return carrier != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void interrupt() {
        simulation.interrupt(this);
    }

    void interruptLater() {
        interruptPending = true;
    }

    /** Whether it waits and was interrupted meanwhile: by a task, or by {@link Thread#interrupt}. */
    boolean isInterruptedWait() {
        return interruptible && (interruptPending || carrier.isInterrupted());
    }

    /** What it waits for has come, or something else ends the wait. A wait on a condition needs the lock then. */
    void stopWaiting(Wakeup why) {
        if (state == State.WAITING) {
            condition.forget(this);
            state = State.LOCKING;
        } else if (state == State.LOCKING || state == State.SLEEPING) {
            state = State.READY;
        }
        wakeAt = NEVER;
        interruptible = false;
        wokenBy = why;
    }

    void ensureCarrier() {
        if (carrier == null) {
            carrier = Carrier.idle();
        }
    }

    /** Its turn has come, says another thread. */
    void resume() {
        if (begun) {
            LockSupport.unpark(carrier);
        } else {
            begun = true;
            carrier.carry(this);
        }
    }

    /**
     * Called on the task's own thread, which waits until it's the task's turn. An interrupted thread
     * can't be parked, so its flag is put aside meanwhile.
     */
    void awaitTurn() {
        putAsideInterrupt();
        while (!simulation.isTurnOf(this)) {
            LockSupport.park(this);
            putAsideInterrupt();
        }
        takeOverInterrupt();
    }

    /**
     * Called on the thread that carries it.
     *
     * @return whether the thread may carry another task
     */
    boolean carryOut() {
        if (!name.equals(carrier.getName())) {
            carrier.setName(name);
        }
        takeOverInterrupt();
        boolean cameToItsEnd = simulation.carryOut(this);
        Thread.interrupted();
        return cameToItsEnd;
    }

    /** The simulation is over, or has given it up, and yet it calls. If it goes on and on, it is stopped. */
    void callsAfterTheEnd() {
        if (++callsAfterTheEnd > MOST_CALLS_AFTER_THE_END) {
            simulation.passTurn(this, null);
            while (true) {
                LockSupport.park(this);
                Thread.interrupted();
            }
        }
    }

    private void putAsideInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            interruptPending = true;   // first this, then that: others look at both
            Thread.interrupted();
        }
    }

    private void takeOverInterrupt() {
        if (interruptPending) {
            interruptPending = false;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
