package workbook.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.grader.handout.Handout;
import workbook.report.Terminal;
import workbook.runner.Libraries;

/** For an instructor: writes what students get. */
@Command(name = "handout", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"For instructors: write what students get.", "",
            "A folder that is a git repository of one commit, and a zip with the same files: the chapters as they are"
                    + " handed out, and what it takes to work on them. No sources of answers, none of what stands in"
                    + " GRADING.md."},
        footer = {"", "Exit code: 0 it is written, 2 used wrongly, 3 the workbook failed."})
final class HandoutCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "DIR", description = "The folder to write to. It is empty, or isn't there yet.")
    private Path folder;

    @Option(names = "--hidden", paramLabel = "NAME",
            description = "A test class to keep back until the work is graded. Can be given several times.")
    private Set<String> hidden = new TreeSet<>();

    @Option(names = "--with-reference", description = "With the reference answers as compiled classes, so that students"
            + " can borrow chapters. Who decompiles them, reads the answers.")
    private boolean withReference;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = main.terminal();
        Handout.Result result = new Handout(main.workbook(), Libraries.ofThisJvm()).write(folder, hidden, withReference);
        terminal.line(result.folder() + "      a git repository of one commit, " + result.files() + " files");
        terminal.line(result.zip() + "  the same files");
        if (withReference) {
            terminal.line();
            Main.wrapped(terminal, "With the reference, compiled: students can borrow chapters, ./workbook skip 02.");
        }
        if (!hidden.isEmpty()) {
            terminal.line();
            Main.wrapped(terminal, "Kept back: " + String.join(", ", hidden) + ".");
        }
        return Main.DONE;
    }
}
