package workbook.lab.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    @DisplayName("what one task handed on and the next hasn't taken in is between them")
    void whereRecordsAre() {
        Counts counts = new Counts(new long[] {1_000, 900, 700, 300}, new long[] {1_000, 899, 700, 300}, 50, 200);
        assertThat(counts.inExchanges()).isEqualTo(100 + 199 + 400);
        assertThat(counts.inTasks()).isEqualTo(1);
        assertThat(counts.taken()).isEqualTo(300);
        assertThat(counts.addsUp()).isTrue();
    }

    @Test
    @DisplayName("with one task there is nothing between tasks")
    void oneTask() {
        Counts counts = new Counts(new long[] {300}, new long[] {300}, 0, 300);
        assertThat(counts.inExchanges()).isZero();
        assertThat(counts.inTasks()).isZero();
        assertThat(counts.addsUp()).isTrue();
    }

    @Test
    @DisplayName("a record out of nowhere is found, wherever it turns up")
    void outOfNowhere() {
        long[] fine = {10, 10, 10, 10};
        assertThat(new Counts(fine, fine, 0, 11).addsUp()).as("written").isFalse();
        assertThat(new Counts(new long[] {10, 10, 11, 10}, fine, 0, 10).addsUp()).as("taken in").isFalse();
        assertThat(new Counts(fine, new long[] {10, 11, 11, 10}, 0, 10).addsUp()).as("handed on").isFalse();
    }
}
