package workbook.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.Libraries;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.watch.OnlyWatch;
import workbook.watch.Watch;
import workbook.watch.Words;

/** Checks again whenever the student saves. */
@Command(name = "watch", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"Check whenever you save, and go to the chapter you saved.", "",
            "Keys: h the next hint, n the next chapter, r check again, a all failures in full, q quit; space and the"
                    + " arrows scroll."},
        footer = {"", "Exit code: 0 you quit, 2 used wrongly, 3 the workbook failed."})
final class WatchCommand implements Callable<Integer>, Words {

    @ParentCommand
    private Main main;

    @Parameters(arity = "0..1", paramLabel = "NN", converter = ChapterNumber.Converter.class,
            description = "The chapter to begin with (default: the first with something open).")
    private ChapterNumber first;

    @Option(names = "--poll", description = "Look for changes four times a second: for shared folders and the like,"
            + " where the system doesn't tell of them.")
    private boolean poll;

    private Workbook workbook;
    private Terminal terminal;

    @Override
    public Integer call() throws IOException, InterruptedException {
        workbook = main.workbook();
        terminal = main.terminal();
        Chapter chapter = first != null ? first.in(workbook)
                : new Status(workbook, terminal).openChapter().orElse(workbook.chapters().get(0));
        if (!Terminal.isTerminal()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "watch needs a terminal, to show the results"
                    + " in and to read keys from. For a single result: ./workbook check " + chapter.code());
        }
        try (OnlyWatch only = new OnlyWatch(workbook)) {
            new Watch(workbook, Libraries.ofThisJvm(), this, chapter, poll).run();
        }
        main.run(); // where things stand, for the shell that one comes back to
        return Main.DONE;
    }

    @Override
    public List<String> checking(Chapter chapter) {
        return lines(captured -> captured.line("Checking " + chapter
                + CheckCommand.standingOn(workbook.partsFor(chapter)) + " …"));
    }

    @Override
    public List<String> of(ChapterReport report, boolean all) {
        return lines(captured -> new CheckText(workbook, captured, all, main.wantsStackTraces())
                .show(report, Optional.empty(), Optional.empty()));
    }

    @Override
    public List<String> hint(Chapter chapter) {
        return lines(captured -> new HintText(workbook, captured, false).of(chapter));
    }

    @Override
    public String footer(Optional<String> doing) {
        return lines(captured -> captured.line(captured.paint(Style.QUIET,
                "h hint   n next   r again   a all   q quit" + doing.map(words -> "      " + words).orElse(""))))
                .get(0);
    }

    /** What is printed there, instead of on the screen. */
    private List<String> lines(Consumer<Terminal> printing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printing.accept(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal.hasUnicode(),
                terminal.hasColour()));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
