package workbook.grader.result;

import java.util.List;
import workbook.runner.Verdict;

/**
 * What came of a test.
 *
 * @param method {@code "BufferPoolTest.anEmptyPoolLendsNothing"}
 * @param name the sentence that is true of every right answer
 * @param message what went wrong, as the test said it; empty if all is well
 * @param story the same as the student would have seen it, line by line; none if all is well
 */
public record TestResult(String method, String name, Verdict verdict, String message, List<String> story) {
}
