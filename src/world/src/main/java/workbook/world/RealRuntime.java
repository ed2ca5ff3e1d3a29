package workbook.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The runtime on real threads (daemons), real locks and the system's clock. Thread-safe. */
public final class RealRuntime implements Runtime, AutoCloseable {

    private static final Set<RealRuntime> OPEN = ConcurrentHashMap.newKeySet();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long createdAt = System.nanoTime();
    private volatile boolean closing;

    /** A runtime without any tasks; {@link #close} it. */
    public RealRuntime() {
        OPEN.add(this);
    }

    /** Whether there is one that isn't closed, whose tasks may wake a thread that waits. */
    public static boolean isAnyOpen() {
        return !OPEN.isEmpty();
    }

    @Override
    public Lock lock(String name) {
        return new ReentrantLock();
    }

    @Override
    public Clock clock() {
        return () -> System.nanoTime() - createdAt;
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        Thread thread = new Thread(() -> run(body), name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);   // only now: it counts as ended until it has begun
        return new RunningTask() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void interrupt() {
                thread.interrupt();
            }
        };
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    /** What the first task that failed threw, other than because of {@link #close}. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether every task started so far has ended. */
    public boolean isFinished() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Interrupts every task and waits, two seconds at most, until they have ended. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            OPEN.remove(this);
        }
    }

    private void run(TaskBody body) {
        try {
            body.run();
        } catch (Throwable t) {
            if (!closing) {
                failure.compareAndSet(null, t);
            }
        }
    }
}
