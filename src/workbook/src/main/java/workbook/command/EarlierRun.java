package workbook.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import workbook.report.RunMain;
import workbook.report.RunOptions;
import workbook.report.RunReader;
import workbook.report.Terminal;
import workbook.runner.WorkbookException;

/** A run of which only its JSON is left: it is shown, told and put on a page like any other. */
final class EarlierRun {

    private final RunReader.EarlierRun run;
    private final String file;

    /** @throws WorkbookException if it can't be read from there */
    EarlierRun(String file) {
        this.file = file;
        try {
            run = RunReader.read(Path.of(file));
        } catch (InvalidPathException e) {   // not a path on this system
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--from: " + e.getMessage() + ".", e);
        } catch (IllegalArgumentException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--from " + e.getMessage(), e);
        }
    }

    /** @return the exit code */
    int tell(Terminal terminal, boolean isLive, Optional<String> html) {
        Optional<Path> page;
        try {
            page = html.map(each -> RunOptions.file(RunOptions.HTML, each));
        } catch (IllegalArgumentException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, e.getMessage(), e);
        }
        if (isLive) {
            Live.show(run.run(), terminal);
        }
        terminal.line("The run in " + file + ": " + run.parts().inWords() + ".");
        terminal.line();
        return RunMain.tell(run.run(), run.parts(), Optional.empty(), page, terminal);
    }
}
