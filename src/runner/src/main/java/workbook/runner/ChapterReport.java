package workbook.runner;

import java.util.List;
import java.util.Optional;

/**
 * What came of a chapter.
 *
 * @param parts what it stands on, in order; the last is the chapter itself
 * @param problem why it doesn't compile; then there are no tests to tell of
 * @param tasks all that were asked for
 * @param ungraded tests that show something; only run when every task passes
 */
public record ChapterReport(Chapter chapter, List<Part> parts, Optional<CompileProblem> problem, List<TaskReport> tasks,
        List<TestReport> ungraded) {

    /** Whether there is nothing left to do. */
    public boolean passes() {
        return problem.isEmpty() && tasks.stream().allMatch(task -> task.verdict() == Verdict.PASSING);
    }
}
