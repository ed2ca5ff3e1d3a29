package workbook.world.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells, in words, what tasks wait for. */
final class Report {

    private Report() {
    }

    /** Everybody waits: who, for what, since when, and whom the last signal woke. */
    static String deadlock(List<SimulatedTask> tasks) {
        int width = tasks.stream().mapToInt(task -> task.name.length()).max().orElse(0);
        return tasks.stream()
                .map(task -> String.format(Locale.ROOT, "%n  %-" + width + "s  %s", task.name, whatItDoes(task)))
                .collect(Collectors.joining("", "Everybody waits, and nobody will ever wake them.", ""));
    }

    /** The line of the student's own code that a stack trace is at, as {@code BufferPool.take, line 41}. */
    static Optional<String> place(StackTraceElement[] stack) {
        return Stream.of(stack)
                .filter(frame -> !isLibrary(frame))
                .findFirst()
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + methodName(frame)
                        + ", line " + frame.getLineNumber());
    }

    /** A frame of the JDK, the workbook's own modules or a test library: not of anything to be judged. */
    static boolean isLibrary(StackTraceElement frame) {
        String name = frame.getClassName();
        return isJdk(frame) || name.startsWith("workbook.") || name.startsWith("org.junit.")
                || name.startsWith("org.assertj.") || name.startsWith("org.mockito.");
    }

    static boolean isJdk(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    static String names(List<SimulatedTask> tasks) {
        return tasks.stream().map(SimulatedTask::name).collect(Collectors.joining(" and "));
    }

    private static String whatItDoes(SimulatedTask task) {
        return switch (task.state) {
            case DONE -> "has finished";
            case READY -> "could go on";
            case LOCKING -> "wants " + task.lock + ", which " + task.lock.owner() + " holds" + place(task);
            case WAITING -> "waits on " + task.condition + place(task) + ", since " + seconds(task.waitingSince)
                    + "; " + task.condition.lastSignal();
        };
    }

    private static String place(SimulatedTask task) {
        return place(task.thread.getStackTrace()).map(where -> " (" + where + ")").orElse("");
    }

    private static String methodName(StackTraceElement frame) {
        String name = frame.getMethodName();
        return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
    }
}
