package workbook.lab.mine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.lab.LabTrouble;
import workbook.lab.postgres.GivenDatabase;
import workbook.report.RunJson;
import workbook.report.RunOptions;
import workbook.report.RunReader;
import workbook.report.RunStory;
import workbook.report.Terminal;
import workbook.world.Todo;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.TaskSettings;

/**
 * A student's pipeline on the real systems, in a JVM of its own: the lab starts it, and has Kafka and PostgreSQL in
 * another one. It is told the database's address by the first line of its input; says that it is ready; begins when
 * another line comes; and ends, wherever it is, when its input does.
 */
public final class OwnMain {

    /** What it says when it could begin: a line of its own. */
    public static final String READY = "workbook.lab.ready";

    /** The exit codes that it ends with itself. With any other, something else has ended it. */
    public static final int DONE = 40;
    public static final int FAILED = 41;
    public static final int BROKEN = 43;

    private static final int MOST_CAUSES = 20;

    private OwnMain() {
    }

    /**
     * Doesn't return: it ends with {@link #DONE} if the run's numbers were written, {@link #FAILED} if the pipeline
     * failed, {@link #BROKEN} if a system did.
     *
     * @param arguments the broker's address; then a run's options, where its numbers go among them
     */
    public static void main(String[] arguments, ScenarioPipeline.Builder builder) {
        Terminal terminal = Terminal.standardOutput();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        FewWords.only();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tellWhoExits(terminal), "exit"));
        int code;
        try {
            code = run(arguments, builder, input, terminal);
        } catch (Throwable e) {
            code = tell(e, terminal);
        }
        end(code);
    }

    /** Whatever threads the pipeline has left, and whatever processes. */
    private static void end(int code) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(code);
    }

    private static int run(String[] arguments, ScenarioPipeline.Builder builder, BufferedReader input,
            Terminal terminal) throws Throwable {
        String database = input.readLine();
        String name = input.readLine();
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        RunOptions wanted = RunOptions.parse(options);
        List<String> tasks = wanted.settings().tasks().stream().map(TaskSettings::name).toList();
        Lookout lookout = Lookout.start("The pipeline's constructor",
                message -> fail(message, Places.ofTasks(tasks), terminal));
        try (OwnRun own = new OwnRun(wanted.settings(), arguments[0], new GivenDatabase(database, name), builder)) {
            terminal.line(READY);
            input.readLine();
            Thread guard = new Thread(() -> endWith(input), "starter");
            guard.setDaemon(true);
            guard.start();
            ScenarioRun run = own.run(terminal, lookout);
            RunJson.write(run, wanted.parts(), wanted.json().orElseThrow());
            checkNumbers(wanted.json().get(), terminal);
            if (own.foundThere() > 0) {
                terminal.line(own.foundThere() + " rows came a second time; they were in the table already, and its key"
                        + " turned them away.");
            }
            return DONE;
        }
    }

    /** What a pipeline says of itself may be impossible: -200 records in the batch. */
    private static void checkNumbers(Path numbers, Terminal terminal) {
        try {
            RunReader.read(numbers);
        } catch (IllegalArgumentException e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            fail("It ran to its end, but what it says of itself can't be: " + why.getMessage() + ".", List.of(),
                    terminal);
        }
    }

    /** The lab is gone, even if it was killed. */
    private static void endWith(BufferedReader input) {
        try {
            while (input.readLine() != null) {
                // nothing more to say
            }
        } catch (IOException e) {
            // as good as gone
        }
        end(BROKEN);
    }

    /** A part has called System.exit. When somebody else ends this JVM, there is nothing to say. */
    private static void tellWhoExits(Terminal terminal) {
        Places.ofExit().ifPresent(place -> fail("One of its parts ends the whole process: System.exit, in " + place
                + ".", List.of(), terminal));
    }

    private static void fail(String message, List<String> lines, Terminal terminal) {
        terminal.line();
        terminal.line(terminal.paint(Terminal.Style.BAD, "✗ The pipeline failed."));
        RunStory.wrap(message).forEach(terminal::line);
        lines.forEach(line -> terminal.line("    " + line));
        end(FAILED);
    }

    private static int tell(Throwable thrown, Terminal terminal) {
        if (Boolean.getBoolean("workbook.stacktrace")) {
            thrown.printStackTrace();
        }
        List<Throwable> causes = Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(MOST_CAUSES).toList();
        Optional<Todo> todo = causes.stream().filter(Todo.class::isInstance).map(Todo.class::cast).findFirst()
                .or(Todo::reached);
        if (todo.isPresent()) {
            String task = todo.get().task();
            terminal.line("The pipeline can't run yet: task " + task + " is still to do.");
            terminal.line("Next: ./workbook check 0" + task.replaceFirst("[.].*", ""));
            return FAILED;
        }
        Optional<Throwable> trouble = causes.stream().filter(LabTrouble.class::isInstance).findFirst();
        if (trouble.isPresent()) {
            RunStory.wrap(trouble.get().getMessage()).forEach(line -> terminal.line(line.strip()));
            return BROKEN;
        }
        List<String> lines = new ArrayList<>();
        if (thrown instanceof StandsStill still) {
            lines.addAll(still.places());
        } else {
            Places.of(thrown.getStackTrace()).ifPresent(place -> lines.add("at " + place));
        }
        fail(thrown instanceof StandsStill ? thrown.getMessage() : thrown.toString(), lines, terminal);
        return FAILED;
    }
}
