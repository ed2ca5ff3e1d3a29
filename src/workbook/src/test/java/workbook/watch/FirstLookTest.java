package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.TaskReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.testkit.TaskNumber;

class FirstLookTest {

    private final FirstLook look = new FirstLook();

    @Test
    void whatDidNotPassComesFirstAndThenWhatIsShort() {
        ChapterReport before = report(test("passes", Verdict.PASSING, 200), test("failed", Verdict.FAILING, 240),
                test("tiny", Verdict.PASSING, 4), test("long", Verdict.PASSING, 4_000));

        assertThat(look.testsOf(before)).containsExactly("failed", "tiny", "passes");
    }

    @Test
    void oneIsRunHoweverLongItTakes() {
        assertThat(look.testsOf(report(test("long", Verdict.PASSING, 60_000)))).containsExactly("long");
    }

    @Test
    void whatAFirstLookTookIsKnownFromThenOn() {
        look.learn(report(test("simulated", Verdict.PASSING, 300), test("explored", Verdict.PASSING, 20)));
        ChapterReport before = report(test("simulated", Verdict.PASSING, 300), test("explored", Verdict.PASSING, 2_000));

        assertThat(look.testsOf(before)).containsExactly("explored");
    }

    private static TestReport test(String method, Verdict verdict, long millis) {
        return new TestReport(Optional.of(new TaskNumber(1, 1)), method, method, verdict, "", Optional.empty(),
                Optional.empty(), Optional.empty(), "", "", Duration.ofMillis(millis), true);
    }

    private static ChapterReport report(TestReport... tests) {
        return new ChapterReport(new Chapter(1, "01-one"), List.of(), Optional.empty(),
                List.of(new TaskReport(new TaskNumber(1, 1), List.of(tests))), List.of(), 0);
    }
}
