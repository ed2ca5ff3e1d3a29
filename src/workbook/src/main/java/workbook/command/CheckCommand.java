package workbook.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Part;
import workbook.runner.Progress;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Compiles a chapter, runs its tests, and says what is right, what isn't, and what is next. */
@Command(name = "check", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n", description = "Check what you wrote in a chapter.",
        footer = {"", "Exit code: 0 all tasks pass, 1 not yet, 2 used wrongly, 3 the workbook failed."})
final class CheckCommand implements Callable<Integer> {

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

    @Override
    public Integer call() {
        Terminal terminal = main.terminal();
        Workbook workbook = main.workbook();
        Chapter chapter = what.in(workbook);
        Optional<TaskNumber> task = what.taskIn(workbook);
        List<Part> parts = workbook.partsFor(chapter);
        if (!json) {
            terminal.line("Checking " + chapter + task.map(number -> ", task " + number).orElse("") + standingOn(parts)
                    + (replay == null ? "" : "; only order or seed " + replay) + ".");
            if (workbook.isBorrowed(chapter)) {
                Main.wrapped(terminal, "Chapter " + chapter.code() + " is borrowed: later chapters stand on the reference."
                        + " This is about your own.");
            }
            terminal.line();
        }
        ChapterReport report = main.runner().run(new ChapterRunner.Request(parts, task, Optional.ofNullable(replay)));
        if (json) {
            terminal.line(CheckJson.of(report, workbook));
        } else {
            new CheckText(workbook, terminal, all, main.wantsStackTraces()).show(report, task, Optional.ofNullable(replay));
        }
        if (replay == null) { // last: what was found out is worth knowing even if it can't be written down
            Progress.of(workbook).remember(report, task.isPresent());
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
}
