package workbook.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.report.RunReader;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.CompileProblem;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.PipelineRunner;
import workbook.runner.Progress;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;

/** Runs the whole pipeline in virtual time. */
@Command(name = "run", abbreviateSynopsis = true, synopsisHeading = "Usage: ./", descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n", modelTransformer = RunOptionsOfCommand.class,
        description = "Run the whole pipeline, from Kafka to Postgres, in virtual time.",
        sortOptions = false,
        footer = {"", "Exit code: 0 it ran, 1 your parts failed, 2 used wrongly, 3 the workbook failed."})
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Option(names = "--parts", paramLabel = "WHOSE", description = "mine or reference (default: mine where the tests"
            + " pass, else the reference's).")
    private String whose;

    @Option(names = RunOptions.JSON, paramLabel = "FILE", description = "Write the run's numbers there.")
    private String json;

    @Option(names = RunOptions.HTML, paramLabel = "FILE", description = "Write a page there on which the run can be"
            + " watched: one file that needs no network.")
    private String html;

    @Option(names = "--open", description = "Open that page in the browser.")
    private boolean open;

    @Option(names = "--live", negatable = true, description = "Watch it in the terminal first, or don't (default:"
            + " where there is a terminal, and no file is wanted).")
    private Boolean live;

    @Option(names = "--from", paramLabel = "FILE", description = "Show and tell an earlier run again, from what its"
            + " --json wrote there. Goes with --html, --open and --live.")
    private String from;

    @Spec
    private CommandSpec spec;

    private Workbook workbook;
    private Terminal terminal;

    @Override
    public Integer call() {
        terminal = main.terminal();
        if (open && html == null) {
            html = main.workbook().notes().resolve("run.html").toString();
        }
        List<String> arguments = arguments();
        boolean isLive = Live.isWanted(Optional.ofNullable(live), json != null || html != null);
        if (from != null) {
            return opened(earlierRun(isLive));
        }
        ScenarioSettings settings = settings(arguments);
        Optional<ChosenParts.Whose> parts = ChosenParts.whose(whose);
        workbook = main.workbook();
        Libraries libraries = Libraries.ofThisJvm();
        ChosenParts chosen = new ChosenParts(workbook, libraries, parts, settings, terminal::line);
        arguments.addAll(chosen.arguments());
        terminal.line(chosen.announcement());
        chosen.reasons().forEach(terminal::line);
        terminal.line();
        int code;
        try {
            code = opened(new PipelineRunner(workbook, libraries).run(chosen.parts(), arguments, main.wantsStackTraces(),
                    isLive && Live.canShow(settings) ? Optional.of(this::show) : Optional.empty()));
        } catch (PipelineRunner.DoesNotCompile e) {
            return doesNotCompile(e.problem());
        }
        if (code == Main.DONE) {
            terminal.line(chosen.allBorrowed() ? "Next: build it yourself. ./workbook says where you are."
                    : chosen.anyBorrowed() ? "Next: ./workbook says what is still to do."
                    : "Next: try other numbers: ./workbook run --help");
        } else if (code == Main.NOT_YET) {
            terminal.line();
            terminal.line(chosen.allBorrowed() ? "This shouldn't happen with the reference's parts." :
                    "Next: ./workbook check " + firstNotYet(chosen.parts()) + ", and the chapters after it.");
        }
        return code >= 0 && code <= Main.BROKEN ? code : Main.NOT_YET;
    }

    private int earlierRun(boolean isLive) {
        if (json != null || whose != null || !runOptions().isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--from tells of a run that was, and nothing"
                    + " can change it: only --html, --open and --live go with it.");
        }
        int code = new EarlierRun(from).tell(terminal, isLive, Optional.ofNullable(html));
        terminal.line("Next: ./workbook run makes a new one.");
        return code;
    }

    private void show(Path run) {
        try {
            Live.show(RunReader.read(run).run(), terminal);
        } catch (IllegalArgumentException e) {
            // numbers that can't be: the story says more of them
        }
    }

    /** Opens the page, if the run was one and that is wanted; hands on the code. */
    private int opened(int code) {
        if (code == Main.DONE && open && !Browser.open(Path.of(html))) {
            terminal.line("No browser could be started here. The page is "
                    + Path.of(html).toAbsolutePath().normalize().toUri());
        }
        return code;
    }

    /** What was given of the run's options, each with its value. */
    private List<String> arguments() {
        List<String> arguments = runOptions();
        if (json != null) {
            arguments.addAll(List.of(RunOptions.JSON, json));
        }
        if (html != null) {
            arguments.addAll(List.of(RunOptions.HTML, html));
        }
        return arguments;
    }

    private List<String> runOptions() {
        List<String> arguments = new ArrayList<>();
        for (RunOption option : RunOption.values()) {
            String value = spec.findOption(option.optionName()).getValue();
            if (value != null) {
                arguments.addAll(List.of(option.optionName(), value));
            }
        }
        return arguments;
    }

    private static ScenarioSettings settings(List<String> arguments) {
        try {
            return RunOptions.parse(arguments).settings();
        } catch (IllegalArgumentException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, e.getMessage(), e);
        }
    }

    /** The student's first chapter that isn't known to pass; the first of all, if all are. */
    private String firstNotYet(List<Part> parts) {
        List<Chapter> own = parts.stream().filter(part -> !part.borrowed()).map(Part::chapter).toList();
        return own.stream().filter(chapter -> !Progress.of(workbook).passes(chapter)).findFirst().orElse(own.get(0)).code();
    }

    private int doesNotCompile(CompileProblem problem) {
        String where = problem.errors().stream().limit(1)
                .map(error -> error.file() + (error.line() > 0 ? ", line " + error.line() : "") + ": "
                + error.sentence())
                .collect(Collectors.joining());
        terminal.line(terminal.paint(Style.BAD, "✗ Chapter " + problem.chapter() + " doesn't compile."));
        Main.wrapped(terminal, "  " + where);
        terminal.line();
        terminal.line("Next: ./workbook check " + problem.chapter().code());
        return Main.NOT_YET;
    }
}
