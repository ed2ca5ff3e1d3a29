package workbook.runner.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Outcome;
import workbook.testkit.ReplayableFailure;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;

/** Puts into words what a test threw. */
final class Failure {

    private static final int MOST_CAUSES = 20;
    private static final List<String> LIBRARIES = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "workbook.",
            "org.junit.", "org.assertj.", "org.mockito.", "org.awaitility.", "org.opentest4j.", "net.bytebuddy.");

    private final List<Path> studentClasses;

    /** @param studentClasses the folders with the classes to be judged */
    Failure(List<Path> studentClasses) {
        this.studentClasses = studentClasses;
    }

    Ended describe(String id, Throwable thrown, String printed) {
        Optional<Todo> todo = find(thrown, Todo.class);
        Optional<CannotBeJudged> unjudged = find(thrown, CannotBeJudged.class);
        if (todo.isPresent()) {
            return new Ended(id, Outcome.TODO, todo.get().getMessage(), "", "", todo.get().task(), printed, "");
        }
        if (unjudged.isPresent()) {
            return new Ended(id, Outcome.CANNOT_BE_JUDGED, message(unjudged.get()), "", "", "", printed,
                    stackTrace(unjudged.get()));
        }
        String replay = thrown instanceof ReplayableFailure failure ? failure.name() : "";
        Throwable told = thrown instanceof ReplayableFailure && thrown.getCause() != null ? thrown.getCause() : thrown;
        Throwable cause = rootOf(told);
        return new Ended(id, Outcome.FAILED, message(cause), placeOf(cause), replay, "", printed, stackTrace(cause));
    }

    /** The student's line, if there is one: {@code BufferPool.take, line 41}. */
    Optional<String> studentsLine(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(this::isStudents).findFirst().map(Failure::words);
    }

    private String placeOf(Throwable thrown) {
        if (thrown instanceof AssertionError) {
            return "";
        }
        StackTraceElement[] stack = thrown.getStackTrace();
        return studentsLine(stack)
                .or(() -> Arrays.stream(stack).filter(frame -> !isLibrary(frame)).findFirst().map(Failure::words))
                .orElse("");
    }

    private boolean isStudents(StackTraceElement frame) {
        if (isLibrary(frame)) {
            return false;
        }
        String file = frame.getClassName().replaceAll("\\$.*", "").replace('.', '/') + ".class";
        return studentClasses.stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
    }

    private static String message(Throwable thrown) {
        if (thrown instanceof AssertionError || thrown instanceof CannotBeJudged) {
            return thrown.getMessage() == null ? "an assertion doesn't hold" : thrown.getMessage();
        }
        if (thrown instanceof IncompatibleClassChangeError) {
            return "The tests ask for something that isn't there any more as the skeleton declares it: "
                    + thrown.getMessage() + ". Put that name, type or parameter back.";
        }
        if (thrown instanceof NoClassDefFoundError && thrown.getCause() instanceof ClassNotFoundException) {
            return "The tests ask for a class that isn't there: " + thrown.getMessage().replace('/', '.') + ".";
        }
        if (thrown instanceof StackOverflowError) {
            return "StackOverflowError: a method calls itself again and again.";
        }
        if (thrown instanceof OutOfMemoryError) {
            return "OutOfMemoryError: the memory ran out. Something grows and grows.";
        }
        return thrown.getClass().getName().replaceAll(".*[.$]", "")
                + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }

    /** What was thrown first, where JUnit or the JVM only wrapped it. */
    private static Throwable rootOf(Throwable thrown) {
        boolean wrapper = thrown instanceof ExceptionInInitializerError
                || thrown instanceof java.lang.reflect.InvocationTargetException
                || thrown.getClass().getName().startsWith("org.junit.") && !(thrown instanceof AssertionError);
        return wrapper && thrown.getCause() != null ? rootOf(thrown.getCause()) : thrown;
    }

    private static <T> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String stackTrace(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(t -> t.getClass().getName() + Arrays.stream(t.getStackTrace())
                        .filter(frame -> !isTestLibrary(frame))
                        .limit(50)
                        .map(frame -> "\n  at " + frame)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\ncaused by "));
    }

    private static boolean isLibrary(StackTraceElement frame) {
        return LIBRARIES.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static boolean isTestLibrary(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.") || frame.getClassName().startsWith("jdk.internal.")
                || frame.getClassName().startsWith("java.lang.reflect.")
                || frame.getClassName().startsWith("workbook.testkit.")
                || frame.getClassName().startsWith("workbook.runner.");
    }

    private static String words(StackTraceElement frame) {
        String method = frame.getMethodName();
        if (method.startsWith("lambda$")) {
            method = method.split("\\$")[1];
        }
        String type = frame.getClassName().replaceAll(".*\\.", "").replaceAll("\\$\\d+", "").replaceAll(".*\\$", "");
        return switch (method) {
            case "<init>", "new" -> "the constructor of " + type + ", line " + frame.getLineNumber();
            case "<clinit>", "static" -> "a static field of " + type + ", line " + frame.getLineNumber();
            default -> type + "." + method + ", line " + frame.getLineNumber();
        };
    }
}
