package workbook.runner;

import java.util.List;
import workbook.testkit.TaskNumber;

/** What came of a task, and of each of its tests. */
public record TaskReport(TaskNumber task, List<TestReport> tests) {

    public Verdict verdict() {
        return Verdict.ofAll(tests.stream().map(TestReport::verdict).toList());
    }
}
