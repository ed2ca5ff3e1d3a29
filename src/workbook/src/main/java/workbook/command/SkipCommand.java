package workbook.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.runner.Borrowing;
import workbook.runner.Chapter;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** Borrows the reference for a chapter. */
@Command(name = "skip", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"Borrow the reference for a chapter.",
            "Later chapters then stand on it instead of on yours, until ./workbook unskip takes",
            "it back. Your own files stay as they are."},
        footer = {"", "Exit code: 0 it is borrowed, 2 used wrongly, or no solutions, 3 the workbook failed."})
final class SkipCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NN", converter = ChapterNumber.Converter.class, description = "The chapter, 02.")
    private ChapterNumber what;

    @Override
    public Integer call() {
        Workbook workbook = main.workbook();
        Terminal terminal = main.terminal();
        Chapter chapter = what.wholeIn(workbook);
        if (workbook.reference(chapter).isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "There is nothing to borrow: this workbook came"
                    + " without a reference for chapter " + chapter.code() + ".");
        }
        String back = "./workbook unskip " + chapter.code() + " takes it back.";
        if (!new Borrowing(workbook).begin(chapter)) {
            terminal.line("Chapter " + chapter + " is borrowed already. " + back);
            return Main.DONE;
        }
        Main.wrapped(terminal, "Chapter " + chapter + " is now borrowed: later chapters stand on the reference for it"
                + " instead of on yours, here, in Maven and in your IDE (reload the project there). It is said each"
                + " time. Your own files are untouched.");
        terminal.line(back);
        terminal.line();
        terminal.line("Next: ./workbook says where you are.");
        return Main.DONE;
    }
}
