package workbook.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.grader.autograder.Autograder;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Workbook;

/** For an instructor: writes what Gradescope needs to grade. */
@Command(name = "autograder", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"For instructors: write an autograder for Gradescope.", "",
            "A zip to upload there: scripts, and the workbook with the reference's sources. Whoever gets hold of it has"
                    + " the answers."},
        footer = {"", "Exit code: 0 it is written, 2 used wrongly, 3 the workbook failed."})
final class AutograderCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "DIR|ZIP",
            description = "The zip to write, or the folder for an autograder.zip. It isn't there yet.")
    private Path out;

    @Option(names = "--chapters", paramLabel = "NN", split = ",", converter = ChapterNumber.Converter.class,
            description = "Only these chapters: 01,02. Else those of the policy.")
    private List<ChapterNumber> chapters = List.of();

    @Option(names = "--policy", paramLabel = "FILE", description = "What counts how much, where it isn't as usual.")
    private Path policy;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = main.terminal();
        Workbook workbook = main.workbook();
        List<Chapter> graded = chapters.isEmpty() ? List.of() : ChapterNumber.wholeIn(workbook, chapters);
        Autograder.Result result = new Autograder(workbook).write(out, graded, Optional.ofNullable(policy));
        terminal.line(result.zip() + "  for Gradescope, " + result.files() + " files");
        terminal.line();
        Main.wrapped(terminal, "Upload it in the assignment's settings, Configure Autograder. It has the answers in it,"
                + " so keep it to yourself.");
        return Main.DONE;
    }
}
