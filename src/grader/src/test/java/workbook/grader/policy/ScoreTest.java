package workbook.grader.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TaskResult;
import workbook.runner.Verdict;

class ScoreTest {

    @TempDir
    private Path folder;

    @Test
    void aTaskThatPassesHasItsPointsAndNoOther() throws IOException {
        Score score = score("chapters = 01", "", 0);

        assertThat(score.tasks()).extracting(task -> Points.text(task.points()))
                .containsExactly("2", "0", "0", "0", "2");
        assertThat(score.total()).isEqualByComparingTo("4");
        assertThat(score.ofTasks("01")).isEqualByComparingTo("4");
        assertThat(score.outOf()).as("5 tasks and 2 questions of 2 points").isEqualByComparingTo("14");
        assertThat(score.tasks()).extracting(TaskPoints::needsAPerson)
                .containsExactly(false, false, false, true, false);
    }

    @Test
    void pointsByHandReplaceThoseOfTheTests() throws IOException {
        Score score = score("chapters = 01",
                "ann,1.4,1.5,\nann,1.5,1,copied\nann,1b,2,\nbo,1a,2,\nann,1a,,see me\n", 0);

        assertThat(score.tasks()).extracting(task -> Points.text(task.points()))
                .containsExactly("2", "0", "0", "1.5", "1");
        assertThat(score.ofQuestions()).isEqualByComparingTo("2");
        assertThat(score.questions()).extracting(Score.QuestionPoints::isMarked).containsExactly(false, true);
        assertThat(score.total()).isEqualByComparingTo("6.5");
        assertThat(score.tasks()).extracting(TaskPoints::needsAPerson).containsOnly(false);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0,    4,    ''
            1, 0,    4,    ''
            2, 0.49, 3.51, '2 days late, of which 1 free: 12.33 %'
            3, 0.98, 3.02, '3 days late, of which 1 free: 24.66 %'
            4, 4,    0,    '4 days late; after 3 days nothing counts'
            """)
    void whoIsLateHasLessRoundedInTheirFavour(int days, String less, String total, String why) throws IOException {
        Score score = score("chapters=01\nlate.free-days=1\nlate.percent-per-day=12.33\nlate.most-days=3", "", days);

        assertThat(score.late()).isEqualByComparingTo(less);
        assertThat(score.total()).isEqualByComparingTo(total);
        assertThat(score.lateWhy()).isEqualTo(why);
    }

    @Test
    void moreThanAllIsNeverTakenAway() throws IOException {
        assertThat(score("late.percent-per-day = 60", "", 9).total()).isEqualByComparingTo("0");
    }

    @Test
    void whatWasNotTestedHasNoStateAndNoPoints() throws IOException {
        Policy policy = policy("chapters = 01");
        ChapterResult chapter = new ChapterResult("01", "buffers", Outcome.DOES_NOT_COMPILE,
                List.of("Buffer.java, line 3"), List.of(),
                List.of(new TaskResult("1.1", "append", Verdict.PASSING, List.of())));
        SubmissionResult broken = new SubmissionResult("ann", "ann.zip", "", "", List.of(), List.of(chapter));

        assertThat(Score.of(Optional.of(broken), policy, Marks.none(), "ann", 0).tasks())
                .allMatch(task -> task.verdict().isEmpty() && task.points().signum() == 0);
        assertThat(Score.of(Optional.empty(), policy, Marks.none(), "ann", 0).total()).isEqualByComparingTo("0");
    }

    private Score score(String policy, String marks, int daysLate) throws IOException {
        List<TaskResult> tasks = Stream
                .of("1.1 PASSING", "1.2 FAILING", "1.3 TO_DO", "1.4 CANNOT_BE_JUDGED", "1.5 PASSING")
                .map(each -> new TaskResult(each.substring(0, 3), "", Verdict.valueOf(each.substring(4)), List.of()))
                .toList();
        SubmissionResult result = new SubmissionResult("ann", "ann.zip", "", "", List.of(), List.of(
                new ChapterResult("01", "buffers", Outcome.TESTED, List.of(), List.of(), tasks)));
        Path file = Files.writeString(folder.resolve("marks.csv"), "id,item,points,comment\n" + marks);
        return Score.of(Optional.of(result), policy(policy), Marks.read(file, policy(policy)), "ann", daysLate);
    }

    private Policy policy(String text) throws IOException {
        return Policy.read(Files.writeString(folder.resolve("policy.properties"), text));
    }
}
