package workbook.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.world.Todo;
import workbook.world.scenario.Scenario;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.Watchdog;

/** Runs a pipeline in virtual time, tells the story of it, and writes down its numbers. */
public final class RunMain {

    private static final int DONE = 0;
    private static final int NOT_YET = 1;
    private static final int USAGE = 2;
    private static final int BROKEN = 3;
    private static final int MOST_CAUSES = 20;
    private static final long LOOK_EVERY_MILLIS = 10;

    private RunMain() {
    }

    /** Doesn't return: the exit code is 0 for a whole run, 1 if the pipeline failed, 2 for wrong arguments. */
    public static void main(String[] arguments, ScenarioPipeline.Builder builder) throws InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        RunOptions options;
        try {
            options = RunOptions.parse(Arrays.asList(arguments));
        } catch (IllegalArgumentException e) {
            terminal.line(e.getMessage());
            java.lang.Runtime.getRuntime().halt(USAGE);
            return;
        }
        java.lang.Runtime.getRuntime().halt(run(options, builder, terminal)); // whatever threads the pipeline left
    }

    static int run(RunOptions options, ScenarioPipeline.Builder builder,
            Terminal terminal) throws InterruptedException {
        Attempt attempt = attempt(options, builder);
        Optional<Todo> todo = find(attempt.thrown, Todo.class).or(Todo::reached);
        if (todo.isPresent()) {
            terminal.line("The pipeline can't run yet: task " + todo.get().task() + " is still to do.");
            return NOT_YET;
        }
        if (attempt.thrown != null) {
            tellFailure(attempt.thrown, terminal);
            return NOT_YET;
        }
        options.live().ifPresent(file -> waitUntilShown(attempt.run, options.parts(), file));
        return tell(attempt.run, options.parts(), options.json(), options.html(), terminal);
    }

    /** Puts it where the command shows it from, and waits for the end of the input. What can't be shown is told. */
    private static void waitUntilShown(ScenarioRun run, RunParts parts, Path file) {
        try {
            RunJson.write(run, parts, file);
            while (System.in.read() >= 0) {
                // it says when it is done by saying no more
            }
        } catch (IOException | RuntimeException e) {
            // as above
        }
    }

    /**
     * Tells the story of a run, and writes it down where that is wanted.
     *
     * @return the exit code
     */
    public static int tell(ScenarioRun run, RunParts parts, Optional<Path> json, Optional<Path> html,
            Terminal terminal) {
        try {
            new RunStory(run, terminal).tell();
        } catch (RuntimeException e) { // numbers that can't be
            terminal.line("The run went through, but its numbers make no sense: " + e);
            return NOT_YET;
        }
        try {
            if (json.isPresent()) {
                RunJson.write(run, parts, json.get());
                terminal.line("Its numbers: " + json.get());
            }
            if (html.isPresent()) {
                RunHtml.write(run, parts, html.get());
                terminal.line("Its picture: " + html.get());
            }
        } catch (IOException e) {
            terminal.line("What the run gave couldn't be written: " + e);
            return BROKEN;
        }
        return run.summary().conserved() ? DONE : NOT_YET;
    }

    private static final class Attempt {
        private volatile ScenarioRun run;
        private volatile Throwable thrown;
    }

    /** On a thread of its own, in case what is asked of the pipeline in between never comes back. */
    private static Attempt attempt(RunOptions options, ScenarioPipeline.Builder builder) throws InterruptedException {
        Attempt attempt = new Attempt();
        Todo.forget();
        Thread thread = new Thread(() -> {
            try {
                attempt.run = Scenario.run(options.settings(), builder);
            } catch (Throwable t) {
                attempt.thrown = t;
            }
        }, "run");
        thread.setDaemon(true);
        thread.start();
        Watchdog watchdog = new Watchdog();
        for (thread.join(LOOK_EVERY_MILLIS); thread.isAlive(); thread.join(LOOK_EVERY_MILLIS)) {
            Optional<Throwable> finding = watchdog.look(thread, Simulation.drives());
            if (finding.isPresent()) {
                attempt.thrown = finding.get();
                break;
            }
        }
        return attempt;
    }

    private static void tellFailure(Throwable thrown, Terminal terminal) {
        terminal.line(terminal.paint(Terminal.Style.BAD, "✗ The pipeline failed."));
        terminal.line();
        String message = thrown instanceof Error && thrown.getMessage() != null ? thrown.getMessage()
                : thrown.toString();
        message.lines().flatMap(line -> RunStory.wrap(line).stream()).forEach(terminal::line);
        place(thrown).ifPresent(place -> terminal.line("  at " + place));
        if (Boolean.getBoolean("workbook.stacktrace")) {
            terminal.line();
            List<String> trace = new ArrayList<>();
            for (Throwable t = thrown; t != null && trace.size() < 200; t = t.getCause()) {
                trace.add(t.toString());
                Arrays.stream(t.getStackTrace()).forEach(frame -> trace.add("  at " + frame));
            }
            trace.forEach(terminal::line);
        }
    }

    private static Optional<String> place(Throwable thrown) {
        if (thrown instanceof Error && !(thrown instanceof VirtualMachineError)) {
            return Optional.empty(); // its message says where
        }
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().matches("(java|jdk|sun|workbook)\\..*"))
                .findFirst()
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName() + ", line "
                        + frame.getLineNumber());
    }

    private static <T> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
