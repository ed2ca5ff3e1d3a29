package workbook.world.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells, in words, what tasks wait for. */
final class Report {

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final List<String> LIBRARIES = List.of("workbook.", "org.junit.", "org.opentest4j.", "org.assertj.",
            "org.mockito.", "net.bytebuddy.", "org.objenesis.", "org.awaitility.", "org.hamcrest.");

    private Report() {
    }

    /** Everybody waits: who, for what, since when, and whom the last signal woke. */
    static String deadlock(List<SimulatedTask> tasks) {
        int width = tasks.stream().mapToInt(task -> task.name.length()).max().orElse(0);
        String indent = "\n" + " ".repeat(width + 4);
        return tasks.stream()
                .map(task -> String.format(Locale.ROOT, "\n  %-" + width + "s  %s", task.name,
                        String.join(indent, whatItDoes(task))))
                .collect(Collectors.joining("", "Everybody waits, and nobody will ever wake them.", ""));
    }

    /** The line of the student's own code that a stack trace is at, as {@code BufferPool.take, line 41}. */
    static Optional<String> place(StackTraceElement[] stack) {
        return Stream.of(stack)
                .filter(frame -> !isLibrary(frame))
                .findFirst()
                .map(frame -> call(frame) + ", line " + frame.getLineNumber());
    }

    /** The line that called {@link #place}, if that is the student's own code too. */
    static Optional<String> caller(StackTraceElement[] stack) {
        return Stream.of(stack)
                .dropWhile(Report::isLibrary)
                .skip(1)
                .findFirst()
                .filter(frame -> !isLibrary(frame))
                .map(frame -> call(frame) + ", line " + frame.getLineNumber());
    }

    /** A frame of the JDK, the workbook's own modules or a test library: not of anything to be judged. */
    static boolean isLibrary(StackTraceElement frame) {
        String name = frame.getClassName();
        return isJdk(frame) || LIBRARIES.stream().anyMatch(name::startsWith) || name.contains("$MockitoMock$");
    }

    static boolean isJdk(StackTraceElement frame) {
        return JDK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    /** Class and method, as {@code BufferPool.take}. */
    static String call(StackTraceElement frame) {
        String type = frame.getClassName().replaceAll(".*\\.", "").replaceAll("\\$\\d+", "").replace('$', '.');
        String method = frame.getMethodName();
        return method.equals("<init>") ? "new " + type
                : type + "." + (method.startsWith("lambda$") ? method.split("\\$")[1] : method);
    }

    /** A moment, in whichever unit says more than 0. */
    static String time(long nanos) {
        return nanos > 0 && nanos < 1_000_000 ? nanos + " ns" : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    static String names(List<SimulatedTask> tasks) {
        return tasks.stream().map(SimulatedTask::name).collect(Collectors.joining(" and "));
    }

    private static List<String> whatItDoes(SimulatedTask task) {
        return switch (task.state) {
            case DONE -> List.of("has finished");
            case READY -> List.of("could go on");
            case SLEEPING -> List.of(task.wakeAt == SimulatedTask.NEVER
                    ? "sleeps for ever" : "sleeps until " + time(task.wakeAt));
            case LOCKING -> List.of("wants " + task.lock + ", which " + task.lock.owner() + " holds", place(task));
            case WAITING -> List.of("waits on " + task.condition + ", since " + time(task.waitingSince),
                    place(task), task.condition.lastSignal());
        };
    }

    private static String place(SimulatedTask task) {
        return place(task.carrier.getStackTrace()).map(where -> "at " + where).orElse("in code that isn't yours");
    }
}
