package workbook.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Shows a task's hints, one at a time. */
@Command(name = "hint", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = "Show the next hint for a task, one step at a time.",
        footer = {"", "Exit code: 0 here it is, 1 check the chapter first, 2 used wrongly, 3 the workbook failed."})
final class HintCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(arity = "0..1", paramLabel = "NN[.T]", converter = ChapterNumber.Converter.class,
            description = "The task, 03.2; or a chapter, 03: its first open task (default: the next open task of all).")
    private ChapterNumber what;

    @Option(names = "--again", description = "Show all hints that were shown before, and no new one.")
    private boolean again;

    @Override
    public Integer call() {
        Workbook workbook = main.workbook();
        Terminal terminal = main.terminal();
        Optional<TaskNumber> named = what == null ? Optional.empty() : what.taskIn(workbook);
        if (named.isPresent()) {
            return new HintText(workbook, terminal, again).of(named.get());
        }
        Optional<Chapter> chapter = what == null ? new Status(workbook, terminal).openChapter() : Optional.of(what.in(workbook));
        if (chapter.isEmpty()) {
            terminal.line("All done: there is nothing to hint at. A task's hints: ./workbook hint 1.1");
            return Main.DONE;
        }
        return new HintText(workbook, terminal, again).of(chapter.get());
    }
}
