package example;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Todo;

/** What a student wrote. */
public final class Student {

    /** The name of a system property that lets the threads end that never would. */
    public static final String STOP = "student.stop";

    private Student() {
    }

    public static int right() {
        return 4;
    }

    public static int toDo() {
        throw new Todo("1.4");
    }

    /** Catches everything, and so hides what is to do. */
    public static int swallowsTodo() {
        try {
            return toDo();
        } catch (Throwable t) {
            return 4;
        }
    }

    public static void spins() {
        while (!Boolean.getBoolean(STOP)) {
            Thread.onSpinWait();
        }
    }

    public static void blocks() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Reaches a Todo only after it was given up. */
    public static void blocksThenToDo() {
        try {
            blocks();
        } catch (InterruptedException e) {
            toDo();
        }
    }

    /** Two may both find it free. */
    public static final class Seat {
        private final Lock lock;
        private final Condition free;
        private int taken;

        public Seat(Lock lock) {
            this.lock = lock;
            free = lock.newCondition();
        }

        public void takeWithoutLooking() {
            if (taken() == 0) {
                lock.lock();
                taken++;
                lock.unlock();
            }
        }

        public void take() throws InterruptedException {
            lock.lock();
            try {
                while (taken > 0) {
                    free.await();
                }
                taken++;
            } finally {
                lock.unlock();
            }
        }

        public void leave() {
            lock.lock();
            try {
                taken--;
                free.signal();
            } finally {
                lock.unlock();
            }
        }

        public int taken() {
            lock.lock();
            try {
                return taken;
            } finally {
                lock.unlock();
            }
        }
    }
}
