package workbook.world;

import java.util.concurrent.locks.Lock;

/**
 * What code that builds others is given: locks, a clock, and a way to start tasks.
 *
 * <p>The contract for everything that runs in one: all waiting and mutual exclusion goes through
 * its locks and their {@link Lock#newCondition() conditions}. A lock behaves like a non-fair
 * {@link java.util.concurrent.locks.ReentrantLock}: reentrant, {@code await} frees every hold,
 * newcomers may overtake, and a wait may end without a signal. {@code volatile}, atomics and
 * concurrent collections are welcome where nobody waits.
 *
 * @see RealRuntime real threads and the system's clock
 * @see workbook.world.simulation.Simulation one task at a time, in virtual time
 */
public interface Runtime {

    /** A new lock. The name appears in reports, so name it after what it protects. */
    Lock lock(String name);

    /** The clock that every task of this runtime lives by. */
    Clock clock();

    /**
     * Starts a task. Does not wait for it.
     *
     * @param name who it is, in reports: {@code "map"}
     */
    RunningTask start(String name, TaskBody body);

    /**
     * Lets time pass: what work costs, in the exercises. Never a way to wait for somebody else.
     *
     * @param nanos how long, 0 or more
     */
    void sleep(long nanos) throws InterruptedException;

    /** What a task does. Whatever it throws is a failure of the whole run. */
    @FunctionalInterface
    interface TaskBody {
        void run() throws Exception;
    }

    /** A task that was started. */
    interface RunningTask {

        String name();

        /**
         * As {@link Thread#interrupt}: whatever it waits for now, or next, ends with an
         * {@link InterruptedException}. Does nothing if the task has ended.
         */
        void interrupt();
    }
}
