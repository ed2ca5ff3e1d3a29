package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static workbook.runner.Verdict.CANNOT_BE_JUDGED;
import static workbook.runner.Verdict.FAILING;
import static workbook.runner.Verdict.PASSING;
import static workbook.runner.Verdict.TO_DO;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void theWorstOfItsTestsIsTheTasks() {
        assertThat(Verdict.ofAll(List.of(PASSING, TO_DO, CANNOT_BE_JUDGED, FAILING))).isEqualTo(FAILING);
        assertThat(Verdict.ofAll(List.of(PASSING, TO_DO, CANNOT_BE_JUDGED))).isEqualTo(CANNOT_BE_JUDGED);
        assertThat(Verdict.ofAll(List.of(PASSING, TO_DO))).isEqualTo(TO_DO);
        assertThat(Verdict.ofAll(List.of(PASSING, PASSING))).isEqualTo(PASSING);
        assertThat(Verdict.ofAll(List.of())).isEqualTo(TO_DO);
    }
}
