package workbook.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import workbook.testkit.instrument.InstrumentingLoader;

/** One test method, run on a test object of its own, whose class and those it tests are instrumented. */
final class InstrumentedTest {

    private final Class<?> type;
    private final Method method;
    private final List<Object> arguments;

    InstrumentedTest(Class<?> type, Method method, List<Object> arguments) {
        this.type = type;
        this.method = method;
        this.arguments = arguments;
    }

    /** Makes the object, and runs what is to run before each test, the test, and what is to run after each. */
    Void run(ExtensionContext context) throws Throwable {
        Class<?> instrumented = InstrumentingLoader.instrumented(type);
        Constructor<?> constructor = instrumented.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            Object test = constructor.newInstance();
            try {
                invokeAll(test, BeforeEach.class);
                Method same = instrumented.getDeclaredMethod(method.getName(), method.getParameterTypes());
                same.setAccessible(true);
                same.invoke(test, arguments.toArray());
            } catch (InvocationTargetException e) {
                throw told(test, context, e.getCause());
            } finally {
                invokeAll(test, AfterEach.class);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        return null;
    }

    /** What the handlers of this very object make of it: those that JUnit knows are another object's. */
    private static Throwable told(Object test, ExtensionContext context, Throwable thrown) throws Exception {
        for (Field field : test.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(RegisterExtension.class)) {
                field.setAccessible(true);
                if (field.get(test) instanceof TestExecutionExceptionHandler handler) {
                    try {
                        handler.handleTestExecutionException(context, thrown);
                    } catch (Throwable told) {
                        return told;
                    }
                }
            }
        }
        return thrown;
    }

    private static void invokeAll(Object test, Class<? extends Annotation> annotation) throws Exception {
        List<Method> methods = new ArrayList<>(List.of(test.getClass().getDeclaredMethods()));
        methods.removeIf(each -> !each.isAnnotationPresent(annotation));
        for (Method each : methods) {
            each.setAccessible(true);
            each.invoke(test);
        }
    }
}
