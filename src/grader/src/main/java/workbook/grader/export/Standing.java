package workbook.grader.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import workbook.grader.misconception.Misconception;
import workbook.grader.misconception.Misconceptions;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Participants.Submission;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Score;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TaskResult;
import workbook.grader.result.TestResult;
import workbook.runner.Verdict;

/**
 * Where a participant stands: what of a result is kept while the others are read.
 *
 * @param lookAt what a person should look at, each in a sentence without a full stop
 * @param failures the tests that fail, of all tasks
 */
record Standing(Participant participant, Status status, Score score, List<String> lookAt, List<Failure> failures) {

    /** What can be said in a word. */
    enum Status {
        GRADED("graded"),
        REFUSED("refused"),
        /** A chapter of it, at least. */
        FORBIDDEN("forbidden"),
        /** The same. */
        DOES_NOT_COMPILE("does not compile"),
        CANNOT_BE_JUDGED("cannot be judged"),
        NOTHING_HANDED_IN("nothing handed in");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** @param test its name */
    record Failure(String task, String test, Optional<Misconception> looksLike) {
    }

    /** Without anything that is long. */
    static Standing of(Participant participant, Optional<SubmissionResult> result, Score score, Policy policy,
            Misconceptions misconceptions) {
        List<Failure> failures = result.stream().flatMap(SubmissionResult::tasks)
                .flatMap(task -> failures(task, misconceptions).stream()).toList();
        return new Standing(participant, status(result, score), score, lookAt(participant, result, score, policy),
                failures);
    }

    /** How to call whose it is: by the roster's id, or by the file of what is nobody's. */
    String id() {
        return participant.isStray() ? participant.submission().map(Submission::file).orElse("")
                : participant.student().id();
    }

    private static Status status(Optional<SubmissionResult> result, Score score) {
        if (result.isEmpty()) {
            return Status.NOTHING_HANDED_IN;
        }
        if (!result.get().refused().isEmpty()) {
            return Status.REFUSED;
        }
        if (has(result.get(), Outcome.FORBIDDEN)) {
            return Status.FORBIDDEN;
        }
        if (score.tasks().stream().anyMatch(TaskPoints::needsAPerson)) {
            return Status.CANNOT_BE_JUDGED;
        }
        return has(result.get(), Outcome.DOES_NOT_COMPILE) ? Status.DOES_NOT_COMPILE : Status.GRADED;
    }

    private static boolean has(SubmissionResult result, Outcome outcome) {
        return result.chapters().stream().anyMatch(chapter -> chapter.outcome() == outcome);
    }

    private static List<String> lookAt(Participant participant, Optional<SubmissionResult> result, Score score,
            Policy policy) {
        List<String> lookAt = new ArrayList<>();
        if (!participant.remark().isEmpty()) {
            lookAt.add(Plain.line(participant.remark()));
        }
        result.map(SubmissionResult::refused).filter(why -> !why.isEmpty())
                .ifPresent(why -> lookAt.add("It was refused: " + sentence(why)));
        result.map(Trouble::in).orElse(List.of()).forEach(trouble -> lookAt.add(trouble.sentence()
                + trouble.why().stream().findFirst().map(why -> ": " + sentence(why)).orElse("")));
        score.tasks().stream().filter(TaskPoints::needsAPerson)
                .forEach(task -> lookAt.add("Task " + task.task() + " cannot be judged by its tests"));
        result.filter(each -> each.refused().isEmpty()).ifPresent(each -> policy.chapters().stream()
                .filter(chapter -> each.chapters().stream().map(ChapterResult::chapter).noneMatch(chapter::equals))
                .forEach(chapter -> lookAt.add("Chapter " + chapter + " wasn't graded")));
        return lookAt;
    }

    private static String sentence(String text) {
        return Plain.line(text).replaceFirst("\\.$", "");
    }

    private static List<Failure> failures(TaskResult task, Misconceptions misconceptions) {
        return task.tests().stream()
                .filter(test -> test.verdict() == Verdict.FAILING || test.verdict() == Verdict.CANNOT_BE_JUDGED)
                .map(test -> failure(task, test, misconceptions)).toList();
    }

    private static Failure failure(TaskResult task, TestResult test, Misconceptions misconceptions) {
        return new Failure(task.task(), Plain.line(test.name()), misconceptions.like(test));
    }
}
