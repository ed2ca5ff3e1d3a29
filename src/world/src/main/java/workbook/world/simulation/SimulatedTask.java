package workbook.world.simulation;

import java.util.concurrent.locks.LockSupport;
import workbook.world.Runtime.RunningTask;
import workbook.world.Runtime.TaskBody;

/** A task of a {@link Simulation}: what it does, what it waits for, and the thread that carries it. */
final class SimulatedTask implements RunningTask {

    static final long NEVER = Long.MAX_VALUE;

    enum State {
        READY,
        /** Wants {@link #lock}; could go on as soon as nobody holds it. */
        LOCKING,
        /** Awaits a signal on {@link #condition}, or {@link #wakeAt}. */
        WAITING,
        DONE
    }

    final String name;
    final TaskBody body;
    private final Simulation simulation;

    State state = State.READY;
    SimulatedLock lock;
    SimulatedCondition condition;
    /** Virtual time at which it stops waiting by itself. */
    long wakeAt = NEVER;
    long waitingSince;
    boolean signalled;
    boolean interruptPending;

    volatile Thread thread;
    /** Given up by the watchdog: whatever its thread still does counts no more. */
    volatile boolean abandoned;
    private volatile boolean baton;

    SimulatedTask(String name, TaskBody body, Simulation simulation) {
        this.name = name;
        this.body = body;
        this.simulation = simulation;
    }

    boolean isReady() {
        return state == State.READY || state == State.LOCKING && !lock.isHeld();
    }

    boolean isStarted() {
        return thread != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void interrupt() {
        simulation.interrupt(this);
    }

    /** Called on the thread that is to carry the task. */
    void begin() {
        thread = Thread.currentThread();
        takeOverInterrupt(false);
    }

    void handBaton() {
        baton = true;
        LockSupport.unpark(thread);
    }

    /**
     * Called on the task's own thread. An interrupted thread can't be parked, so its flag is put
     * aside meanwhile.
     */
    void awaitBaton() {
        boolean interrupted = Thread.interrupted();
        while (!baton) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        baton = false;
        takeOverInterrupt(interrupted);
    }

    private void takeOverInterrupt(boolean interrupted) {
        if (interrupted || interruptPending) {
            interruptPending = false;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
