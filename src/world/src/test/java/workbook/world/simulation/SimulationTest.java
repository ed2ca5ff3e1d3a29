package workbook.world.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Clock;
import workbook.world.Runtime.RunningTask;
import workbook.world.Runtime.TaskBody;
import workbook.world.Todo;
import workbook.world.simulation.SimulationFailure.Kind;

class SimulationTest {

    private final Simulation simulation = new Simulation(Order.seeded(1));
    private final Clock clock = simulation.clock();
    private final Lock lock = simulation.lock("pool");
    private final Condition condition = lock.newCondition();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        simulation.close();
        Todo.forget();
    }

    // Time

    @Test
    void theClockMovesOnlyWhenEverybodyWaits() {
        simulation.start("a", () -> {
            simulation.sleep(10);
            log.add("a " + clock.nanoTime());
            simulation.sleep(20);
            log.add("a " + clock.nanoTime());
        });
        simulation.start("b", () -> {
            simulation.sleep(25);
            log.add("b " + clock.nanoTime());
        });

        simulation.run();

        assertThat(log).containsExactly("a 10", "b 25", "a 30");
        assertThat(clock.nanoTime()).isEqualTo(30);
    }

    @Test
    void runsUntilAMomentAndGoesOnLater() {
        simulation.start("a", () -> {
            for (int i = 0; i < 3; i++) {
                simulation.sleep(10);
                log.add("a " + clock.nanoTime());
            }
        });

        assertThat(simulation.runUntil(20)).as("somebody is left").isTrue();
        assertThat(log).containsExactly("a 10", "a 20");
        assertThat(simulation.runUntil(5)).as("a moment that is over").isTrue();
        assertThat(clock.nanoTime()).as("time never goes back").isEqualTo(20);
        assertThat(simulation.runUntil(45)).as("somebody is left").isFalse();
        assertThat(log).containsExactly("a 10", "a 20", "a 30");
        assertThat(clock.nanoTime()).isEqualTo(45);
    }

    @Test
    void sleepingForNoTimeIsNoSleep() throws InterruptedException {
        simulation.sleep(0);
        simulation.start("a", () -> {
            simulation.sleep(0);
            simulation.sleep(-1);
        });

        simulation.run();

        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void aWaitMayEndBeyondAllTime() {
        simulation.start("a", () -> {
            simulation.sleep(5);
            simulation.sleep(Long.MAX_VALUE);
        });
        simulation.start("b", () -> simulation.sleep(2_000));

        assertThat(simulation.runUntil(1_000)).as("somebody is left").isTrue();
        assertThatThrownBy(() -> simulation.runUntil(3_000)).hasMessageContaining("a  sleeps for ever")
                .hasMessageContaining("b  has finished");
    }

    // Tasks

    @Test
    void aTaskStartsAnother() {
        simulation.start("a", () -> {
            simulation.start("b", () -> simulation.start("c", () -> log.add("c")));
            log.add("a");
        });

        simulation.run();

        assertThat(log).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void oneTaskRunsAtATime() {
        for (long seed = 0; seed < 100; seed++) {
            try (Simulation simulation = new Simulation(Order.random(seed))) {
                int[] counter = new int[1];
                AtomicInteger running = new AtomicInteger();
                Lock unused = simulation.lock("unused");
                for (int task = 0; task < 4; task++) {
                    simulation.start("task " + task, () -> {
                        for (int i = 0; i < 10; i++) {
                            assertThat(running.incrementAndGet()).isEqualTo(1);
                            counter[0]++;
                            running.decrementAndGet();
                            unused.lock();
                            unused.unlock();
                        }
                    });
                }
                simulation.run();
                assertThat(counter[0]).isEqualTo(40);
            }
        }
    }

    @Test
    void theSameOrderIsTheSameRun() {
        List<List<String>> runs = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            runs.add(story(seed));
            assertThat(story(seed)).as("seed %d again", seed).isEqualTo(runs.get((int) seed));
        }
        assertThat(runs.stream().distinct().count()).as("different runs").isGreaterThan(10);
    }

    private static List<String> story(long seed) {
        List<String> story = new ArrayList<>();
        try (Simulation simulation = new Simulation(Order.random(seed))) {
            Lock lock = simulation.lock("lock");
            Condition condition = lock.newCondition();
            for (String name : List.of("a", "b", "c")) {
                simulation.start(name, () -> {
                    for (int i = 1; i <= 3; i++) {
                        lock.lock();
                        try {
                            story.add(name + simulation.clock().nanoTime());
                            condition.awaitNanos(i);
                            condition.signal();
                        } finally {
                            lock.unlock();
                        }
                    }
                });
            }
            simulation.run();
        }
        return story;
    }

    @Test
    void whatTheDriverSignalsWhileAllStandsStillIsHeard() {
        simulation.start("waiter", () -> {
            lock.lock();
            try {
                condition.await();
                log.add("woken at " + clock.nanoTime());
            } finally {
                lock.unlock();
            }
        });
        simulation.start("idler", () -> simulation.sleep(100));
        simulation.runUntil(10);

        lock.lock();
        condition.signal();
        lock.unlock();
        simulation.run();

        assertThat(log).containsExactly("woken at 10");
    }

    @Test
    void theDriverInterruptsATaskWhileAllStandsStill() {
        RunningTask sleeper = simulation.start("sleeper", () -> {
            assertThatThrownBy(() -> simulation.sleep(100)).isInstanceOf(InterruptedException.class);
            log.add("interrupted at " + clock.nanoTime());
        });
        RunningTask later = simulation.start("later", () -> log.add("later"));
        simulation.runUntil(10);

        sleeper.interrupt();
        later.interrupt();
        simulation.run();

        assertThat(log).containsExactly("later", "interrupted at 10");
    }

    @Test
    void aWaitMayEndWithoutASignal() {
        long spurious = LongStream.range(0, 100).filter(seed -> {
            try (Simulation simulation = new Simulation(Order.random(seed))) {
                Lock lock = simulation.lock("lock");
                AtomicBoolean woken = new AtomicBoolean();
                simulation.start("waiter", () -> {
                    lock.lock();
                    lock.newCondition().awaitNanos(1_000);
                    woken.set(simulation.clock().nanoTime() < 1_000);
                    lock.unlock();
                });
                simulation.start("other", () -> {
                    for (int i = 0; i < 20; i++) {
                        simulation.sleep(1);
                    }
                });
                simulation.run();
                return woken.get();
            }
        }).count();

        assertThat(spurious).as("of 100 orders").isBetween(20L, 60L);
    }

    @Test
    void theDriverLooksAtWhatATaskHasLocked() {
        simulation.start("a", () -> {
            lock.lock();
            simulation.sleep(100);
            lock.unlock();
        });
        simulation.runUntil(10);

        lock.lock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);

        simulation.run();
    }

    @Test
    void theDriverCannotWaitBecauseNobodyCouldWakeIt() {
        lock.lock();
        assertThatThrownBy(condition::await).isInstanceOf(SimulationFailure.class).hasMessageContaining("waits");
        assertThatThrownBy(() -> condition.awaitNanos(1)).isInstanceOf(SimulationFailure.class);
        assertThatThrownBy(() -> simulation.sleep(1)).isInstanceOf(SimulationFailure.class);
    }

    @Test
    void theDriverMayWaitForAMomentThatIsOver() throws InterruptedException {
        lock.lock();
        assertThat(condition.awaitNanos(0)).isZero();
        assertThat(condition.awaitNanos(-1)).isZero();
    }

    @Test
    void aSimulationRunsInATaskOfAnother() {
        simulation.start("outer", () -> {
            lock.lock();
            try (Simulation inner = new Simulation(Order.seeded(1))) {
                Lock innerLock = inner.lock("inner");
                inner.start("inner", () -> {
                    innerLock.lock();
                    innerLock.unlock();
                    inner.sleep(7);
                    log.add("inner " + inner.clock().nanoTime());
                });
                inner.run();
            }
            simulation.sleep(3);
            lock.unlock();
            log.add("outer " + clock.nanoTime());
        });

        simulation.run();

        assertThat(log).containsExactly("inner 7", "outer 3");
    }

    @Test
    void aTaskCannotDriveTheSimulationItRunsIn() {
        simulation.start("a", () -> {
            assertThatThrownBy(simulation::run).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(simulation::close).isInstanceOf(IllegalStateException.class);
            log.add("a");
        });

        simulation.run();

        assertThat(log).containsExactly("a");
    }

    @Test
    void aDriverThatWasInterruptedBeforeDrivesAllTheSame() {
        simulation.start("a", () -> log.add("interrupted: " + Thread.currentThread().isInterrupted()));
        Thread.currentThread().interrupt();

        simulation.run();

        assertThat(Thread.interrupted()).as("its flag").isTrue();
        assertThat(log).containsExactly("interrupted: false");
    }

    // What can go wrong

    @Test
    void aDeadlockIsToldAsWhoWaitsForWhat() {
        simulation.start("reader", () -> {
            lock.lock();
            condition.await();
        });
        simulation.start("closer", () -> {
            simulation.sleep(1_500_000_000);
            lock.lock();
            lock.newCondition().signalAll();
            lock.unlock();
        });

        SimulationFailure failure = failureOfRun();

        assertThat(failure.kind()).isEqualTo(Kind.DEADLOCK);
        assertThat(failure.getMessage()).contains("Everybody waits").contains("reader").contains("since 0.000 s")
                .contains("condition 1 of the lock 'pool'").contains("never signalled").contains("has finished");
    }

    @Test
    void aDeadlockTellsWhomTheLastSignalWoke() {
        simulation.start("early", () -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        });
        simulation.start("late", () -> {
            simulation.sleep(1);
            lock.lock();
            condition.await();
        });

        assertThat(failureOfRun()).hasMessageContaining("the last signal, by early at 0.000 s, woke nobody");
    }

    @Test
    void aDeadlockOfLocksNamesTheirHolders() {
        Lock other = simulation.lock("other");
        for (boolean first : List.of(true, false)) {
            simulation.start(first ? "a" : "b", () -> {
                (first ? lock : other).lock();
                simulation.sleep(1);
                (first ? other : lock).lock();
            });
        }

        assertThat(failureOfRun()).hasMessageContaining("a  wants the lock 'other', which b holds")
                .hasMessageContaining("b  wants the lock 'pool', which a holds");
    }

    @Test
    void aLockThatATaskKeepsToTheEndIsALeak() {
        simulation.start("a", lock::lock);

        SimulationFailure failure = failureOfRun();

        assertThat(failure.kind()).isEqualTo(Kind.LOCK_LEAK);
        assertThat(failure).hasMessageContaining("a has ended and still holds the lock 'pool'");
    }

    @Test
    void anExceptionSaysWhoseItIs() {
        RuntimeException thrown = new IllegalArgumentException("no buffer");

        SimulationFailure failure = failureOf("map", () -> {
            throw thrown;
        });

        assertThat(failure.kind()).isEqualTo(Kind.EXCEPTION);
        assertThat(failure).hasMessageContaining("map failed").hasMessageContaining("no buffer").hasCause(thrown);
    }

    @Test
    void whatIsNoMistakeOfItsOwnSurfacesAsItIs() {
        for (Error error : List.of(new AssertionError("3 is not 4"), new Todo("1.4"), new CannotBeJudged("?"))) {
            try (Simulation simulation = new Simulation(Order.seeded(1))) {
                simulation.start("a", () -> {
                    throw error;
                });
                assertThatThrownBy(simulation::run).isSameAs(error);
                assertThatThrownBy(simulation::run).as("again").isSameAs(error);
            }
        }
    }

    @Test
    void aThreadOfOnesOwnCannotBeJudged() {
        AtomicReference<Throwable> seenByThread = new AtomicReference<>();
        simulation.start("a", () -> {
            Thread thread = new Thread(() -> {
                try {
                    lock.lock();
                } catch (Throwable t) {
                    seenByThread.set(t);
                }
            }, "my own");
            thread.start();
            thread.join();
        });

        assertThatThrownBy(simulation::run).isInstanceOf(CannotBeJudged.class).hasMessageContaining("'my own'");
        assertThat(seenByThread.get()).isInstanceOf(CannotBeJudged.class);
    }

    // The end

    @Test
    void closingLetsTasksCleanUp() {
        AtomicBoolean begun = new AtomicBoolean();
        simulation.start("a", () -> {
            lock.lock();
            try {
                condition.await();
            } finally {
                log.add("a cleans up");
                condition.signalAll();
                lock.unlock();
                lock.lock();
                lock.unlock();
            }
        });
        simulation.start("idler", () -> {
            try {
                simulation.sleep(100);
            } finally {
                simulation.sleep(100);
                log.add("never");
            }
        });
        simulation.runUntil(10);
        simulation.start("too late", () -> begun.set(true));

        simulation.close();
        simulation.close();

        assertThat(log).containsExactly("a cleans up");
        assertThat(begun).isFalse();
        assertThat(clock.nanoTime()).isEqualTo(10);
    }

    @Test
    void aTodoThatOnlyCleaningUpReachesWasNotAskedFor() {
        simulation.start("a", () -> {
            try {
                simulation.sleep(100);
            } finally {
                throw new Todo("4.5");
            }
        });
        simulation.runUntil(10);

        simulation.close();

        assertThat(Todo.reached()).isEmpty();
    }

    @Test
    void aThreadIsUsedAgainAndNothingIsLeftOfTheTaskBefore() {
        for (int i = 0; i < 50; i++) {
            String name = "task " + i;
            try (Simulation simulation = new Simulation(Order.seeded(i))) {
                simulation.start(name, () -> {
                    log.add(Thread.currentThread().getName() + Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                });
                simulation.run();
            }
            assertThat(log).last().isEqualTo(name + "false");
        }
    }

    private SimulationFailure failureOf(String name, TaskBody body) {
        simulation.start(name, body);
        return failureOfRun();
    }

    private SimulationFailure failureOfRun() {
        return catchThrowableOfType(SimulationFailure.class, simulation::run);
    }
}
