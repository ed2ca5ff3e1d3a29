package workbook.runner;

import java.time.Duration;
import java.util.Optional;
import workbook.testkit.TaskNumber;

/**
 * What came of one test.
 *
 * @param task what it judges; nothing for one that isn't graded
 * @param method {@code "BufferPoolTest.anEmptyPoolLendsNothing"}
 * @param name the sentence that is true of every right answer
 * @param message what went wrong; empty if all is well
 * @param place the student's line an exception came from: {@code "BufferPool.take, line 41"}
 * @param replay what {@code --replay} wants
 * @param todo the task whose Todo was reached
 * @param printed what the test and the code under test printed, the beginning of it
 * @param stackTrace for those who ask for it
 * @param took how long it took
 * @param wasRun false if the tests ended before this one
 */
public record TestReport(Optional<TaskNumber> task, String method, String name, Verdict verdict, String message,
        Optional<String> place, Optional<String> replay, Optional<String> todo, String printed, String stackTrace,
        Duration took, boolean wasRun) {
}
