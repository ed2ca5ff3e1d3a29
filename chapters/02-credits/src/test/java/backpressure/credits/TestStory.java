package backpressure.credits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import workbook.testkit.Steps;

/**
 * Tells the story when something that a student wrote throws in the middle of a test: the steps before, the call that
 * the test made, what it threw, and where.
 */
final class TestStory implements TestExecutionExceptionHandler {

    private static final int MOST_PLACES = 3;
    private static final int FRAMES_OF_A_CIRCLE = 50;

    private final Steps steps;

    TestStory(Steps steps) {
        this.steps = steps;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw thrown instanceof RuntimeException || thrown instanceof StackOverflowError ? of(steps, thrown) : thrown;
    }

    /** The story, as a failure. */
    static AssertionError of(Steps steps, Throwable thrown) {
        String story = steps.then(call(thrown) + "threw " + words(thrown)).get().strip();
        String places = places(thrown);
        return new AssertionError(places.isEmpty() ? story : story + "\n\nat " + places, thrown);
    }

    private static String words(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        if (thrown instanceof StackOverflowError) {
            return name + ": something calls itself again and again";
        }
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /** What the test called: {@code Buffer.append() }; nothing, if the stack doesn't reach down to the test. */
    private static String call(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        int i = stack.length - 1;
        while (i >= 0 && !isTest(stack[i])) {
            i--;
        }
        while (i >= 0 && !isStudents(stack[i])) {
            i--;
        }
        return i < 0 ? "" : method(stack[i]) + " ";
    }

    private static String places(Throwable thrown) {
        List<StackTraceElement> frames = Arrays.stream(thrown.getStackTrace()).filter(TestStory::isStudents).toList();
        int many = thrown instanceof StackOverflowError ? Math.min(FRAMES_OF_A_CIRCLE, frames.size()) : 1;
        return frames.stream().limit(many)
                .map(frame -> method(frame).replace("()", "") + ", line " + frame.getLineNumber())
                .distinct().limit(MOST_PLACES)
                .collect(Collectors.joining("\nand "));
    }

    private static String method(StackTraceElement frame) {
        String type = frame.getClassName().replaceAll(".*\\.", "").replaceAll("\\$.*", "");
        String method = frame.getMethodName().replaceAll("lambda\\$(\\w+)\\$.*", "$1");
        return method.equals("<init>") || method.equals("new") ? "new " + type + "()" : type + "." + method + "()";
    }

    private static boolean isStudents(StackTraceElement frame) {
        return frame.getClassName().startsWith("backpressure.") && !isTest(frame);
    }

    private static boolean isTest(StackTraceElement frame) {
        return frame.getClassName().matches("backpressure\\..*\\.(Test\\w*|\\w*Test|\\w*Show)(\\$.*)?");
    }
}
