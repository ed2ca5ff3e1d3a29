package example;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** What students write who do not wait as they should. */
public final class Waits {

    private static volatile long sink;

    private Waits() {
    }

    public static void onASemaphore() throws InterruptedException {
        new Semaphore(0).acquire();
    }

    public static void forAMonitor(Object monitor) {
        synchronized (monitor) {
            sink++;
        }
    }

    public static void forANotification(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait();
        }
    }

    public static void bySleeping(AtomicBoolean done) throws InterruptedException {
        while (!done.get()) {
            Thread.sleep(5);
        }
    }

    /** Ends when it's told to; the machine shouldn't have to bear it until the tests end. */
    public static void bySpinning(AtomicBoolean done) {
        while (!done.get()) {
            Thread.onSpinWait();
        }
    }

    public static void byLockingAgainAndAgain(Lock lock, AtomicBoolean done) {
        while (!done.get()) {
            lock.lock();
            lock.unlock();
        }
    }

    public static void onlyForANanosecond(Lock lock, AtomicBoolean done) throws InterruptedException {
        Condition condition = lock.newCondition();
        lock.lock();
        try {
            while (!done.get()) {
                condition.awaitNanos(1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whatever ends the wait, it waits again. */
    public static void stubbornly(Lock lock) {
        while (true) {
            try {
                lock.lock();
                lock.newCondition().await();
            } catch (Throwable t) {
                sink++;
            }
        }
    }

    /** Whatever happens, it goes on. */
    public static void withoutEverWaiting(Lock lock, AtomicBoolean done) {
        while (!done.get()) {
            try {
                byLockingAgainAndAgain(lock, done);
            } catch (Throwable t) {
                sink++;
            }
        }
    }
}
