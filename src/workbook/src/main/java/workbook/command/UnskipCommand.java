package workbook.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.runner.Borrowing;
import workbook.runner.Chapter;
import workbook.runner.Workbook;

/** Gives the reference for a chapter back. */
@Command(name = "unskip", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = "Stand on your own chapter again, not on the reference.",
        footer = {"", "Exit code: 0 it is yours, 2 used wrongly, 3 the workbook failed."})
final class UnskipCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NN", converter = ChapterNumber.Converter.class, description = "The chapter, 02.")
    private ChapterNumber what;

    @Override
    public Integer call() {
        Workbook workbook = main.workbook();
        Terminal terminal = main.terminal();
        Chapter chapter = what.wholeIn(workbook);
        if (!new Borrowing(workbook).end(chapter)) {
            terminal.line("Chapter " + chapter + " isn't borrowed: it is your own.");
            return Main.DONE;
        }
        Main.wrapped(terminal, "Chapter " + chapter + " is your own again: later chapters stand on what you wrote,"
                + " here, in Maven and in your IDE (reload the project there).");
        terminal.line();
        terminal.line("Next: ./workbook check " + chapter.code());
        return Main.DONE;
    }
}
