package workbook.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import workbook.report.Terminal;
import workbook.runner.ChapterRunner;
import workbook.runner.FailureText;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.TestJvms;
import workbook.runner.WholeFile;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** The command. Without arguments: where you are, and what is next. */
@Command(name = "workbook", synopsisHeading = "%nUsage: ./", synopsisSubcommandLabel = "[COMMAND]",
        header = "The Backpressure Workbook: understand backpressure by building it.",
        description = "%nWithout a command: where you are, and what is next.",
        optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n",
        footer = {"", "Start with ./workbook, and go where its last line says."},
        subcommands = {CheckCommand.class, WatchCommand.class, HintCommand.class, RunCommand.class,
            PlayCommand.class, LabCommand.class, BenchCommand.class, SkipCommand.class,
            UnskipCommand.class, SolutionCommand.class, ResetCommand.class, DoctorCommand.class,
            HandoutCommand.class, GradeCommand.class, RehearsalCommand.class, AutograderCommand.class,
            VerifyCommand.class, OriginalsCommand.class, PrepareCommand.class, HelpCommand.class})
public final class Main implements Runnable {

    /** Done; the student's work isn't right yet; the command was used wrongly; the workbook itself failed. */
    static final int DONE = 0;
    static final int NOT_YET = 1;
    static final int USAGE = 2;
    static final int BROKEN = 3;

    /** For the start script alone: build, and start me again. */
    private static final int STALE = 75;

    private static final int WIDTH = 80;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT,
            description = "Show stack traces, where something failed.")
    private boolean stackTrace;

    @Option(names = "--json", description = "Print where you are as JSON.")
    private boolean json;

    private final Terminal terminal;
    private final Libraries libraries = Libraries.ofThisJvm();
    private final TestJvms jvms = new TestJvms(root(), libraries);

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) throws IOException {
        if (Boolean.getBoolean("workbook.stale") && Staleness.of(root())) {
            System.exit(STALE);
        }
        System.exit(new Main(Terminal.standardOutput()).execute(arguments));
    }

    /** @return the exit code */
    int execute(String... arguments) {
        prepare(arguments);
        try {
            return understand(arguments);
        } finally {
            jvms.close();
        }
    }

    private int understand(String... arguments) {
        CommandLine commandLine = new CommandLine(this)
                .setParameterExceptionHandler((exception, args) -> usage(exception))
                .setExecutionExceptionHandler((exception, command, parsed) -> failed(exception))
                .setExecutionStrategy(parsed -> {
                    keepOriginals();
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(false);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine.execute(arguments);
    }

    /** Starts the JVM that runs the tests already: it is there when the arguments have been understood. */
    private void prepare(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("check")) {
            try {
                jvms.prepare();
            } catch (UncheckedIOException e) {
                // the command itself will have more to say of it
            }
        }
    }

    /** Before anybody changes them. */
    private static void keepOriginals() {
        try {
            Originals.of(Workbook.at(root())).keep();
        } catch (WorkbookException | UncheckedIOException e) {
            // the command itself will have more to say of it
        }
    }

    @Override
    public void run() {
        Workbook workbook = workbook();
        Status status = new Status(workbook, terminal);
        if (json) {
            terminal.line(StatusJson.of(workbook, status));
        } else {
            status.show();
        }
    }

    Terminal terminal() {
        return terminal;
    }

    boolean wantsStackTraces() {
        return stackTrace || System.getenv("WORKBOOK_STACKTRACE") != null;
    }

    Workbook workbook() {
        return Workbook.at(root());
    }

    /** It needn't be closed: the command does that. */
    ChapterRunner runner() {
        return new ChapterRunner(workbook(), libraries, jvms);
    }

    static Path root() {
        return Path.of(System.getProperty("workbook.root", "")).toAbsolutePath().normalize();
    }

    private int usage(ParameterException exception) {
        String message = exception.getMessage().lines().findFirst().orElse("").strip()
                .replaceFirst("^Invalid value for positional parameter at index \\d+ \\(.*?\\): t", "T")
                .replaceFirst("^Unmatched argument at index \\d+: ", "Don't know what to do with ")
                .replaceFirst("^Unmatched arguments from index \\d+: ", "Don't know what to do with ");
        CommandLine command = exception.getCommandLine();
        String which = command.getParent() == null ? "" : " " + command.getCommandName();
        List<String> suggestions = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions() : List.of();
        String hint = suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?";
        complain(message + (message.endsWith(".") ? "" : ".") + hint + " ./workbook" + which
                + " --help says what there is.");
        return USAGE;
    }

    private int failed(Exception exception) {
        if (wantsStackTraces()) {
            exception.printStackTrace();
        }
        if (exception instanceof ChosenParts.NotYet) {
            complain(exception.getMessage());
            return NOT_YET;
        }
        if (exception instanceof WorkbookException known) {
            complain(known.getMessage());
            return known.blame() == WorkbookException.Blame.USAGE ? USAGE : BROKEN;
        }
        if (exception instanceof UncheckedIOException io) {
            complain(WholeFile.trouble(root(), io.getCause()));
            return BROKEN;
        }
        complain("The workbook itself failed: " + exception + ". --stacktrace shows where.");
        return BROKEN;
    }

    /** To the other stream. */
    private static void complain(String message) {
        wrapped(Terminal.standardError(), message);
    }

    static void wrapped(Terminal terminal, String text) {
        FailureText.wrap(text, WIDTH).forEach(terminal::line);
    }
}
