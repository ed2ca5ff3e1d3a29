package workbook.grader.export;

import java.util.List;
import java.util.Optional;
import workbook.grader.policy.Marks.Mark;
import workbook.grader.policy.Points;
import workbook.grader.policy.Score;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TaskResult;
import workbook.grader.result.TestResult;
import workbook.runner.Verdict;

/** The part of the feedback that goes through the tasks which don't pass, or which a person has looked at. */
final class FeedbackTasks {

    /** Of all stories together: more than anybody reads, and a page that still opens. */
    private static final int MOST_CHARACTERS = 400_000;

    private final SubmissionResult result;
    private final Score score;
    private final StringBuilder text = new StringBuilder();

    FeedbackTasks(SubmissionResult result, Score score) {
        this.result = result;
        this.score = score;
    }

    String markdown() {
        for (TaskPoints task : score.tasks()) {
            boolean wentWrong = task.verdict().equals(Optional.of(Verdict.FAILING))
                    || task.verdict().equals(Optional.of(Verdict.CANNOT_BE_JUDGED));
            if (wentWrong || task.mark().isPresent()) {
                write(task);
            }
        }
        writeToDo();
        return text.toString();
    }

    private void write(TaskPoints task) {
        Symbol symbol = Symbol.of(task.verdict());
        say("## Task " + name(task));
        say("**" + symbol.sign() + " " + symbol.words() + ".** " + explanation(task));
        task.mark().ifPresent(mark -> say(words(task, mark)));
        result.tasks().filter(each -> each.task().equals(task.task().toString())).forEach(this::writeTests);
    }

    private static String explanation(TaskPoints task) {
        return task.verdict().map(verdict -> switch (verdict) {
            case PASSING -> "All its tests pass.";
            case FAILING -> "At least one of its tests fails.";
            case TO_DO -> "A Todo was reached, of this task or of one that it needs.";
            case CANNOT_BE_JUDGED -> "It waits by means that the tests can't see, so they can't tell whether it is"
                    + " right. That isn't called wrong: a person looks at it.";
        }).orElse("");
    }

    private static String words(TaskPoints task, Mark mark) {
        return mark.points().map(points -> "By hand: " + Points.text(points) + " of " + Points.text(task.most())
                + " points. ").orElse("By hand: ") + Markdown.text(mark.comment());
    }

    private void writeTests(TaskResult task) {
        task.tests().stream().filter(test -> test.verdict() == Verdict.FAILING
                || test.verdict() == Verdict.CANNOT_BE_JUDGED).forEach(test -> writeTest(test, task.task()));
        List<TestResult> toDo = task.tests().stream().filter(test -> test.verdict() == Verdict.TO_DO).toList();
        if (!toDo.isEmpty() && toDo.size() < task.tests().size()) {
            say("To do, for these tests:");
            toDo.forEach(test -> text.append("- ").append(Markdown.text(test.name())).append("\n"));
            text.append("\n");
        }
    }

    private void writeTest(TestResult test, String task) {
        say("### " + Symbol.of(Optional.of(test.verdict())).sign() + " " + Markdown.text(test.name()));
        List<String> story = test.story().isEmpty() ? List.of(test.message()) : test.story();
        if (text.length() > MOST_CHARACTERS) {
            say("There is no room left here for what it says; ./workbook check " + task + " shows it.");
        } else if (story.stream().anyMatch(line -> !line.isBlank())) {
            say(Markdown.block(story));
        }
    }

    private void writeToDo() {
        List<TaskPoints> toDo = score.tasks().stream()
                .filter(task -> task.verdict().equals(Optional.of(Verdict.TO_DO))).toList();
        if (!toDo.isEmpty()) {
            say("## To do");
            say("A Todo was reached, of the task or of one that it needs:");
            toDo.forEach(task -> text.append("- ").append(name(task)).append("\n"));
        }
    }

    private static String name(TaskPoints task) {
        return task.task() + (task.title().isEmpty() ? "" : ": " + Markdown.text(task.title()));
    }

    private void say(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
    }
}
