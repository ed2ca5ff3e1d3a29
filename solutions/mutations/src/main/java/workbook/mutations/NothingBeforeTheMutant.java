package workbook.mutations;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * To find the tests, PIT runs them all, in each JVM, before it puts the mutant in: that takes its time,
 * and the classes would be loaded by then.
 */
public final class NothingBeforeTheMutant implements InvocationInterceptor {

    /** Whether a mutant is to come. Not so where PIT looks at what the tests cover. */
    static volatile boolean wait;

    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        skipOrRun(test);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        skipOrRun(test);
    }

    private static void skipOrRun(Invocation<Void> test) throws Throwable {
        if (wait) {
            test.skip();
        } else {
            test.proceed();
        }
    }
}
