package workbook.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int PATIENCE_WITH_ALL = 8;
    private static final long LOOK_EVERY_MILLIS = 10;
    /** For a thread that was given up: before the next test begins, it should be gone. */
    private static final long GOODBYE_MILLIS = 100;

    /** By task: how many of its tests can't be judged. */
    private static final Map<TaskNumber, Integer> UNJUDGED = new ConcurrentHashMap<>();

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
        if (enough(context).isPresent()) {
            invocation.skip();
        }
        return judge(invocation::proceed, context);
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
        judge(() -> test.run(context), context);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Throwable;
    }

    private static <T> T judge(Work<T> work, ExtensionContext context) throws Throwable {
        Optional<String> enough = enough(context);
        if (enough.isPresent()) {
            throw new CannotBeJudged(enough.get());
        }
        String name = context.getTestMethod().map(Method::getName).orElse(context.getDisplayName());
        Verdict<T> verdict = watch(work, name);
        Optional<Todo> todo = Todo.reached();
        if (todo.isPresent()) {
            throw todo.get();
        }
        if (verdict.thrown instanceof CannotBeJudged) {
            task(context).ifPresent(task -> UNJUDGED.merge(task, 1, Integer::sum));
        }
        if (verdict.thrown != null) {
            throw verdict.thrown;
        }
        return verdict.result;
    }

    /** Why a test needn't be run any more. Each that waits where nobody can see it takes its time to be found out. */
    private static Optional<String> enough(ExtensionContext context) {
        if (Watchdog.runaways() >= PATIENCE) {
            return Optional.of("Not run: " + PATIENCE + " tests before this one never came to an end. Mend those first.");
        }
        boolean enoughOfTask = task(context).filter(task -> UNJUDGED.getOrDefault(task, 0) >= PATIENCE).isPresent();
        int unjudged = UNJUDGED.values().stream().mapToInt(Integer::intValue).sum();
        return enoughOfTask || task(context).isPresent() && unjudged >= PATIENCE_WITH_ALL
                ? Optional.of("Not run: " + unjudged + " tests before this one can't be judged. Mend those first.")
                : Optional.empty();
    }

    private static Optional<TaskNumber> task(ExtensionContext context) {
        return TaskNumber.among(context.getTags());
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
