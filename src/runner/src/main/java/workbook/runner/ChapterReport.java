package workbook.runner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of a chapter.
 *
 * @param parts what it stands on, in order; the last is the chapter itself
 * @param problem why it doesn't compile; then there are no tests to tell of
 * @param tasks all that were asked for
 * @param ungraded tests that show something; only run when every task passes
 * @param endless how many tests came to no end, and were given up
 */
public record ChapterReport(Chapter chapter, List<Part> parts, Optional<CompileProblem> problem, List<TaskReport> tasks,
        List<TestReport> ungraded, int endless) {

    /** Whether there is nothing left to do. */
    public boolean passes() {
        return problem.isEmpty() && tasks.stream().allMatch(task -> task.verdict() == Verdict.PASSING);
    }

    /** All its graded tests. */
    public List<TestReport> tests() {
        return tasks.stream().flatMap(task -> task.tests().stream()).toList();
    }

    /** This one, with what a later look at some of its tests found instead; nothing of what isn't graded. */
    public ChapterReport updatedBy(ChapterReport look) {
        Map<String, TestReport> newer = look.tests().stream()
                .collect(Collectors.toMap(TestReport::method, Function.identity(), (one, other) -> other));
        return new ChapterReport(chapter, look.parts, look.problem, tasks.stream()
                .map(task -> new TaskReport(task.task(), task.tests().stream()
                        .map(test -> newer.getOrDefault(test.method(), test)).toList()))
                .toList(), List.of(), look.endless);
    }

    /** Whether what ran can run again without trouble: it compiles, and nothing of it went wrong. */
    boolean doesNoHarm() {
        return problem.isEmpty() && tests().stream().allMatch(test -> test.wasRun()
                && (test.verdict() == Verdict.PASSING || test.verdict() == Verdict.TO_DO));
    }
}
