package workbook.grader.policy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.grader.policy.Marks.Mark;
import workbook.grader.policy.Policy.Question;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;
import workbook.runner.Verdict;
import workbook.testkit.TaskNumber;

/**
 * The points of a student, and how they come about. Nothing is rounded but the deduction for being late.
 *
 * @param tasks of the chapters that are graded, in order
 * @param questions in order
 * @param late so much less, 0 or more
 * @param lateWhy how that comes about; empty if nothing is deducted
 * @param total of tasks and questions, less what is deducted
 * @param outOf so much could have been had
 */
public record Score(List<TaskPoints> tasks, List<QuestionPoints> questions, BigDecimal late, String lateWhy,
        BigDecimal total, BigDecimal outOf) {

    /**
     * @param title as the lesson has it; empty if nothing was handed in
     * @param verdict none if the chapter wasn't tested
     * @param points by its tests, or by hand
     */
    public record TaskPoints(TaskNumber task, String title, Optional<Verdict> verdict, BigDecimal points,
            BigDecimal most, Optional<Mark> mark) {

        /** Whether a person has given these points. */
        public boolean isByHand() {
            return mark.flatMap(Mark::points).isPresent();
        }

        /** Whether a person has to look at it, and hasn't given points yet. */
        public boolean needsAPerson() {
            return verdict.equals(Optional.of(Verdict.CANNOT_BE_JUDGED)) && !isByHand();
        }
    }

    /** @param points 0 as long as nobody has given any */
    public record QuestionPoints(Question question, BigDecimal points, Optional<Mark> mark) {

        /** Whether somebody has read the answer, and given points. */
        public boolean isMarked() {
            return mark.flatMap(Mark::points).isPresent();
        }
    }

    private record Found(String title, Optional<Verdict> verdict) {

        static final Found NOTHING = new Found("", Optional.empty());
    }

    /**
     * @param result nothing if nothing was handed in: then there are no points for tasks but those given by hand
     * @param id that the marks are under
     */
    public static Score of(Optional<SubmissionResult> result, Policy policy, Marks marks, String id, int daysLate) {
        Map<String, Found> found = new HashMap<>();
        result.stream().flatMap(each -> each.chapters().stream())
                .forEach(chapter -> chapter.tasks().forEach(task -> found.put(task.task(), new Found(task.title(),
                        Optional.of(task.verdict()).filter(verdict -> chapter.outcome() == Outcome.TESTED)))));
        List<TaskPoints> tasks = policy.tasks().stream()
                .map(task -> points(task, found.getOrDefault(task.toString(), Found.NOTHING), policy,
                        marks.of(id, task))).toList();
        List<QuestionPoints> questions = policy.questions().stream().map(question -> {
            Optional<Mark> mark = marks.of(id, question);
            return new QuestionPoints(question, mark.flatMap(Mark::points).orElse(BigDecimal.ZERO), mark);
        }).toList();
        BigDecimal sum = Points.sum(Stream.concat(tasks.stream().map(TaskPoints::points),
                questions.stream().map(QuestionPoints::points)));
        BigDecimal late = policy.late().deduction(sum, daysLate);
        return new Score(tasks, questions, late, policy.late().why(daysLate), sum.subtract(late), policy.outOf());
    }

    /** The points of a chapter's tasks. */
    public BigDecimal ofTasks(String chapter) {
        return Points.sum(tasksOf(chapter).map(TaskPoints::points));
    }

    /** So many could have been had for a chapter's tasks. */
    public BigDecimal mostOfTasks(String chapter) {
        return Points.sum(tasksOf(chapter).map(TaskPoints::most));
    }

    /** The points of all questions. */
    public BigDecimal ofQuestions() {
        return Points.sum(questions.stream().map(QuestionPoints::points));
    }

    private Stream<TaskPoints> tasksOf(String chapter) {
        return tasks.stream().filter(task -> Policy.chapterOf(task.task()).equals(chapter));
    }

    private static TaskPoints points(TaskNumber task, Found found, Policy policy, Optional<Mark> mark) {
        BigDecimal most = policy.points().get(task);
        BigDecimal byTests = found.verdict().equals(Optional.of(Verdict.PASSING)) ? most : BigDecimal.ZERO;
        return new TaskPoints(task, found.title(), found.verdict(), mark.flatMap(Mark::points).orElse(byTests), most,
                mark);
    }
}
