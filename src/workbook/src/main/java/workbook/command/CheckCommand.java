package workbook.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.CompileError;
import workbook.runner.CompileProblem;
import workbook.runner.FailureText;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.Progress;
import workbook.runner.TaskReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Compiles a chapter, runs its tests, and says what is right, what isn't, and what is next. */
@Command(name = "check", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n", description = "Check what you wrote in a chapter.",
        footer = {"", "Exit code: 0 all tasks pass, 1 not yet, 2 used wrongly, 3 the workbook failed."})
final class CheckCommand implements Callable<Integer> {

    private static final int FAILURES_IN_FULL = 5;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NN[.T]", converter = ChapterNumber.Converter.class,
            description = "The chapter, 03; or one of its tasks, 03.2.")
    private ChapterNumber what;

    @Option(names = "--replay", paramLabel = "NAME", converter = ReplayName.class,
            description = "Run only the order or the seed N, as a failure names it.")
    private String replay;

    @Option(names = "--all", description = "Show every failure in full.")
    private boolean all;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private Terminal terminal;
    private Workbook workbook;

    @Override
    public Integer call() {
        terminal = main.terminal();
        workbook = main.workbook();
        Chapter chapter = what.in(workbook);
        Optional<TaskNumber> task = what.taskIn(workbook);
        List<Part> parts = workbook.partsFor(chapter);
        if (!json) {
            terminal.line("Checking " + chapter + task.map(number -> ", task " + number).orElse("") + standingOn(parts)
                    + (replay == null ? "" : "; only order or seed " + replay) + ".");
            terminal.line();
        }
        ChapterReport report = new ChapterRunner(workbook, Libraries.ofThisJvm())
                .run(new ChapterRunner.Request(parts, task,
                Optional.ofNullable(replay)));
        if (replay == null) {
            Progress.of(workbook).remember(report, task.isPresent());
        }
        if (json) {
            terminal.line(CheckJson.of(report, workbook));
        } else if (report.problem().isPresent()) {
            show(report.problem().get());
        } else {
            show(report, task);
        }
        return report.passes() ? Main.DONE : Main.NOT_YET;
    }

    /** Whose the earlier chapters are. */
    static String standingOn(List<Part> parts) {
        List<Part> earlier = parts.subList(0, parts.size() - 1);
        String own = codes(earlier.stream().filter(part -> !part.borrowed()));
        String borrowed = codes(earlier.stream().filter(Part::borrowed));
        if (earlier.isEmpty()) {
            return "";
        }
        return " on " + (own.isEmpty() ? "" : "your own " + own)
                + (own.isEmpty() || borrowed.isEmpty() ? "" : " and ")
                + (borrowed.isEmpty() ? "" : "the borrowed " + borrowed);
    }

    static String codes(Stream<Part> parts) {
        return parts.map(part -> part.chapter().code()).collect(Collectors.joining(", "));
    }

    private void show(CompileProblem problem) {
        boolean tests = problem.kind() == CompileProblem.Kind.TESTS;
        Set<String> sentences = new HashSet<>();
        List<CompileError> errors = problem.errors().stream() // one method gone, many calls that miss it
                .filter(error -> !tests || sentences.add(error.sentence()))
                .toList();
        switch (problem.kind()) {
            case STUDENT -> terminal.line(terminal.paint(Style.BAD, "✗ Your chapter " + problem.chapter().code()
                    + " doesn't compile."));
            case BORROWED -> terminal.line(terminal.paint(Style.BAD, "✗ The borrowed chapter " + problem.chapter()
                    .code()
                    + " doesn't fit your earlier ones any more."));
            default -> terminal.line(terminal.paint(Style.BAD, "✗ The tests of chapter " + problem.chapter().code()
                    + " don't fit your classes any more."));
        }
        int shown = all ? errors.size() : Math.min(errors.size(), FAILURES_IN_FULL);
        for (CompileError error : errors.subList(0, shown)) {
            terminal.line();
            if (!error.file().isEmpty()) {
                terminal.line("  " + error.file() + (error.line() > 0 ? ", line " + error.line() : ""));
            }
            if (!tests) {
                error.excerpt("    ").lines().forEach(terminal::line);
            }
            Main.wrapped(terminal, "  " + error.sentence());
        }
        if (shown < errors.size()) {
            terminal.line();
            terminal.line("  … and " + (errors.size() - shown) + " more; --all shows them.");
        }
        terminal.line();
        String again = "./workbook check " + what.in(workbook).code();
        if (problem.kind() == CompileProblem.Kind.STUDENT) {
            terminal.line("Next: mend " + (errors.size() == 1 ? "that" : "the first") + ", then " + again);
        } else {
            Main.wrapped(terminal, "Did you change a name, a type or a parameter of something public?");
            terminal.line("Next: put that back, then " + again);
        }
    }

    private void show(ChapterReport report, Optional<TaskNumber> onlyTask) {
        FailureText text = new FailureText(workbook, all, main.wantsStackTraces());
        List<TestReport> wrong = report.tasks().stream().flatMap(task -> task.tests().stream())
                .filter(test -> test.verdict() == Verdict.FAILING || test.verdict() == Verdict.CANNOT_BE_JUDGED)
                .toList();
        int inFull = 0;
        boolean gap = true;
        for (TestReport test : wrong) {
            if (!test.wasRun()) {
                continue;
            }
            boolean full = test.wasRun() && (all || inFull < FAILURES_IN_FULL);
            terminal.line(terminal.paint(Marks.style(test.verdict()), Marks.of(test.verdict()) + " "
                    + test.task().map(TaskNumber::toString).orElse("")) + "  " + test.name());
            if (full) {
                inFull++;
                terminal.line();
                text.lines(test, report.chapter()).forEach(terminal::line);
                terminal.line();
            }
            gap = full;
        }
        long unrun = wrong.stream().filter(test -> !test.wasRun()).count();
        if (!gap) {
            terminal.line();
            terminal.line("--all shows all of them in full.");
            terminal.line();
        }
        if (unrun > 0) {
            terminal.line(unrun + " more tests weren't run: the tests ended before.");
            terminal.line();
        }
        showWaiting(report);
        terminal.line(Status.row(terminal, workbook, report.chapter(), report.tasks().stream().map(TaskReport::task)
                .toList(),
                Status.verdicts(report.tasks())::get));
        terminal.line();
        if (report.passes()) {
            showUngraded(report.ungraded());
        }
        next(report, onlyTask).forEach(terminal::line);
    }

    /** Tasks that wait for other ones that are to do. */
    private void showWaiting(ChapterReport report) {
        boolean any = false;
        for (TaskReport task : report.tasks()) {
            List<String> others = task.tests().stream().flatMap(test -> test.todo().stream()).distinct().sorted()
                    .filter(todo -> !todo.equals(task.task().toString())).toList();
            if (task.verdict() == Verdict.TO_DO && !others.isEmpty()) {
                terminal.line(Marks.of(Verdict.TO_DO) + " " + task.task() + "  waits for " + (others.size() == 1
                        ? "task " + others.get(0) + ", which is to do"
                        : "tasks " + String.join(", ", others) + ", which are to do"));
                any = true;
            }
        }
        if (any) {
            terminal.line();
        }
    }

    private void showUngraded(List<TestReport> tests) {
        boolean any = false;
        for (TestReport test : tests) {
            if (test.verdict() == Verdict.PASSING && !test.printed().isBlank()) {
                terminal.line(terminal.paint(Style.STRONG, "See: " + test.name()));
                terminal.line();
                test.printed().lines().dropWhile(String::isBlank).map(line -> ("  " + line).stripTrailing())
                        .forEach(terminal::line);
                terminal.line();
                any = true;
            } else if (test.verdict() != Verdict.PASSING) {
                terminal.line(Marks.of(test.verdict()) + " not graded: " + test.name());
                FailureText.wrap(test.message().lines().findFirst().orElse(""), 76)
                        .forEach(line -> terminal.line("  " + line));
                terminal.line();
                any = true;
            }
        }
    }

    private List<String> next(ChapterReport report, Optional<TaskNumber> onlyTask) {
        Optional<TaskReport> open = report.tasks().stream().filter(task -> task.verdict() != Verdict.PASSING)
                .findFirst();
        if (open.isPresent()) {
            Optional<TaskNumber> earlier = open.get().tests().stream().flatMap(test -> test.todo().stream())
                    .map(TaskNumber::parse).filter(todo -> todo.chapter() < report.chapter().number())
                    .min(TaskNumber::compareTo);
            return earlier.isPresent()
                    ? Status.next(workbook, workbook.chapter(earlier.get().chapter()).orElse(report.chapter()),
                    earlier.get())
                    : Status.next(workbook, report.chapter(), open.get().task());
        }
        if (onlyTask.isPresent()) {
            return List.of("Task " + onlyTask.get() + " passes. Next: ./workbook check " + report.chapter().code());
        }
        return List.of("All tasks of " + report.chapter() + " pass.", workbook.chapter(report.chapter().number() + 1)
                .map(following -> "Next: chapter " + following + ", " + workbook.relative(workbook.lesson(following)))
                .orElse("Next: ./workbook run, your own pipeline at work."));
    }
}
