package workbook.report;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.world.Todo;
import workbook.world.simulation.SimulationFailure;

/** Why a run that was played with is over, in words. */
final class PlayFailure {

    private static final int MOST_CAUSES = 20;

    private PlayFailure() {
    }

    /** Something was thrown. */
    static JsonObject of(Throwable thrown) {
        Optional<Todo> todo = Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(MOST_CAUSES)
                .filter(Todo.class::isInstance).map(Todo.class::cast).findFirst();
        if (todo.isPresent()) {
            return failed("The pipeline came to task " + todo.get().task() + ", which is still to do.", "");
        }
        String title = thrown instanceof SimulationFailure failure ? title(failure.kind()) : "The pipeline failed.";
        String message = thrown instanceof Error && !(thrown instanceof VirtualMachineError)
                && thrown.getMessage() != null ? thrown.getMessage()
                : thrown + place(thrown.getStackTrace()).map(where -> "\n  at " + where).orElse("");
        return failed(title, message);
    }

    /** The JVM is about to end, though nobody told it to. */
    static JsonObject ofExit(Collection<StackTraceElement[]> stacks) {
        Optional<StackTraceElement[]> exit = stacks.stream()
                .filter(stack -> Arrays.stream(stack).anyMatch(frame ->
                        frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit")))
                .findFirst();
        if (exit.isEmpty()) {
            return failed("The pipeline's JVM was told to end, by somebody outside.", "");
        }
        return failed("The pipeline ended its own JVM: it calls System.exit.", place(exit.get())
                .map(where -> "At " + where + ". ").orElse("") + "Throw an exception instead.");
    }

    private static JsonObject failed(String title, String message) {
        JsonObject json = new JsonObject();
        json.addProperty("message", "failed");
        json.addProperty("title", title);
        json.addProperty("text", message);
        return json;
    }

    private static String title(SimulationFailure.Kind kind) {
        return switch (kind) {
            case DEADLOCK -> "The pipeline is in a deadlock.";
            case LOCK_LEAK -> "A task ended and kept a lock.";
            case RACE -> "Two tasks use the same memory at the same time.";
            case EXCEPTION -> "A task of the pipeline failed.";
            case LIVELOCK, ENDLESS -> "The pipeline goes round and round.";
        };
    }

    /** The first line that is neither the JDK's nor the workbook's. */
    private static Optional<String> place(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun|workbook)\\..*"))
                .findFirst()
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName() + ", line "
                        + frame.getLineNumber());
    }
}
