package workbook.lab.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableContentTest {

    @Test
    @DisplayName("a gap is a loss, a second copy a double")
    void lossesAndDoubles() {
        TableContent content = TableContent.empty().and(10, 10, 10).and(9, 8, 10);
        assertThat(content.rows()).isEqualTo(19);
        assertThat(content.lost()).isEqualTo(2);
        assertThat(content.doubled()).isEqualTo(1);
    }

    @Test
    @DisplayName("several sinks leave gaps; what was committed has to be there all the same")
    void inAnyOrder() {
        TableContent content = TableContent.empty().and(8, 8, 10);
        assertThat(content.inAnyOrder(8).lost()).isZero();
        assertThat(content.inAnyOrder(7).lost()).isZero();
        assertThat(content.inAnyOrder(9).lost()).isEqualTo(1);
    }
}
