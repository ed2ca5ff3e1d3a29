package workbook.grader.result;

import java.util.List;
import workbook.runner.Verdict;

/**
 * What came of a task.
 *
 * @param task {@code "3.2"}
 * @param title as the lesson has it
 * @param tests all that the instructor's workbook has for it; none if the chapter wasn't tested
 */
public record TaskResult(String task, String title, Verdict verdict, List<TestResult> tests) {
}
