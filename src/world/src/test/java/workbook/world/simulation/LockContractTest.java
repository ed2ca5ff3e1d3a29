package workbook.world.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.world.RealRuntime;
import workbook.world.Runtime;
import workbook.world.Runtime.RunningTask;
import workbook.world.Todo;

/** What a lock of the simulation has in common with {@link ReentrantLock}: each test runs on both. */
@Timeout(60)
class LockContractTest {

    private static final long MILLI = 1_000_000;

    @Nested
    class Real extends Contract {
        @Override
        void runAll(World world) {
            try (RealRuntime runtime = new RealRuntime()) {
                world.setUp(runtime);
                Awaitility.await().until(() -> runtime.isFinished() || runtime.failure().isPresent());
                runtime.failure().ifPresent(failure -> {
                    throw new AssertionError(failure);
                });
            }
        }
    }

    @Nested
    class Simulated extends Contract {
        @Override
        void runAll(World world) {
            Todo.forget();
            for (long seed = 0; seed < 200; seed++) {
                try (Simulation simulation = new Simulation(seed == 0 ? Order.seeded(0) : Order.random(2 * seed))) {
                    world.setUp(simulation);
                    simulation.run();
                }
            }
        }
    }

    interface World {
        void setUp(Runtime runtime);
    }

    abstract static class Contract {

        abstract void runAll(World world);

        private void alone(LockUser user) {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                runtime.start("alone", () -> user.use(lock, lock.newCondition()));
            });
        }

        interface LockUser {
            void use(Lock lock, Condition condition) throws Exception;
        }

        @Test
        void aTaskTakesItAgainAndFreesItAsOften() {
            alone((lock, condition) -> {
                lock.lock();
                lock.lockInterruptibly();
                assertThat(lock.tryLock()).isTrue();
                assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < 4; i++) {
                    lock.unlock();
                }
                assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
            });
        }

        @Test
        void whoDoesNotHoldItCanNeitherWaitNorSignal() {
            alone((lock, condition) -> {
                assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
                assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
                assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
                assertThatThrownBy(() -> condition.awaitNanos(1)).isInstanceOf(IllegalMonitorStateException.class);
                assertThatThrownBy(condition::awaitUninterruptibly).isInstanceOf(IllegalMonitorStateException.class);
            });
        }

        @Test
        void whoHoldsAnotherLockCannotEither() {
            runAll(runtime -> {
                Lock mine = runtime.lock("mine");
                Lock theirs = runtime.lock("theirs");
                runtime.start("alone", () -> {
                    mine.lock();
                    assertThatThrownBy(theirs.newCondition()::signal).isInstanceOf(IllegalMonitorStateException.class);
                    assertThatThrownBy(theirs::unlock).isInstanceOf(IllegalMonitorStateException.class);
                    mine.unlock();
                });
            });
        }

        @Test
        void waitingFreesEveryHoldAndTakesThemAllBack() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                AtomicBoolean ready = new AtomicBoolean();
                runtime.start("waiter", () -> {
                    lock.lock();
                    lock.lock();
                    while (!ready.get()) {
                        condition.await();
                    }
                    lock.unlock();
                    condition.signal();   // one hold is left
                    lock.unlock();
                    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
                });
                runtime.start("signaller", () -> {
                    lock.lock();
                    ready.set(true);
                    condition.signal();
                    lock.unlock();
                });
            });
        }

        @Test
        void onlyOneHoldsIt() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                AtomicInteger inside = new AtomicInteger();
                for (String name : List.of("a", "b", "c")) {
                    runtime.start(name, () -> {
                        lock.lock();
                        try {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            runtime.sleep(MILLI);
                            inside.decrementAndGet();
                        } finally {
                            lock.unlock();
                        }
                    });
                }
            });
        }

        @Test
        void whoTriesAndFailsGoesOn() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition tried = lock.newCondition();
                AtomicBoolean done = new AtomicBoolean();
                lock.newCondition();
                runtime.start("holder", () -> {
                    lock.lock();
                    AtomicReference<List<Boolean>> taken = new AtomicReference<>();
                    runtime.start("trier",
                            () -> taken.set(List.of(lock.tryLock(), lock.tryLock(1, TimeUnit.MILLISECONDS))));
                    while (taken.get() == null) {
                        runtime.sleep(MILLI);
                    }
                    assertThat(taken.get()).containsExactly(false, false);
                    done.set(true);
                    tried.signalAll();
                    lock.unlock();
                });
            });
        }

        @Test
        void whoTriesForLongEnoughSucceeds() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                runtime.start("holder", () -> {
                    lock.lock();
                    runtime.start("trier", () -> {
                        assertThat(lock.tryLock(1, TimeUnit.HOURS)).isTrue();
                        lock.unlock();
                    });
                    runtime.sleep(20 * MILLI);
                    lock.unlock();
                });
            });
        }

        @Test
        void aWaitEndsWhenItsTimeIsOver() {
            alone((lock, condition) -> {
                lock.lock();
                assertThat(condition.awaitNanos(MILLI)).isNotPositive();
                assertThat(condition.awaitNanos(0)).isNotPositive();
                assertThat(condition.await(1, TimeUnit.MILLISECONDS)).isFalse();
                lock.unlock();
            });
        }

        @Test
        void aSignalEndsAWaitBeforeItsTime() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                runtime.start("waiter", () -> {
                    lock.lock();
                    runtime.start("signaller", () -> {
                        lock.lock();
                        condition.signal();
                        lock.unlock();
                    });
                    assertThat(condition.await(1, TimeUnit.HOURS)).isTrue();
                    lock.unlock();
                });
            });
        }

        @Test
        void aSignalEndsAWaitEvenIfTheLockIsHeldUntilItsTimeIsOver() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                runtime.start("waiter", () -> {
                    lock.lock();
                    runtime.start("signaller", () -> {
                        lock.lock();
                        condition.signal();
                        runtime.sleep(1_100 * MILLI);
                        lock.unlock();
                    });
                    assertThat(condition.await(1, TimeUnit.SECONDS)).isTrue();
                    lock.unlock();
                });
            });
        }

        @Test
        void firstComeFirstSignalled() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                List<String> waiting = new ArrayList<>();
                List<String> woken = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                    runtime.start(name, () -> {
                        lock.lock();
                        waiting.add(name);
                        condition.await();
                        woken.add(name);
                        lock.unlock();
                    });
                }
                runtime.start("signaller", () -> {
                    while (woken.size() < 3) {
                        runtime.sleep(MILLI);
                        lock.lock();
                        if (waiting.size() == 3) {
                            condition.signal();
                        }
                        lock.unlock();
                    }
                    assertThat(woken).isEqualTo(waiting);
                });
            });
        }

        // Interrupts

        @Test
        void whoIsInterruptedBeforeDoesNotBeginToWait() {
            alone((lock, condition) -> {
                for (Interruptible wait : List.<Interruptible>of(lock::lockInterruptibly,
                        () -> lock.tryLock(1, TimeUnit.SECONDS), () -> lock.tryLock(0, TimeUnit.SECONDS))) {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(wait::run).isInstanceOf(InterruptedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).as("the flag, afterwards").isFalse();
                }
                lock.lock();
                for (Interruptible wait : List.<Interruptible>of(condition::await, () -> condition.awaitNanos(-1),
                        () -> condition.await(1, TimeUnit.SECONDS), lock::lockInterruptibly)) {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(wait::run).isInstanceOf(InterruptedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).as("the flag, afterwards").isFalse();
                }
                lock.unlock();
            });
        }

        interface Interruptible {
            void run() throws InterruptedException;
        }

        @Test
        void lockAndTryLockTakeNoNoticeOfAnInterrupt() {
            alone((lock, condition) -> {
                Thread.currentThread().interrupt();
                lock.lock();
                assertThat(lock.tryLock()).isTrue();
                lock.unlock();
                lock.unlock();
                assertThat(Thread.interrupted()).as("the flag").isTrue();
            });
        }

        @Test
        void anInterruptEndsAWaitWhichHoldsTheLockAgain() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                RunningTask waiter = runtime.start("waiter", () -> {
                    lock.lock();
                    assertThatThrownBy(condition::await).isInstanceOf(InterruptedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).as("the flag").isFalse();
                    condition.signal();
                    lock.unlock();
                });
                runtime.start("canceller", waiter::interrupt);
            });
        }

        @Test
        void soDoesOneThatGoesStraightToTheThread() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                AtomicReference<Thread> waiter = new AtomicReference<>();
                runtime.start("waiter", () -> {
                    waiter.set(Thread.currentThread());
                    lock.lock();
                    assertThatThrownBy(condition::await).isInstanceOf(InterruptedException.class);
                    lock.unlock();
                });
                runtime.start("canceller", () -> {
                    while (waiter.get() == null) {
                        runtime.sleep(MILLI);
                    }
                    waiter.get().interrupt();
                });
            });
        }

        @Test
        void anInterruptEndsASleep() {
            runAll(runtime -> {
                RunningTask sleeper = runtime.start("sleeper",
                        () -> assertThatThrownBy(() -> runtime.sleep(3_600_000 * MILLI))
                                .isInstanceOf(InterruptedException.class));
                runtime.start("canceller", sleeper::interrupt);
            });
        }

        @Test
        void anInterruptEndsTheWaitForALockIfThatMayBeInterrupted() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                runtime.start("holder", () -> {
                    lock.lock();
                    AtomicInteger ended = new AtomicInteger();
                    for (Interruptible wait : List.<Interruptible>of(lock::lockInterruptibly,
                            () -> lock.tryLock(1, TimeUnit.HOURS))) {
                        runtime.start("waiter", () -> {
                            assertThatThrownBy(wait::run).isInstanceOf(InterruptedException.class);
                            ended.incrementAndGet();
                        }).interrupt();
                    }
                    while (ended.get() < 2) {
                        runtime.sleep(MILLI);
                    }
                    lock.unlock();
                });
            });
        }

        @Test
        void anInterruptDoesNotEndTheWaitForALockOtherwise() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                AtomicBoolean free = new AtomicBoolean();
                runtime.start("holder", () -> {
                    lock.lock();
                    runtime.start("waiter", () -> {
                        lock.lock();
                        assertThat(free).isTrue();
                        assertThat(Thread.interrupted()).as("the flag").isTrue();
                        lock.unlock();
                    }).interrupt();
                    runtime.sleep(20 * MILLI);
                    free.set(true);
                    lock.unlock();
                });
            });
        }

        @Test
        void anInterruptDoesNotEndAnUninterruptibleWait() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                AtomicBoolean ready = new AtomicBoolean();
                RunningTask waiter = runtime.start("waiter", () -> {
                    lock.lock();
                    if (!ready.get()) {
                        condition.awaitUninterruptibly();
                    }
                    assertThat(ready).isTrue();
                    assertThat(Thread.interrupted()).as("the flag").isTrue();
                    lock.unlock();
                });
                runtime.start("canceller", () -> {
                    waiter.interrupt();
                    runtime.sleep(20 * MILLI);
                    lock.lock();
                    ready.set(true);
                    condition.signal();
                    lock.unlock();
                });
            });
        }

        @Test
        void theFlagThatATaskRestoresIsStillThereLater() {
            alone((lock, condition) -> {
                Thread.currentThread().interrupt();
                lock.lock();
                try {
                    condition.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    lock.unlock();
                }
                assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
            });
        }

        @Test
        void noSignalIsLostOnOneWhoIsInterrupted() {
            runAll(runtime -> {
                Lock lock = runtime.lock("lock");
                Condition condition = lock.newCondition();
                AtomicInteger items = new AtomicInteger();
                AtomicInteger taken = new AtomicInteger();
                RunningTask unlucky = runtime.start("unlucky", () -> take(lock, condition, items, taken));
                runtime.start("patient", () -> take(lock, condition, items, taken));
                runtime.start("giver", () -> {
                    lock.lock();
                    items.incrementAndGet();
                    condition.signal();
                    lock.unlock();
                });
                runtime.start("canceller", unlucky::interrupt);
                runtime.start("helper", () -> {
                    while (taken.get() == 0) {
                        runtime.sleep(MILLI);
                    }
                    lock.lock();
                    items.incrementAndGet();   // for the other one, if it wasn't interrupted in time
                    condition.signal();
                    lock.unlock();
                });
            });
        }

        private static void take(Lock lock, Condition condition, AtomicInteger items, AtomicInteger taken) {
            lock.lock();
            try {
                while (items.get() == 0) {
                    condition.await();
                }
                items.decrementAndGet();
                taken.incrementAndGet();
            } catch (InterruptedException e) {
                // it leaves, with nothing
            } finally {
                lock.unlock();
            }
        }

        @Test
        void aTaskThatHasEndedIsNotInterruptedNorIsAnybodyElse() {
            runAll(runtime -> {
                AtomicBoolean ended = new AtomicBoolean();
                RunningTask first = runtime.start("first", () -> ended.set(true));
                runtime.start("second", () -> {
                    while (!ended.get()) {
                        runtime.sleep(MILLI);
                    }
                    runtime.start("third", () -> {
                        first.interrupt();
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        runtime.sleep(MILLI);
                    });
                    first.interrupt();
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    runtime.sleep(MILLI);
                });
            });
        }
    }
}
