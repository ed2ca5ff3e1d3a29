package workbook.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.selfcheck.SelfCheck;
import workbook.selfcheck.SelfCheck.ChapterResult;
import workbook.selfcheck.Soak;

/** The workbook checks itself. */
@Command(name = "verify", synopsisHeading = "Usage: ./", descriptionHeading = "%n", optionListHeading = "%nOptions:%n",
        description = {"Check the workbook itself, tests and answers.", "",
            "Every test must be to do on the skeleton, and pass on the reference and on every alternative answer; every"
                    + " misconception must be caught, by the test that it names. Takes minutes.", "",
            "With --soak: run all tests on the reference again and again, and every misconception twice, more at a"
                    + " time than there are cores: no test may fail, and no message may differ. 200 rounds take more than an hour."},
        footer = {"", "Exit code: 0 all is well, 1 it isn't, 2 used wrongly, 3 the check failed."})
final class VerifyCommand implements Callable<Integer> {

    private static final String ROW = "%-18s %6s %10s %10s %13s %15s";

    @ParentCommand
    private Main main;

    @Option(names = "--soak", paramLabel = "ROUNDS", description = "How often to run the tests on the reference.")
    private Integer soak;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = main.terminal();
        Workbook workbook = main.workbook();
        if (workbook.chapters().stream().anyMatch(chapter -> workbook.solution(chapter).isEmpty())) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "There is nothing to check the tests on:"
                    + " this workbook came without the sources of the reference.");
        }
        return soak == null ? selfCheck(terminal, workbook) : soak(terminal, workbook);
    }

    private int soak(Terminal terminal, Workbook workbook) throws IOException, InterruptedException {
        if (soak < 1) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--soak: " + soak
                    + " rounds: it must be 1 or more.");
        }
        Soak.Result result = new Soak(workbook, Libraries.ofThisJvm(), terminal::line).run(soak);
        terminal.line();
        result.problems().forEach(problem -> problem.lines().forEach(line -> terminal.line("  " + line)));
        terminal.line(result.tests() + " tests in " + soak + (soak == 1 ? " round" : " rounds") + ", "
                + result.stories() + " misconceptions twice: "
                + (result.problems().isEmpty() ? "all is as it should be."
                : result.problems().size() + " failed or differed."));
        return result.problems().isEmpty() ? Main.DONE : Main.NOT_YET;
    }

    private static int selfCheck(Terminal terminal, Workbook workbook) throws IOException, InterruptedException {
        List<ChapterResult> results = new SelfCheck(workbook, Libraries.ofThisJvm(), terminal::line).run();
        terminal.line();
        terminal.line(row("", "tests", "to do on", "pass on", "alternatives", "misconceptions"));
        terminal.line(row("", "", "skeleton", "reference", "that pass", "caught"));
        for (ChapterResult each : results) {
            String line = row(each.chapter().toString(), each.tests(), each.toDo(), each.passing(), each.alternatives(),
                    each.misconceptions());
            terminal.line(each.problems().isEmpty() ? line : terminal.paint(Style.BAD, line));
        }
        terminal.line();
        for (ChapterResult each : results) {
            each.problems().forEach(problem -> tell(terminal, each, problem));
        }
        Originals originals = Originals.of(workbook);
        if (!originals.areUpToDate()) {
            Main.wrapped(terminal, terminal.paint(Style.BAD, "✗") + " " + workbook.relative(Originals.file(workbook))
                    + " doesn't say how the chapters are now. ./workbook originals writes it anew.");
        }
        boolean well = originals.areUpToDate() && results.stream().allMatch(each -> each.problems().isEmpty());
        terminal.line(well ? "All is as it should be." : "That isn't as it should be.");
        return well ? Main.DONE : Main.NOT_YET;
    }

    private static void tell(Terminal terminal, ChapterResult result, String problem) {
        List<String> lines = problem.lines().toList();
        Main.wrapped(terminal, terminal.paint(Style.BAD, "✗ " + result.chapter().code()) + "  " + lines.get(0));
        lines.subList(1, lines.size()).forEach(line -> terminal.line("      " + line));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }
}
