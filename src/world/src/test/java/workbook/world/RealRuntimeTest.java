package workbook.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.world.Runtime.RunningTask;

@Timeout(60)
class RealRuntimeTest {

    private final RealRuntime runtime = new RealRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void tasksRunOnThreadsOfTheirNameAndWaitForOneAnother() {
        Lock lock = runtime.lock("lock");
        Condition changed = lock.newCondition();
        AtomicReference<String> baton = new AtomicReference<>();
        AtomicReference<String> seen = new AtomicReference<>();
        runtime.start("map", () -> {
            lock.lock();
            try {
                while (baton.get() == null) {
                    changed.await();
                }
                seen.set(baton.get());
            } finally {
                lock.unlock();
            }
        });
        RunningTask filter = runtime.start("filter", () -> {
            lock.lock();
            try {
                baton.set(Thread.currentThread().getName());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });

        await().untilAsserted(() -> assertThat(seen).hasValue("filter"));
        assertThat(filter.name()).isEqualTo("filter");
        await().until(runtime::isFinished);
        assertThat(runtime.failure()).isEmpty();
    }

    @Test
    void itsTimeIsTheSystemsSinceItWasMade() {
        long before = System.nanoTime();
        try (RealRuntime fresh = new RealRuntime()) {
            assertThat(fresh.clock().nanoTime()).isBetween(0L, System.nanoTime() - before);
        }
    }

    @Test
    void sleepingTakesItsTime() throws InterruptedException {
        long before = runtime.clock().nanoTime();
        runtime.sleep(2_000_000);

        assertThat(runtime.clock().nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void theFirstFailureIsKept() {
        Todo todo = new Todo("3.1");
        runtime.start("map", () -> {
            throw todo;
        });
        await().until(runtime::isFinished);
        runtime.start("filter", () -> {
            throw new IllegalStateException();
        });
        await().until(runtime::isFinished);
        Todo.forget();

        assertThat(runtime.failure()).containsSame(todo);
    }

    @Test
    void interruptingATaskEndsItsWait() {
        RunningTask task = runtime.start("map", () -> runtime.sleep(Long.MAX_VALUE));
        assertThat(runtime.isFinished()).isFalse();

        task.interrupt();

        await().until(runtime::isFinished);
        assertThat(runtime.failure()).containsInstanceOf(InterruptedException.class);
    }

    @Test
    void closingEndsTheTasksWhichIsNoFailure() {
        CountDownLatch begun = new CountDownLatch(2);
        for (String name : new String[] {"map", "filter"}) {
            runtime.start(name, () -> {
                begun.countDown();
                runtime.sleep(Long.MAX_VALUE);
            });
        }
        await().until(() -> begun.getCount() == 0);

        runtime.close();

        assertThat(runtime.isFinished()).isTrue();
        assertThat(runtime.failure()).isEmpty();
    }

    @Test
    void itIsKnownWhetherThereIsOne() {
        assertThat(RealRuntime.isAnyOpen()).isTrue();
        runtime.close();
        assertThat(RealRuntime.isAnyOpen()).isFalse();
    }
}
