package workbook.grader.grade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.TaskReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.testkit.TaskNumber;

/**
 * Which tests there are, as the reference showed. A submission's run may tell how they went; which they are, it may not:
 * one that isn't told of has failed, and one that nobody knows doesn't count.
 */
final class ExpectedTests {

    private static final String MISSING = "Not run: nothing was heard of this test. The tests ended before, or it was"
            + " kept from running.";

    private final Map<Integer, Map<TaskNumber, List<TestReport>>> byChapter = new HashMap<>();

    /** Remembers what was found with the reference. */
    void expect(ChapterReport reference) {
        Map<TaskNumber, List<TestReport>> tasks = new LinkedHashMap<>();
        reference.tasks().forEach(task -> tasks.put(task.task(), task.tests()));
        byChapter.put(reference.chapter().number(), tasks);
    }

    /** How long the longest of a chapter's tests took; nothing, as long as nobody knows. */
    Duration longest(Chapter chapter) {
        return byChapter.getOrDefault(chapter.number(), Map.of()).values().stream().flatMap(List::stream)
                .map(TestReport::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The expected tests, and what the report says of them. */
    List<TaskReport> in(ChapterReport report) {
        Map<String, TestReport> told = new HashMap<>();
        report.tests().forEach(test -> told.put(key(test), test));
        List<TaskReport> tasks = new ArrayList<>();
        byChapter.get(report.chapter().number()).forEach((task, tests) -> {
            Optional<TestReport> all = wholeTask(report, task);
            tasks.add(new TaskReport(task, tests.stream()
                    .map(test -> Optional.ofNullable(told.get(key(test))).or(() -> all.map(each -> named(each, test)))
                            .orElseGet(() -> missing(test)))
                    .toList()));
        });
        return tasks;
    }

    /** If it ended before it said which tests there are, there is one report for all tests of a task. */
    private static Optional<TestReport> wholeTask(ChapterReport report, TaskNumber task) {
        return report.tests().stream().filter(test -> test.method().isEmpty() && test.verdict() != Verdict.PASSING
                && test.task().filter(task::equals).isPresent()).findFirst();
    }

    private static TestReport named(TestReport report, TestReport expected) {
        return new TestReport(expected.task(), expected.method(), expected.name(), report.verdict(), report.message(),
                report.place(), report.replay(), report.todo(), report.printed(), report.stackTrace(), report.took(),
                report.wasRun());
    }

    private static TestReport missing(TestReport expected) {
        return new TestReport(expected.task(), expected.method(), expected.name(), Verdict.FAILING, MISSING,
                Optional.empty(), Optional.empty(), Optional.empty(), "", "", Duration.ZERO, false);
    }

    private static String key(TestReport test) {
        return test.task().map(TaskNumber::toString).orElse("") + " " + test.method();
    }
}
