package workbook.world.simulation;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/** A thread that carries a simulated task, and when that has ended, another one. */
final class Carrier extends Thread {

    private static final ConcurrentLinkedDeque<Carrier> IDLE = new ConcurrentLinkedDeque<>();

    private volatile SimulatedTask task;

    private Carrier() {
        super("simulated task");
        setDaemon(true);
    }

    /** One that carries nothing. */
    static Carrier idle() {
        Carrier idle = IDLE.poll();
        return idle == null ? new Carrier() : idle;
    }

    /** Begins with the task. */
    void carry(SimulatedTask task) {
        this.task = task;
        if (isAlive()) {
            LockSupport.unpark(this);
        } else {
            start();
        }
    }

    /** What it carries; null if nothing. */
    SimulatedTask task() {
        return task;
    }

    @Override
    public void run() {
        while (task.carryOut()) {
            task = null;
            IDLE.push(this);
            while (task == null) {
                LockSupport.park(this);
            }
        }
    }
}
