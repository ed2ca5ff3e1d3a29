package workbook.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.grader.rehearsal.Rehearsal;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Workbook;

/** For an instructor: makes up a class to grade. */
@Command(name = "rehearsal", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"For instructors: make up a class, to try out grading.", "",
            "Submissions with right, wrong, half-done, broken and hostile answers, packed as students pack them; a"
                    + " roster; and a table that says what must come of each. The same seed makes up the same class."},
        footer = {"", "Exit code: 0 it is written, 2 used wrongly, 3 the workbook failed."})
final class RehearsalCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "DIR", description = "The folder to write to. It is empty, or isn't there yet.")
    private Path folder;

    @Option(names = "--size", paramLabel = "N", defaultValue = "200",
            description = "How many submissions, up to 1000. Else ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--chapters", paramLabel = "NN", split = ",", converter = ChapterNumber.Converter.class,
            description = "Only these chapters will be graded: 01,02. Else all.")
    private List<ChapterNumber> chapters = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Another one makes up another class. Else ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--without-hostile", description = "Nobody means harm.")
    private boolean withoutHostile;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = main.terminal();
        Workbook workbook = main.workbook();
        List<Chapter> asked = ChapterNumber.wholeIn(workbook, chapters);
        Rehearsal.Result result = new Rehearsal(workbook)
                .write(folder, new Rehearsal.Request(size, asked, seed, !withoutHostile));
        terminal.line(result.submissions() + "   " + size + (size == 1 ? " submission" : " submissions"));
        terminal.line(result.roster() + "    " + result.students() + " students");
        terminal.line(result.expected() + "  what must come of each submission");
        terminal.line();
        terminal.line("Next: ./workbook grade " + result.submissions() + " --roster " + result.roster()
                + (chapters.isEmpty() ? ""
                : " --chapters " + String.join(",", asked.stream().map(Chapter::code).toList()))
                + " --out grades");
        return Main.DONE;
    }
}
