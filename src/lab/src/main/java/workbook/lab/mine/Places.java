package workbook.lab.mine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where in the student's parts a thread is, in words. */
final class Places {

    private static final String STUDENTS = "backpressure.";
    /** It lies there, too, and only calls {@link OwnMain}. */
    private static final String OURS = "backpressure.pipeline.LabPipeline";
    private static final String LABS = "workbook.lab.";
    private static final String SYSTEM = "java.lang.";

    private Places() {
    }

    /** {@code "BlockingBufferPool.take, line 41"}: the innermost of the student's own; nothing where there is none. */
    static Optional<String> of(StackTraceElement... frames) {
        return Arrays.stream(frames).filter(Places::isStudents).findFirst()
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName() + ", line "
                        + frame.getLineNumber());
    }

    /** Whether that is the student's matter: not if their code waits for a topic or a table of the lab's. */
    static boolean isStudentsMatter(StackTraceElement... frames) {
        return Arrays.stream(frames).filter(frame -> isStudents(frame) || frame.getClassName().startsWith(LABS))
                .findFirst().filter(Places::isStudents).isPresent();
    }

    private static boolean isStudents(StackTraceElement frame) {
        return frame.getClassName().startsWith(STUDENTS) && !frame.getClassName().equals(OURS);
    }

    /** For each of these tasks, a line that says where it is; none if none of them runs. */
    static List<String> ofTasks(List<String> tasks) {
        List<String> lines = new ArrayList<>();
        boolean anyRuns = false;
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        for (String task : tasks) {
            List<Thread> subtasks = threads.keySet().stream().filter(thread -> thread.getName().equals(task)
                    || thread.getName().startsWith(task + " (")).toList();
            subtasks.forEach(thread -> lines.add(String.format("%-8s %s", thread.getName(),
                    of(threads.get(thread)).map(place -> verb(thread.getState()) + " " + place).orElse("is at work"))));
            anyRuns |= !subtasks.isEmpty();
            if (subtasks.isEmpty()) {
                lines.add(String.format("%-8s has ended", task));
            }
        }
        return anyRuns ? lines : List.of();
    }

    /** Who ends this JVM, if somebody does. */
    static Optional<String> ofExit() {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames -> Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith(SYSTEM)
                        && frame.getMethodName().equals("exit")))
                .map(Places::of).flatMap(Optional::stream).findFirst();
    }

    private static String verb(Thread.State state) {
        return state == Thread.State.RUNNABLE ? "runs in" : "waits in";
    }
}
