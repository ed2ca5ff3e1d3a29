package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.SimulationFailure;

class BoundedSearchTest {

    @Test
    void findsEveryOrderOfTwoShortTasks() {
        Set<String> seen = new HashSet<>();
        forEachOrder(order -> seen.add(interleaved(order)));

        assertThat(seen).as("both orders of two tasks that hold the lock once each").containsExactlyInAnyOrder("ab", "ba");
    }

    @Test
    void goesOnBeyondTwoPreemptionsWhereThatLeavesNothingOut() {
        Set<String> seen = new HashSet<>();
        forEachOrder(order -> {
            StringBuilder word = new StringBuilder();
            try (Simulation world = new Simulation(order)) {
                Lock lock = world.lock("word");
                for (String letter : new String[] {"a", "b"}) {
                    world.start(letter, () -> {
                        for (int i = 0; i < 3; i++) {
                            lock.lock();
                            word.append(letter);
                            lock.unlock();
                        }
                    });
                }
                world.run();
            }
            seen.add(word.toString());
        });

        assertThat(seen).as("words of three a and three b").hasSize(20).contains("ababab", "bababa");
    }

    @Test
    void triesNoOrderTwiceAndThePlainestFirst() {
        List<String> names = new ArrayList<>();
        forEachOrder(order -> {
            names.add(((BoundedSearch.Attempt) order).deviations().toString());
            interleaved(order);
        });

        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.get(0)).as("the plainest").isEmpty();
    }

    @Test
    void anOrderComesAgainByItsName() {
        forEachOrder(order -> {
            String first = interleaved(order);
            Deviations deviations = ((BoundedSearch.Attempt) order).deviations();
            Deviations read = deviations.list().isEmpty() ? Deviations.NONE : Deviations.parse(deviations.toString());

            assertThat(read).isEqualTo(deviations);
            assertThat(interleaved(BoundedSearch.again(read))).isEqualTo(first);
        });
    }

    @Test
    void wakesASingleWaiterWithoutASignal() {
        List<String> wokenTooEarly = new ArrayList<>();
        forEachOrder(order -> {
            boolean[] set = new boolean[1];
            try (Simulation world = new Simulation(order)) {
                Lock lock = world.lock("flag");
                Condition changed = lock.newCondition();
                world.start("waits", () -> {
                    lock.lock();
                    try {
                        if (!set[0]) {
                            changed.await();
                        }
                        if (!set[0]) {
                            wokenTooEarly.add(((BoundedSearch.Attempt) order).deviations().toString());
                        }
                    } finally {
                        lock.unlock();
                    }
                });
                world.start("sets", () -> {
                    lock.lock();
                    set[0] = true;
                    changed.signal();
                    lock.unlock();
                });
                world.run();
            }
        });

        assertThat(wokenTooEarly).as("orders in which 'if' for 'while' shows").isNotEmpty();
        assertThat(wokenTooEarly.get(0)).as("one thing more than the plainest").doesNotContain("-");
    }

    @Test
    void aMistakeThatNeedsTwoPreemptionsIsFound() {
        boolean[] found = new boolean[1];
        forEachOrder(order -> {
            try (Simulation world = new Simulation(order)) {
                Lock lock = world.lock("counter");
                int[] counter = new int[2];
                for (int i = 0; i < 2; i++) {
                    int me = i;
                    world.start("task " + i, () -> {
                        counter[me] = 1;
                        touch(lock);
                        found[0] |= counter[1 - me] == 1;   // both are between their first and their second touch
                        touch(lock);
                        counter[me] = 2;
                    });
                }
                world.run();
            } catch (SimulationFailure e) {
                throw new AssertionError(e);
            }
        });

        assertThat(found[0]).isTrue();
    }

    @Test
    void comesToAnEndHoweverManyOrdersThereAre() {
        int[] orders = new int[1];
        forEachOrder(order -> {
            orders[0]++;
            try (Simulation world = new Simulation(order)) {
                Lock lock = world.lock("lock");
                for (String name : new String[] {"a", "b", "c", "d"}) {
                    world.start(name, () -> {
                        for (int i = 0; i < 30; i++) {
                            touch(lock);
                        }
                    });
                }
                world.run();
            }
        });

        assertThat(orders[0]).as("24 without a preemption, 700 with one, 560 with two").isEqualTo(1_284);
    }

    private static void forEachOrder(Consumer<Order> test) {
        BoundedSearch search = new BoundedSearch(Explorer.ORDERS);
        for (Optional<BoundedSearch.Attempt> next = search.next(); next.isPresent(); next = search.next()) {
            test.accept(next.get());
        }
    }

    private static String interleaved(Order order) {
        StringBuilder text = new StringBuilder();
        try (Simulation world = new Simulation(order)) {
            Lock lock = world.lock("text");
            for (String name : new String[] {"a", "b"}) {
                world.start(name, () -> {
                    lock.lock();
                    text.append(name);
                    lock.unlock();
                });
            }
            world.run();
        }
        return text.toString();
    }

    private static void touch(Lock lock) {
        lock.lock();
        lock.unlock();
    }
}
