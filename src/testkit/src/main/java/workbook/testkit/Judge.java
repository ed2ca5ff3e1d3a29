package workbook.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import workbook.world.RealRuntime;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.Watchdog;

/**
 * Runs each test, and what prepares it, on a thread of its own, which is given up if it never comes
 * back; and looks for Todos.
 */
final class Judge implements InvocationInterceptor, TestInstancePreConstructCallback {

    /** So many threads that compute without end are a burden that a machine can bear. */
    private static final int PATIENCE = 2;
    private static final long LOOK_EVERY_MILLIS = 10;
    /** For a thread that was given up: before the next test begins, it should be gone. */
    private static final long GOODBYE_MILLIS = 100;

    private static final class Verdict<T> {
        volatile T result;
        volatile Throwable thrown =
                new AssertionError("the thread that ran the test was stopped before it came to an end");
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext context) {
        Todo.forget();
    }

    @Override
    public <T> T interceptTestClassConstructor(Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context) throws Throwable {
        return judge(invocation::proceed, invocation, context);
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        judgeInstrumented(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        judgeInstrumented(invocation, method, context);
    }

    /** {@link InstrumentedTest} sees to it. */
    @Override
    public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) {
        invocation.skip();
    }

    /** {@link InstrumentedTest} sees to it. */
    @Override
    public void interceptAfterEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) {
        invocation.skip();
    }

    private static void judgeInstrumented(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        invocation.skip();
        InstrumentedTest test = new InstrumentedTest(method.getTargetClass(), method.getExecutable(),
                method.getArguments());
        judge(() -> test.run(context), invocation, context);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Throwable;
    }

    private static <T> T judge(Work<T> work, Invocation<T> invocation, ExtensionContext context) throws Throwable {
        if (Watchdog.runaways() >= PATIENCE) {
            invocation.skip();
            throw new CannotBeJudged("Not run: " + PATIENCE + " tests before this one never came to an end. Mend"
                    + " those first.");
        }
        String name = context.getTestMethod().map(Method::getName).orElse(context.getDisplayName());
        Verdict<T> verdict = watch(work, name);
        Optional<Todo> todo = Todo.reached();
        if (todo.isPresent()) {
            throw todo.get();
        }
        if (verdict.thrown != null) {
            throw verdict.thrown;
        }
        return verdict.result;
    }

    /** What came of it, or what the watchdog found. */
    private static <T> Verdict<T> watch(Work<T> work, String name) throws InterruptedException {
        Verdict<T> verdict = new Verdict<>();
        Thread thread = new Thread(() -> {
            try {
                verdict.result = work.run();
                verdict.thrown = null; // only now: who stops this thread while it fails gains nothing
            } catch (Throwable t) {
                verdict.thrown = t;
            }
        }, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        Watchdog watchdog = new Watchdog();
        for (thread.join(LOOK_EVERY_MILLIS); thread.isAlive(); thread.join(LOOK_EVERY_MILLIS)) {
            Optional<Throwable> finding = watchdog.look(thread, Simulation.drives() + Replay.attempts(),
                    RealRuntime.isAnyOpen());
            if (finding.isPresent()) {
                Verdict<T> givenUp = new Verdict<>();
                givenUp.thrown = finding.get();
                thread.interrupt();
                thread.join(GOODBYE_MILLIS);
                return givenUp;
            }
        }
        return verdict;
    }
}
