package workbook.runner.child;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Outcome;
import workbook.runner.child.ResultLog.Started;
import workbook.runner.child.ResultLog.Took;

/** Writes down how each test ends. A test with several inputs is one test: the first that fails speaks for all. */
final class Listener implements TestExecutionListener {

    private final ResultLog log;
    private final Failure failure;
    private final Printed printed;
    private final Map<String, Throwable> failedInput = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private TestPlan plan;
    private boolean allPassed = true;
    private long started;

    Listener(ResultLog log, Failure failure, Printed printed) {
        this.log = log;
        this.failure = failure;
        this.printed = printed;
    }

    /** Whether every test so far passed. */
    boolean allPassed() {
        return allPassed;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        if (isWholeTest(identifier)) {
            printed.take();
            log.add(new Started(identifier.getUniqueId()));
            started = System.nanoTime();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        finished(identifier, new AssertionError("not run: " + reason));
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        finished(identifier, result.getThrowable().orElse(
                result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? null
                        : new AssertionError("it was aborted")));
    }

    private void finished(TestIdentifier identifier, Throwable thrown) {
        Optional<TestIdentifier> test = identifier.getParentIdObject().isEmpty() ? Optional.empty()
                : plan.getParent(identifier).filter(Listener::isWholeTest);
        if (isWholeTest(identifier)) {
            end(identifier, thrown != null ? thrown : failedInput.get(identifier.getUniqueId()));
        } else if (test.isPresent()) { // one of its inputs
            if (thrown != null) {
                failedInput.putIfAbsent(test.get().getUniqueId(), thrown);
            }
        } else if (thrown != null) { // a class: its tests never ran
            plan.getDescendants(identifier).stream().filter(Listener::isWholeTest).forEach(each -> end(each, thrown));
        }
    }

    private void end(TestIdentifier test, Throwable thrown) {
        if (!ended.add(test.getUniqueId())) {
            return;
        }
        allPassed &= thrown == null;
        log.add(thrown == null
                ? new Ended(test.getUniqueId(), Outcome.PASSED, "", "", "", "", printed.take(), "")
                : failure.describe(test.getUniqueId(), thrown, printed.take()));
        log.add(new Took(test.getUniqueId(), (System.nanoTime() - started) / 1_000));
    }

    /** A test method, with all its inputs. */
    static boolean isWholeTest(TestIdentifier identifier) {
        return identifier.getSource().filter(MethodSource.class::isInstance).isPresent()
                && !identifier.getUniqueIdObject().getLastSegment().getType().contains("invocation")
                && !identifier.getUniqueIdObject().getLastSegment().getType().startsWith("dynamic");
    }
}
