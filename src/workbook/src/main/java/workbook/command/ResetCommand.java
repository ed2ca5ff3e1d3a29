package workbook.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Progress;
import workbook.runner.PutBack;
import workbook.runner.Workbook;

/** Puts a chapter's skeletons, or its tests, back as they were handed out. */
@Command(name = "reset", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"Begin a chapter anew: the skeletons again.",
            "What you wrote is kept beside them, in a folder kept-DATE-TIME."},
        footer = {"", "Exit code: 0 it is as it was handed out, 2 used wrongly, 3 the workbook failed."})
final class ResetCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NN", converter = ChapterNumber.Converter.class, description = "The chapter, 03.")
    private ChapterNumber what;

    @Option(names = "--tests", description = "Put the chapter's tests back, and leave your own classes alone.")
    private boolean tests;

    @Option(names = "--missing", description = "Put back only what is gone or empty, and leave all else alone.")
    private boolean missing;

    private Workbook workbook;
    private Terminal terminal;

    @Override
    public Integer call() {
        workbook = main.workbook();
        terminal = main.terminal();
        Chapter chapter = what.wholeIn(workbook);
        Path folder = tests ? workbook.tests(chapter) : workbook.own(chapter).sources();
        String whole = tests ? "The tests of chapter " + chapter + " are" : "Chapter " + chapter + " is";
        Optional<PutBack.Result> result = new PutBack(workbook, Originals.of(workbook)).run(chapter, folder,
                missing);
        if (result.isEmpty()) {
            terminal.line(missing ? "Nothing of chapter " + chapter + " is missing."
                    : whole + " as handed out. There is nothing to reset.");
            return Main.DONE;
        }
        terminal.line(missing ? "What was missing of chapter " + chapter + " is there again."
                : whole + " as handed out again.");
        show("put back", result.get().restored());
        show("taken away, since the workbook has no such file", result.get().removed());
        result.get().kept().ifPresent(kept -> {
            terminal.line();
            terminal.line("What was there before is kept, all of it:");
            terminal.line("  " + workbook.relative(kept));
        });
        if (!tests && !missing) {
            Progress.of(workbook).forget(chapter);
        }
        terminal.line();
        terminal.line(tests || missing ? "Next: ./workbook check " + chapter.code() : "Next: "
                + workbook.relative(workbook.lesson(chapter)) + ", then ./workbook check " + chapter.code());
        return Main.DONE;
    }

    private void show(String what, List<Path> files) {
        Map<Path, List<Path>> byFolder = files.stream()
                .collect(Collectors.groupingBy(Path::getParent, LinkedHashMap::new, Collectors.toList()));
        byFolder.forEach((folder, inIt) -> {
            terminal.line();
            terminal.line("  " + what + ":");
            terminal.line("    " + workbook.relative(folder) + "/");
            inIt.forEach(file -> terminal.line("      " + file.getFileName()));
        });
    }
}
