package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchGoalTest {

    private static final long RECORDS = 1_000;

    @ParameterizedTest
    @DisplayName("a number is in the first eight bytes of its record")
    @EnumSource
    void numbers(BenchRecords kind) {
        assertThat(BenchRecords.number(kind.toBytes(0x0102030405060708L))).isEqualTo(0x0102030405060708L);
        assertThat(kind.toBytes(1)).hasSize(kind == BenchRecords.LONGS ? 8 : 100);
        assertThat(kind.toBytes(1)).startsWith(0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    @DisplayName("when all have come, it says how many came in a second")
    void all() throws Exception {
        BenchGoal goal = new BenchGoal(BenchRecords.LONGS, RECORDS);
        long before = System.nanoTime();
        for (long number = 1; number <= RECORDS; number++) { // the map has added 1
            goal.arrive(number);
        }
        double most = System.nanoTime() - before;
        assertThat(goal.await(() -> { })).isGreaterThanOrEqualTo(RECORDS * 0.9 * 1e9 / most);
        goal.checkAll();
    }

    @Test
    @DisplayName("one too many, and one in place of another, are found out")
    void wrong() {
        BenchGoal goal = new BenchGoal(BenchRecords.BYTES, RECORDS);
        for (long number = 0; number < RECORDS; number++) {
            goal.arrive(number == 5 ? 6 : number);
        }
        assertThatThrownBy(goal::checkAll).isInstanceOf(BenchGoal.Missed.class)
                .hasMessageContaining("they are not the same");
        goal.arrive(0);
        assertThatThrownBy(goal::checkAll).isInstanceOf(BenchGoal.Missed.class)
                .hasMessage("1,001 records came to the sink, and 1,000 were sent");
    }

    @Test
    @DisplayName("when no other one comes, it says how many there are")
    void silence() {
        BenchGoal goal = new BenchGoal(BenchRecords.LONGS, 10_000, 0);
        for (long number = 1; number <= 5_000; number++) {
            goal.arrive(number);
        }
        assertThatThrownBy(() -> goal.await(() -> { })).isInstanceOf(BenchGoal.Missed.class)
                .hasMessage("about 4,096 of 10,000 records have come to the sink, and no other one for 0 s");
    }

    @Test
    @DisplayName("what goes wrong meanwhile ends the wait")
    void fails() {
        BenchGoal goal = new BenchGoal(BenchRecords.BYTES, RECORDS);
        assertThatThrownBy(() -> goal.await(() -> {
            throw new IllegalStateException("a task failed");
        })).hasMessage("a task failed");
    }

    @Test
    @DisplayName("an answer is a line: a rate, or what went wrong")
    void answers() {
        assertThat(BenchMain.answer((kind, records) -> 2.5, BenchRecords.LONGS, RECORDS)).isEqualTo("rate 2.5");
        assertThat(BenchMain.answer((kind, records) -> {
            throw new IllegalStateException("no\nroom");
        }, BenchRecords.LONGS, RECORDS)).isEqualTo("failed java.lang.IllegalStateException: no room");
        assertThat(BenchMain.answer((kind, records) -> {
            throw new BenchGoal.Missed("three are missing", null);
        }, BenchRecords.LONGS, RECORDS)).isEqualTo("failed three are missing");
        assertThat(BenchMain.answer((kind, records) -> {
            throw new BenchGoal.Missed("a task failed", new IllegalStateException("no room"));
        }, BenchRecords.LONGS, RECORDS)).isEqualTo("failed a task failed: java.lang.IllegalStateException: no room");
    }
}
