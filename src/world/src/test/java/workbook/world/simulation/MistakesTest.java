package workbook.world.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import example.Exchange;
import example.Pool;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import workbook.world.simulation.SimulationFailure.Kind;

/** The classic mistakes of concurrent programs are found, and programs without one never accused. */
class MistakesTest {

    private static final int ORDERS = 1_000;

    /** Starts tasks; they check what must hold while they run. */
    private interface Program extends Consumer<Simulation> {
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("if for while", contention(Pool.IfForWhile::new, 1), Kind.EXCEPTION),
                mistake("one signal, two kinds of waiters", slot(false), Kind.DEADLOCK),
                mistake("signals only when empty", twoComeBack(Pool.SignalsOnlyWhenEmpty::new), Kind.DEADLOCK),
                mistake("no signal", contention(Pool.NoSignal::new, 1), Kind.DEADLOCK),
                mistake("no unlock on an early return", polling(Pool.NoUnlockOnEarlyReturn::new), Kind.LOCK_LEAK),
                mistake("no finally", refusal(Pool.NoFinally::new), Kind.LOCK_LEAK),
                mistake("recycled twice", twice(Pool.ChecksBeforeLocking::new), Kind.EXCEPTION),
                mistake("lets go between look and wait", contention(Pool.LetsGoBetweenLookAndWait::new, 1),
                        Kind.DEADLOCK),
                mistake("changes after the unlock", contention(Pool.AddsAfterUnlock::new, 1), Kind.DEADLOCK),
                mistake("close wakes one", closing(Pool.CloseWakesOne::new), Kind.DEADLOCK),
                mistake("two locks in two orders", twoLocks(true), Kind.DEADLOCK),
                mistake("credit checked, then spent", credit(false), Kind.EXCEPTION),
                mistake("waits while it holds what the other needs", writer(true), Kind.DEADLOCK),
                mistake("looks without the lock", polling(Pool.LooksWithoutTheLock::new), Kind.EXCEPTION));
    }

    static Stream<Arguments> right() {
        return Stream.concat(
                Stream.of(right("slot", slot(true)), right("two locks", twoLocks(false)), right("credit", credit(true)),
                        right("writer", writer(false))),
                Stream.<BiFunction<Integer, Lock, Pool>>of(Pool::new, Pool.SignalsAllAndWaitsInTurns::new)
                        .flatMap(pool -> Stream.of(
                                right("contention for 1", contention(pool, 1)),
                                right("contention for 2", contention(pool, 2)),
                                right("two come back", twoComeBack(pool)),
                                right("polling", polling(pool)),
                                right("refusal", refusal(pool)),
                                right("recycled twice", twice(pool)),
                                right("closing", closing(pool)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    @DisplayName("is found, each time in the same order, and named")
    void isFound(String what, Program program, Kind kind) {
        Optional<Long> order = firstWrong(program);

        assertThat(order).as("the first order that shows it").isPresent();
        SimulationFailure failure = run(program, order.get());
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(run(program, order.get())).as("the same order again").hasMessage(failure.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    @DisplayName("a right program is never accused")
    void isNotAccused(String what, Program program) {
        assertThatCode(() -> firstWrong(program).ifPresent(order -> {
            throw run(program, order);
        })).doesNotThrowAnyException();
    }

    private static Optional<Long> firstWrong(Program program) {
        return LongStream.range(0, ORDERS).boxed().filter(order -> run(program, order) != null).findFirst();
    }

    private static SimulationFailure run(Program program, long order) {
        try (Simulation simulation = new Simulation(order == 0 ? Order.seeded(0) : Order.random(order), 100_000)) {
            program.accept(simulation);
            simulation.run();
            return null;
        } catch (SimulationFailure failure) {
            return failure;
        }
    }

    private static Arguments mistake(String what, Program program, Kind kind) {
        return Arguments.of(what, program, kind);
    }

    private static Arguments right(String what, Program program) {
        return Arguments.of(what, program);
    }

    /** Three tasks, and not enough buffers. */
    private static Program contention(BiFunction<Integer, Lock, Pool> made, int buffers) {
        return simulation -> {
            Pool pool = made.apply(buffers, simulation.lock("pool"));
            for (String name : new String[] {"map", "filter", "sink"}) {
                simulation.start(name, () -> {
                    for (int i = 0; i < 2; i++) {
                        Pool.Buffer buffer = pool.take();
                        use(buffer, name, pool);
                        pool.recycle(buffer);
                    }
                });
            }
        };
    }

    private static Program twoComeBack(BiFunction<Integer, Lock, Pool> made) {
        return simulation -> {
            Pool pool = made.apply(2, simulation.lock("pool"));
            Pool.Buffer first = pool.poll();
            Pool.Buffer second = pool.poll();
            simulation.start("map", pool::take);
            simulation.start("filter", pool::take);
            simulation.start("sink", () -> {
                pool.recycle(first);
                pool.recycle(second);
            });
        };
    }

    private static Program polling(BiFunction<Integer, Lock, Pool> made) {
        return simulation -> {
            Pool pool = made.apply(1, simulation.lock("pool"));
            for (String name : new String[] {"map", "filter"}) {
                simulation.start(name, () -> {
                    Pool.Buffer buffer = pool.poll();
                    if (buffer != null) {
                        use(buffer, name, pool);
                        pool.recycle(buffer);
                    }
                });
            }
        };
    }

    private static Program refusal(BiFunction<Integer, Lock, Pool> made) {
        return simulation -> {
            Pool pool = made.apply(1, simulation.lock("pool"));
            simulation.start("map", () -> {
                try {
                    pool.recycle(null);
                    throw new IllegalStateException("taken back");
                } catch (IllegalArgumentException refused) {
                    pool.available();
                }
            });
            simulation.start("filter", pool::take);
        };
    }

    private static Program twice(BiFunction<Integer, Lock, Pool> made) {
        return simulation -> {
            Pool pool = made.apply(1, simulation.lock("pool"));
            Pool.Buffer buffer = pool.poll();
            for (String name : new String[] {"map", "cancel"}) {
                simulation.start(name, () -> {
                    pool.recycle(buffer);
                    check(pool.available() == 1, "a pool of 1 has " + pool.available());
                });
            }
        };
    }

    private static Program closing(BiFunction<Integer, Lock, Pool> made) {
        return simulation -> {
            Pool pool = made.apply(0, simulation.lock("pool"));
            for (String name : new String[] {"map", "filter"}) {
                simulation.start(name, () -> {
                    try {
                        pool.take();
                        throw new AssertionError("a buffer from an empty pool");
                    } catch (IllegalStateException closed) {
                        // as it should be
                    }
                });
            }
            simulation.start("cancel", pool::close);
        };
    }

    private static Program slot(boolean wakesAll) {
        return simulation -> {
            Exchange.Slot slot = new Exchange.Slot(simulation.lock("slot"), wakesAll);
            for (String name : new String[] {"source", "map"}) {
                simulation.start(name, () -> slot.turn(true));
            }
            for (String name : new String[] {"filter", "sink"}) {
                simulation.start(name, () -> slot.turn(false));
            }
        };
    }

    private static Program twoLocks(boolean crossed) {
        return simulation -> {
            Lock local = simulation.lock("local");
            Lock global = simulation.lock("global");
            simulation.start("map", () -> Exchange.both(local, global));
            simulation.start("sink", () -> Exchange.both(crossed ? global : local, crossed ? local : global));
        };
    }

    private static Program credit(boolean atOnce) {
        return simulation -> {
            Exchange.Credit credit = new Exchange.Credit(1, simulation.lock("credit"), atOnce);
            for (String name : new String[] {"map", "filter"}) {
                simulation.start(name, () -> {
                    credit.spend();
                    check(credit.left() >= 0, "sent without credit");
                });
            }
        };
    }

    private static Program writer(boolean holdsOn) {
        return simulation -> {
            Pool pool = new Pool(1, simulation.lock("pool"));
            Exchange.Writer writer = new Exchange.Writer(pool, simulation.lock("writer"), holdsOn);
            Pool.Buffer buffer = pool.poll();
            simulation.start("map", writer::write);
            simulation.start("sink", () -> writer.giveBack(buffer));
        };
    }

    /** Other tasks may run meanwhile. */
    private static void use(Pool.Buffer buffer, String user, Pool pool) {
        check(buffer.user == null, user + " was given a buffer that " + buffer.user + " uses");
        buffer.user = user;
        pool.available();
        buffer.user = null;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
