package workbook.grader.result;

import java.util.List;
import java.util.stream.Stream;
import workbook.runner.Verdict;

/**
 * What grading a submission found: all that is kept of it, and what every export is made of. No times and no points:
 * grading twice finds the same, and points are given afterwards.
 *
 * @param id whose it is, as far as the name of the submission tells; no two have the same, and it's good for a file name
 * @param submission the name of the file or folder
 * @param fingerprint of what was handed in, and of what judged it
 * @param refused why nothing of it was graded; empty if it was
 * @param notes what was left out of it, and why
 * @param chapters those that were asked for, in order; none if it was refused
 */
public record SubmissionResult(String id, String submission, String fingerprint, String refused, List<String> notes,
        List<ChapterResult> chapters) {

    /** In order. */
    public Stream<TaskResult> tasks() {
        return chapters.stream().flatMap(chapter -> chapter.tasks().stream());
    }

    /** Whether something of it can't be judged without a person. */
    public boolean needsAPerson() {
        return !refused.isEmpty() || tasks().anyMatch(task -> task.verdict() == Verdict.CANNOT_BE_JUDGED);
    }
}
