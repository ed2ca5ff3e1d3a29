package workbook.grader.misconception;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import workbook.grader.result.TestResult;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

class MisconceptionsTest {

    private static final Path WORKBOOK = Path.of("").toAbsolutePath().getParent().getParent();

    private final Misconceptions misconceptions = new Misconceptions(List.of(
            new Misconception("grows", "It grows.", "PoolTest.lends", List.of("request 3"), ""),
            new Misconception("grows-by-two", "By two.", "PoolTest.lends", List.of("request 3", "4 buffers"), "")));

    @Test
    void aFailureLooksLikeTheOneThatSaysMostOfIt() {
        assertThat(like("PoolTest.lends", Verdict.FAILING, "request\n 3 to a pool of 2")).contains("grows");
        assertThat(like("PoolTest.lends", Verdict.FAILING, "request 3: there are 4 buffers")).contains("grows-by-two");
    }

    @Test
    void anotherTestOrMessageOrVerdictIsNoLikeness() {
        assertThat(like("PoolTest.grows", Verdict.FAILING, "request 3")).isEmpty();
        assertThat(like("PoolTest.lends", Verdict.FAILING, "request 2")).isEmpty();
        assertThat(like("PoolTest.lends", Verdict.TO_DO, "request 3")).isEmpty();
        assertThat(like("PoolTest.lends", Verdict.CANNOT_BE_JUDGED, "request 3")).contains("grows");
    }

    @Test
    void thoseOfTheWorkbookAreKnown() {
        TestResult failure = new TestResult("BufferPoolTest.aPoolLendsWhatItOwns", "", Verdict.FAILING,
                "[request 4 to a pool of 3, nothing came back: a pool never grows] \nExpecting empty", List.of());

        assertThat(Misconceptions.in(Workbook.at(WORKBOOK)).like(failure)).get()
                .satisfies(like -> assertThat(like.name()).isEqualTo("the-pool-grows"))
                .satisfies(like -> assertThat(like.firstSentence())
                        .startsWith("Makes another buffer when all are out"));
    }

    private Optional<String> like(String method, Verdict verdict, String message) {
        return misconceptions.like(new TestResult(method, "", verdict, message, List.of())).map(Misconception::name);
    }
}
