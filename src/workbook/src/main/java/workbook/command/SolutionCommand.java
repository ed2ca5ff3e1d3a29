package workbook.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Progress;
import workbook.runner.Sources;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.testkit.TaskNumber;

/** Says where the reference for a chapter is: to who has one of their own, or asks twice. */
@Command(name = "solution", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = "Show where the reference is: once yours passes, or you ask twice.",
        footer = {"", "Exit code: 0 here it is, 1 not yet, 2 used wrongly, or no solutions, 3 the workbook failed."})
final class SolutionCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NN[.T]", converter = ChapterNumber.Converter.class,
            description = "The chapter, 03; or one of its tasks, 03.2.")
    private ChapterNumber what;

    private Workbook workbook;
    private Terminal terminal;

    @Override
    public Integer call() {
        workbook = main.workbook();
        terminal = main.terminal();
        Chapter chapter = what.in(workbook);
        Optional<TaskNumber> task = what.taskIn(workbook);
        Path reference = workbook.solution(chapter).orElseThrow(() -> new WorkbookException(
                WorkbookException.Blame.USAGE, "This workbook came without a solution for chapter " + chapter.code()
                + " to read. ./workbook hint " + task.map(TaskNumber::toString).orElse(chapter.code())
                + " helps a step at a time."));
        Progress progress = Progress.of(workbook);
        Optional<TaskNumber> open = task.or(() -> new Status(workbook, terminal).openTask(chapter))
                .filter(each -> progress.verdict(each) != Verdict.PASSING || !progress.isUpToDate(chapter));
        boolean passes = task.isPresent() ? open.isEmpty() : progress.passes(chapter);
        if (!passes && !progress.wasAskedForSolution(chapter)) {
            String why = open.isEmpty() || progress.verdict(open.get()) == Verdict.PASSING
                    ? "chapter " + chapter + " isn't checked as it is now; ./workbook check " + chapter.code()
                    + " does that."
                    : "task " + open.get() + " is " + progress.verdict(open.get()).words() + ". ./workbook hint "
                    + open.get() + " helps a step at a time.";
            Main.wrapped(terminal, "Not yet: " + why + " Ask again to see the solution anyway.");
            progress.rememberAskedForSolution(chapter);
            return Main.NOT_YET;
        }
        show(chapter, task, reference);
        return Main.DONE;
    }

    private void show(Chapter chapter, Optional<TaskNumber> task, Path reference) {
        List<Path> files = Sources.in(reference);
        List<Path> ofTask = task.map(number -> files.stream()
                .filter(file -> hadTodo(chapter, reference.relativize(file), number)).toList()).orElse(List.of());
        terminal.line(terminal.paint(Style.STRONG, "The reference for " + (task.isPresent() && !ofTask.isEmpty()
                ? "task " + task.get() : "chapter " + chapter)));
        terminal.line();
        terminal.line("  " + workbook.relative(reference));
        (ofTask.isEmpty() ? files : ofTask).forEach(file -> terminal.line("    "
                + reference.relativize(file).toString().replace('\\', '/')));
        Path answers = workbook.root().resolve("solutions").resolve("MODEL-ANSWERS.md");
        Path alternatives = workbook.root().resolve("solutions").resolve(chapter.folder()).resolve("alternatives");
        terminal.line();
        if (Files.isDirectory(alternatives)) {
            terminal.line("  Other right designs   " + workbook.relative(alternatives));
        }
        if (Files.isRegularFile(answers)) {
            terminal.line("  What to hand in       " + workbook.relative(answers));
        }
        terminal.line();
        terminal.line("Next: compare it with yours, " + workbook.relative(workbook.own(chapter).sources()));
    }

    /** Whether a task is to do in this file as it was handed out. */
    private boolean hadTodo(Chapter chapter, Path file, TaskNumber task) {
        return Originals.of(workbook).original(workbook.own(chapter).sources().resolve(file.toString()))
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .filter(text -> text.contains("Todo(\"" + task + "\")")).isPresent();
    }
}
