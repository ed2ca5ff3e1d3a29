package workbook.testkit;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import workbook.world.Todo;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.Watchdog;

/** Runs each test on a thread of its own, which is given up if it never comes back; and looks for Todos. */
final class Judge implements InvocationInterceptor {

    private static final int PATIENCE = 2;
    private static final AtomicInteger GIVEN_UP = new AtomicInteger();

    private static final class Verdict {
        volatile Throwable thrown;
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> test,
            ExtensionContext context) throws Throwable {
        if (GIVEN_UP.get() >= PATIENCE) {
            invocation.skip();
            throw new AssertionError("not run, because " + PATIENCE
                    + " tests before this one never came to an end. Mend those first.");
        }
        Todo.forget();
        Throwable thrown = watch(invocation, test.getExecutable().getName());
        Optional<Todo> todo = Todo.reached();
        if (todo.isPresent()) {
            throw todo.get();
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /** What the test threw, or what the watchdog found; null if all is well. */
    private static Throwable watch(Invocation<Void> invocation, String name) throws InterruptedException {
        Verdict verdict = new Verdict();
        Thread thread = new Thread(() -> {
            try {
                invocation.proceed();
            } catch (Throwable t) {
                verdict.thrown = t;
            }
        }, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        Watchdog watchdog = new Watchdog();
        for (thread.join(10); thread.isAlive(); thread.join(10)) {
            Optional<Throwable> finding = watchdog.look(thread, Simulation.drives());
            if (finding.isPresent()) {
                GIVEN_UP.incrementAndGet();
                thread.interrupt();
                return finding.get();
            }
        }
        return verdict.thrown;
    }
}
