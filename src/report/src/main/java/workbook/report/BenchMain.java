package workbook.report;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.world.Todo;

/**
 * An engine for {@code ./workbook bench}, in a JVM of its own. For each line that comes in, it makes one round, and
 * says in a line how many records per second those were, or why there are none.
 */
public final class BenchMain {

    /** What the lines begin with that it answers. */
    public static final String READY = "ready ";
    public static final String RATE = "rate ";
    public static final String TO_DO = "to do ";
    public static final String FAILED = "failed ";

    private static final int MOST_CAUSES = 20;

    private BenchMain() {
    }

    /** Something that records can be sent through. */
    @FunctionalInterface
    public interface Engine {
        /**
         * Sends them through, and returns when all have come and all tasks have ended.
         *
         * @return how many came in a second, as {@link BenchGoal} measures it
         */
        double recordsPerSecond(BenchRecords kind, long records) throws Exception;
    }

    /**
     * Serves until the input ends: when whoever started this JVM has enough, or is gone.
     *
     * @param name the engine's
     */
    public static void serve(String name, Engine engine) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what the parts print is no answer
        out.print(READY + name + "\n");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                out.print(answer(engine, BenchRecords.valueOf(words[0]), Long.parseLong(words[1])) + "\n");
                out.flush();
            }
        }
    }

    /** Says why there is no engine. */
    public static void refuse(String why) {
        System.out.print(FAILED + why.replaceAll("\\s+", " ") + "\n");
        System.out.flush();
    }

    static String answer(Engine engine, BenchRecords kind, long records) {
        Todo.forget();
        try {
            return RATE + engine.recordsPerSecond(kind, records);
        } catch (Throwable thrown) {
            Optional<Todo> todo = Todo.reached();
            if (todo.isPresent()) {
                return TO_DO + todo.get().task();
            }
            if (Boolean.getBoolean("workbook.stacktrace")) {
                thrown.printStackTrace();
            }
            return FAILED + why(thrown).replaceAll("\\s+", " ");
        }
    }

    /** What it says, and, if something is behind it, what that is and where in the parts it began. */
    private static String why(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(MOST_CAUSES)
                .toList();
        Throwable root = causes.get(causes.size() - 1);
        String place = inParts(root.getStackTrace()).map(found -> " (" + found + ")").orElse("");
        if (thrown instanceof BenchGoal.Missed) {
            return thrown.getMessage() + (root == thrown ? "" : ": " + root + place);
        }
        return thrown + place;
    }

    /** Where in the parts each thread stands right now, if any does. */
    static String standing() {
        return Thread.getAllStackTraces().entrySet().stream()
                .flatMap(thread -> inParts(thread.getValue()).stream().map(place -> thread.getKey().getName() + " at "
                        + place))
                .sorted()
                .reduce((one, other) -> one + "; " + other).map(all -> ". Where they stand: " + all).orElse("");
    }

    private static Optional<String> inParts(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .filter(frame -> frame.getClassName().startsWith("backpressure."))
                .filter(frame -> !frame.getClassName().contains("Bench"))
                .findFirst()
                .map(frame -> frame.getFileName() + ", line " + frame.getLineNumber());
    }
}
