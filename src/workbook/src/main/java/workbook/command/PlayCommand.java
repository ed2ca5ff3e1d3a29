package workbook.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.play.Play;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;

/** Runs the whole pipeline on a local page, where its numbers can be changed while it runs. */
@Command(name = "play", synopsisHeading = "Usage: ./", descriptionHeading = "%n", optionListHeading = "%nOptions:%n",
        description = {"Play with the whole pipeline, on a page in your browser: change rates, buffers and chains while"
            + " it runs, stall the database, slow the map. The lesson and the tests are beside it; when you save, both"
            + " the tests and the pipeline run anew.", "",
            "The page is for this machine alone. Ctrl-C ends it."},
        sortOptions = false,
        footer = {"", "Exit code: 2 used wrongly, 3 the workbook failed; Ctrl-C ends it."})
final class PlayCommand implements Callable<Integer> {

    private static final int MOST_PORT = 65_535;

    @ParentCommand
    private Main main;

    @Option(names = "--parts", paramLabel = "WHOSE", description = "mine or reference (default: mine where the tests"
            + " pass, else the reference's).")
    private String whose;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Serve the page on this port (default: one that is free).")
    private int port;

    @Option(names = "--no-open", description = "Don't open the browser; only print where the page is.")
    private boolean noOpen;

    @Option(names = "--poll", description = "Look for changes four times a second: for shared folders and the like,"
            + " where the system doesn't tell of them.")
    private boolean poll;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > MOST_PORT) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--port " + port + ": it must be from 1 to "
                    + MOST_PORT + ".");
        }
        Optional<ChosenParts.Whose> asked = ChosenParts.whose(whose);
        Workbook workbook = main.workbook();
        Terminal terminal = main.terminal();
        Libraries libraries = Libraries.ofThisJvm();
        Chapter chapter = new Status(workbook, terminal).openChapter()
                .orElse(workbook.chapters().get(workbook.chapters().size() - 1));
        try (Play play = new Play(workbook, libraries, doing -> {
            ChosenParts chosen = new ChosenParts(workbook, libraries, asked, ScenarioSettings.defaults(), doing);
            return new Play.Chosen(chosen.parts(), chosen.arguments(), chosen.announcement(), chosen.reasons());
        }, asked.isEmpty(), chapter, port, poll)) {
            terminal.line("Your pipeline, to play with: " + play.address());
            if (!noOpen && !Browser.open(play.address())) {
                terminal.line("No browser could be started here: open that address yourself.");
            }
            terminal.line("It is there as long as this command runs. Ctrl-C ends it.");
            new CountDownLatch(1).await(); // until somebody ends this program
        }
        return Main.DONE;
    }
}
