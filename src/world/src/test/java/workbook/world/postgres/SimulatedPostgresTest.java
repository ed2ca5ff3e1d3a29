package workbook.world.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Runtime.RunningTask;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

class SimulatedPostgresTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);
    private final List<List<byte[]>> committed = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aTransactionTakesItsRowsTimeAndTheCommits() {
        SimulatedPostgres postgres = postgres(100, 50 * MILLI, 1_000);
        List<byte[]> rows = rows(200);
        world.start("sink", () -> {
            postgres.insert(rows);
            ended.add(world.clock().nanoTime());
            postgres.insert(rows(1));
            ended.add(world.clock().nanoTime());
        });
        world.run();

        assertThat(ended).containsExactly(2_050 * MILLI, 2_110 * MILLI);
        assertThat(committed).hasSize(2);
        assertThat(committed.get(0)).containsExactlyElementsOf(rows);
        assertThat(postgres.rows()).isEqualTo(201);
        assertThat(postgres.bytes()).isEqualTo(2_010);
        assertThat(postgres.commits()).isEqualTo(2);
    }

    @Test
    void nothingCountsAsWrittenBeforeTheCommit() {
        SimulatedPostgres postgres = postgres(10, 500 * MILLI, 1_000);
        insert("sink", postgres, 10);

        world.runUntil(1_400 * MILLI);
        assertThat(postgres.inTransaction()).isEqualTo(10);
        assertThat(postgres.inSocket()).isZero();
        assertThat(postgres.rows()).isZero();
        assertThat(committed).isEmpty();

        world.runUntil(1_500 * MILLI);
        assertThat(postgres.inTransaction()).isZero();
        assertThat(postgres.rows()).isEqualTo(10);
    }

    @Test
    void theSocketHoldsNoMoreThanItsBuffer() {
        SimulatedPostgres postgres = postgres(10, 0, 4);
        insert("sink", postgres, 10);

        List<String> seen = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            world.runUntil(i * 100 * MILLI);
            seen.add(postgres.inSocket() + "+" + postgres.inTransaction());
        }

        assertThat(seen).as("in the socket + in the transaction, every 100 ms, 10 rows at 10/s, room for 4")
                .containsExactly("4+0", "4+1", "4+2", "4+3", "4+4", "4+5", "4+6", "3+7", "2+8", "1+9", "0+0");
        assertThat(postgres.rows()).isEqualTo(10);
    }

    @Test
    void aNewRateCountsForTheRestOfTheTransactionAndOfItsRow() {
        SimulatedPostgres postgres = postgres(10, 0, 1_000);
        insert("sink", postgres, 10);
        world.start("database", () -> {
            world.sleep(250 * MILLI);
            postgres.changeRate(100);
        });
        world.run();

        assertThat(ended).as("2.5 rows at 100 ms, 7.5 rows at 10 ms").containsExactly(325 * MILLI);
    }

    @Test
    void whileItIsStalledNothingIsWrittenAndThenItGoesOnWhereItWas() {
        SimulatedPostgres postgres = postgres(10, 0, 1_000);
        insert("sink", postgres, 10);
        List<Integer> dealtWith = new ArrayList<>();
        world.start("database", () -> {
            world.sleep(250 * MILLI);
            postgres.stall();
            world.sleep(5_000 * SECOND); // longer than anybody who waits sleeps at a time
            dealtWith.add(postgres.inTransaction());
            postgres.resume();
        });
        world.run();

        assertThat(dealtWith).as("2.5 rows, and then none").containsExactly(2);
        assertThat(ended).as("2.5 rows at 100 ms, 5,000 s of nothing, 7.5 rows").containsExactly(5_001 * SECOND);
    }

    @Test
    void aStalledDatabaseCommitsNothingEither() {
        SimulatedPostgres postgres = postgres(10, 500 * MILLI, 1_000);
        insert("sink", postgres, 10);
        world.runUntil(1_400 * MILLI);
        postgres.stall();
        world.runUntil(9_000 * MILLI);
        assertThat(postgres.rows()).isZero();
        postgres.resume();
        world.runUntil(9_000 * MILLI);
        assertThat(postgres.rows()).isEqualTo(10);
    }

    @Test
    void theRateMayChangeWhileItIsStalled() {
        SimulatedPostgres postgres = postgres(10, 0, 1_000);
        insert("sink", postgres, 10);
        world.start("database", () -> {
            world.sleep(250 * MILLI);
            postgres.stall();
            world.sleep(1_000 * MILLI);
            postgres.changeRate(100);
            world.sleep(1_000 * MILLI);
            postgres.resume();
        });
        world.run();

        assertThat(ended).as("2.5 rows at 100 ms, 2 s of nothing, 7.5 rows at 10 ms").containsExactly(2_325 * MILLI);
    }

    @Test
    void aNewRateMayBeALowerOne() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        insert("sink", postgres, 10);
        world.start("database", () -> {
            world.sleep(45 * MILLI);
            postgres.changeRate(10);
        });
        world.run();

        assertThat(ended).as("4.5 rows at 10 ms, 5.5 rows at 100 ms").containsExactly(595 * MILLI);
    }

    @Test
    void rowsOfSeveralClientsFollowOneAnotherAndTheirCommitsDoNot() {
        SimulatedPostgres postgres = postgres(100, 10 * MILLI, 40);
        insert("sink 1", postgres, 100);
        insert("sink 2", postgres, 100);

        world.runUntil(200 * MILLI);
        assertThat(postgres.inTransaction()).as("20 of the first").isEqualTo(20);
        assertThat(postgres.inSocket()).as("40 of each").isEqualTo(80);
        world.runUntil(1_005 * MILLI);
        assertThat(postgres.inTransaction()).as("100 of the first, which commits").isEqualTo(100);
        assertThat(postgres.inSocket()).as("40 of the second").isEqualTo(40);
        world.run();
        assertThat(ended).containsExactly(1_010 * MILLI, 2_010 * MILLI);
        assertThat(postgres.rows()).isEqualTo(200);
    }

    @Test
    void whoeverComesFirstIsServedFirst() {
        SimulatedPostgres postgres = postgres(100, 0, 1);
        List<String> served = new ArrayList<>();
        for (String sink : new String[] {"a", "b", "c"}) {
            world.start(sink, () -> {
                for (int i = 0; i < 3; i++) {
                    postgres.insert(rows(10));
                    served.add(sink);
                }
            });
        }
        world.run();

        assertThat(served.subList(0, 3)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(served.subList(3, 6)).isEqualTo(served.subList(0, 3));
        assertThat(served.subList(6, 9)).isEqualTo(served.subList(0, 3));
    }

    @Test
    void aFailedInsertTakesItsTimeAndWritesNothing() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        postgres.failNextInsert();
        world.start("sink", () -> {
            thrown.add(catchThrowable(() -> postgres.insert(rows(100))));
            ended.add(world.clock().nanoTime());
            assertThat(postgres.rows()).isZero();
            assertThat(postgres.inTransaction()).isZero();
            postgres.insert(rows(100));
            ended.add(world.clock().nanoTime());
        });
        world.run();

        assertThat(thrown).singleElement().isInstanceOf(SQLException.class);
        assertThat(ended).containsExactly(SECOND, 2 * SECOND);
        assertThat(committed).hasSize(1);
        assertThat(postgres.commits()).isEqualTo(1);
    }

    @Test
    void aLostAnswerLooksLikeAFailureAndIsNone() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        postgres.loseNextAnswer();
        world.start("sink", () -> {
            thrown.add(catchThrowable(() -> postgres.insert(rows(100))));
            assertThat(postgres.rows()).isEqualTo(100);
            postgres.insert(rows(1));
        });
        world.run();

        assertThat(thrown).singleElement().isInstanceOf(SQLException.class);
        assertThat(postgres.rows()).isEqualTo(101);
        assertThat(postgres.commits()).isEqualTo(2);
    }

    @Test
    void aFailureComesBeforeALostAnswer() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        postgres.loseNextAnswer();
        postgres.failNextInsert();
        List<Long> rows = new ArrayList<>();
        world.start("sink", () -> {
            for (int i = 0; i < 3; i++) {
                thrown.add(catchThrowable(() -> postgres.insert(rows(10))));
                rows.add(postgres.rows());
            }
        });
        world.run();

        assertThat(rows).as("rows after a failed, a lost and a good insert").containsExactly(0L, 10L, 20L);
        assertThat(thrown.get(2)).isNull();
    }

    @Test
    void anInterruptedInsertWritesNothingAndLetsTheNextOneIn() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        RunningTask first = world.start("sink 1", () -> thrown.add(catchThrowable(() -> postgres.insert(rows(100)))));
        world.start("sink 2", () -> {
            world.sleep(100 * MILLI);
            postgres.insert(rows(10));
            ended.add(world.clock().nanoTime());
        });
        world.start("cancel", () -> {
            world.sleep(500 * MILLI);
            first.interrupt();
        });
        world.run();

        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(ended).containsExactly(600 * MILLI);
        assertThat(postgres.rows()).isEqualTo(10);
    }

    @Test
    void whatTheCallerDoesWithItsListLaterIsOfNoAccount() {
        SimulatedPostgres postgres = postgres(100, 0, 1_000);
        List<byte[]> batch = new ArrayList<>(rows(10));
        insert("sink", postgres, batch);
        world.runUntil(50 * MILLI);
        batch.clear();
        world.run();

        assertThat(postgres.rows()).isEqualTo(10);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> postgres(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> postgres(1_000_000_001, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> postgres(1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> postgres(1, 0, 0));
        SimulatedPostgres postgres = postgres(1, 0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> postgres.changeRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> postgres.insert(List.of()));
    }

    private SimulatedPostgres postgres(long rowsPerSecond, long commitNanos, int socketRows) {
        return new SimulatedPostgres(rowsPerSecond, commitNanos, socketRows, committed::add, world);
    }

    private void insert(String name, SimulatedPostgres postgres, int rows) {
        insert(name, postgres, rows(rows));
    }

    private void insert(String name, SimulatedPostgres postgres, List<byte[]> rows) {
        world.start(name, () -> {
            postgres.insert(rows);
            ended.add(world.clock().nanoTime());
        });
    }

    private static List<byte[]> rows(int count) {
        return Collections.nCopies(count, new byte[10]);
    }
}
