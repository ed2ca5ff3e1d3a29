package workbook.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Libraries;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.selfcheck.SelfCheck;
import workbook.selfcheck.SelfCheck.ChapterResult;

/** The workbook checks itself. */
@Command(name = "verify", synopsisHeading = "Usage: ./", descriptionHeading = "%n", optionListHeading = "%nOptions:%n",
        description = {"Check the workbook itself: every test is to do on the skeleton, and passes on the reference",
            "and on every alternative answer; every misconception is caught, by the test that it names. Takes minutes."},
        footer = {"", "Exit code: 0 all is well, 1 it isn't, 2 used wrongly, 3 the check failed."})
final class VerifyCommand implements Callable<Integer> {

    private static final String ROW = "%-18s %6s %10s %10s %13s %15s";

    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = main.terminal();
        Workbook workbook = main.workbook();
        if (workbook.chapters().stream().anyMatch(chapter -> workbook.reference(chapter).isEmpty())) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "There is nothing to check the tests on:"
                    + " this workbook came without solutions/.");
        }
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
        boolean well = results.stream().allMatch(each -> each.problems().isEmpty());
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
