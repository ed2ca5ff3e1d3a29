package workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RatesTest {

    @Test
    @DisplayName("the median is the one in the middle, or between the two in the middle, in whatever order they came")
    void median() {
        assertThat(new Rates(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Rates(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
        assertThat(new Rates(List.of(7.0)).median()).isEqualTo(7);
    }

    @Test
    @DisplayName("the spread is from the least to the most")
    void spread() {
        Rates rates = new Rates(List.of(9.0, 1.0, 2.0));
        assertThat(rates.least()).isEqualTo(1);
        assertThat(rates.most()).isEqualTo(9);
    }

    @Test
    @DisplayName("ratios are those of the same round: one that was slow for both says nothing about either")
    void ratio() {
        Rates ratio = new Rates(List.of(20.0, 2.0, 30.0)).dividedBy(new Rates(List.of(10.0, 1.0, 10.0)));
        assertThat(ratio.rounds()).containsExactly(2.0, 2.0, 3.0);
        assertThat(ratio.median()).isEqualTo(2);
    }

    @Test
    @DisplayName("rounds that don't belong together are refused, and so are none")
    void refused() {
        Rates two = new Rates(List.of(1.0, 2.0));
        Rates one = new Rates(List.of(1.0));
        assertThatThrownBy(() -> two.dividedBy(one)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rounds and 1");
        List<Double> none = List.of();
        assertThatThrownBy(() -> new Rates(none)).isInstanceOf(IllegalArgumentException.class);
    }
}
