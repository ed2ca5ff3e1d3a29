package workbook.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import workbook.runner.Originals;
import workbook.runner.WholeFile;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** For who changes the chapters: writes down how their files are handed out. */
@Command(name = "originals", hidden = true, synopsisHeading = "Usage: ./", descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = "Write down that the chapters' skeletons and tests are handed out as they are now.")
final class OriginalsCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Override
    public Integer call() {
        Workbook workbook = main.workbook();
        if (!workbook.hasSolutions()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE,
                    "Only a workbook with the sources of the reference can say what is handed out.");
        }
        String manifest = Originals.manifest(workbook);
        Path file = Originals.file(workbook);
        WholeFile.write(file, manifest.getBytes(StandardCharsets.UTF_8));
        main.terminal().line(workbook.relative(file) + " has " + manifest.lines().count() + " files.");
        return Main.DONE;
    }
}
