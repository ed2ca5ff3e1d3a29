package workbook.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.ClassDataArchive;
import workbook.runner.FailureText;
import workbook.runner.Libraries;
import workbook.runner.Workbook;

/**
 * For the start scripts alone: makes what later starts are faster with, and uses what the other commands
 * use, so that the JVM can note down which classes those are. Changes nothing of the student's.
 */
@Command(name = "prepare", hidden = true, description = "Prepare fast starts.")
final class PrepareCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workbook workbook = main.workbook();
        Libraries libraries = Libraries.ofThisJvm();
        new ClassDataArchive(workbook.root(), libraries).make();
        new Status(workbook, main.terminal()).show();
        Chapter first = workbook.chapters().get(0);
        try (ChapterRunner runner = new ChapterRunner(workbook, libraries)) {
            ChapterReport report = runner.run(new ChapterRunner.Request(List.of(workbook.own(first)),
                    Optional.empty(), Optional.empty()));
            FailureText text = new FailureText(workbook, true, false);
            report.tasks().forEach(task -> task.tests().forEach(test -> text.lines(test, first)));
            CheckJson.of(report, workbook);
        }
        return Main.DONE;
    }
}
