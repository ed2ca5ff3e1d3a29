package workbook.grader.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.grader.policy.Marks.Mark;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Points;
import workbook.grader.policy.Score;
import workbook.grader.policy.Score.QuestionPoints;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TestResult;
import workbook.runner.Verdict;

/**
 * {@code results.json} as Gradescope's autograder wants it
 * (<a href="https://gradescope-autograders.readthedocs.io/en/latest/specs/">its specification</a>): a test there is a
 * task here, since points are given for tasks. The score is said aloud, and overrides the sum: it is less for who is
 * late.
 */
final class Gradescope {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final int MOST_CHARACTERS = 100_000;

    /** Fields without a value aren't written. */
    private record Results(BigDecimal score, String output, String output_format, String test_output_format,
            String test_name_format, String visibility, String stdout_visibility, List<Test> tests,
            Map<String, Object> extra_data) {
    }

    private record Test(BigDecimal score, BigDecimal max_score, String status, String name, String name_format,
            String number, String output, String output_format, String visibility) {
    }

    private Gradescope() {
    }

    static String of(Participant participant, SubmissionResult result, Score score) {
        List<Test> tests = new ArrayList<>();
        score.tasks().forEach(task -> tests.add(test(task, result)));
        score.questions().forEach(question -> tests.add(test(question)));
        return GSON.toJson(new Results(number(score.total()), output(result, score), "text", "text", "text", "visible",
                "hidden", tests, extra(participant, result, score))) + "\n";
    }

    private static String output(SubmissionResult result, Score score) {
        List<String> lines = new ArrayList<>();
        lines.add(Points.text(score.total()) + " of " + Points.text(score.outOf()) + " points.");
        if (score.late().signum() > 0) {
            lines.add(Points.text(score.late()) + " less for being late: " + score.lateWhy() + ".");
        }
        if (!result.refused().isEmpty()) {
            lines.add("It was refused: " + result.refused());
        }
        for (Trouble trouble : Trouble.in(result)) {
            lines.add(trouble.sentence() + ":");
            trouble.why().forEach(why -> lines.add("  " + why));
        }
        for (ChapterResult chapter : result.chapters()) {
            if (!chapter.borrowed().isEmpty()) {
                lines.add("Chapter " + chapter.chapter() + " was graded on the reference's answers to "
                        + String.join(", ", chapter.borrowed()) + ".");
            }
        }
        lines.addAll(result.notes());
        return text(lines);
    }

    private static Test test(TaskPoints task, SubmissionResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(Symbol.of(task.verdict()).words() + (task.isByHand() ? "; points by hand" : ""));
        task.mark().map(Mark::comment).filter(comment -> !comment.isEmpty()).ifPresent(lines::add);
        result.tasks().filter(each -> each.task().equals(task.task().toString()))
                .flatMap(each -> each.tests().stream()).filter(test -> test.verdict() != Verdict.PASSING)
                .forEach(test -> lines.addAll(lines(test)));
        String status = task.verdict().map(verdict -> switch (verdict) {
            case PASSING -> "passed";
            case FAILING, TO_DO -> "failed";
            case CANNOT_BE_JUDGED -> null; // neither
        }).orElse(null);
        String name = Plain.line(task.task() + " " + task.title());
        return new Test(number(task.points()), number(task.most()), status, name, "text", task.task().toString(),
                text(lines), "text", "visible");
    }

    private static List<String> lines(TestResult test) {
        String name = Symbol.of(Optional.of(test.verdict())).sign() + " " + Plain.line(test.name());
        return Stream.concat(Stream.of("", name), Plain.lines(test.story()).stream()).toList();
    }

    private static Test test(QuestionPoints question) {
        String comment = question.isMarked() ? question.mark().get().comment() : "not read yet";
        return new Test(number(question.points()), number(question.question().most()), null,
                Plain.line("Question " + question.question().id() + ": " + question.question().text()), "text",
                question.question().id(), Plain.line(comment), "text", "visible");
    }

    private static Map<String, Object> extra(Participant participant, SubmissionResult result, Score score) {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("id", Plain.line(participant.student().id()));
        extra.put("submission", Plain.line(result.submission()));
        extra.put("out_of", number(score.outOf()));
        extra.put("late", number(score.late()));
        extra.put("states", score.tasks().stream().collect(Collectors.toMap(task -> task.task().toString(),
                task -> Symbol.of(task.verdict()).words(), (one, other) -> one, LinkedHashMap::new)));
        return extra;
    }

    private static String text(List<String> lines) {
        String text = lines.stream().flatMap(line -> Plain.lines(List.of(line)).stream())
                .collect(Collectors.joining("\n"));
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "\n… and more";
    }

    private static BigDecimal number(BigDecimal points) {
        return new BigDecimal(Points.text(points));
    }
}
