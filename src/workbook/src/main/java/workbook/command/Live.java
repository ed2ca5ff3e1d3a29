package workbook.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import workbook.report.Terminal;
import workbook.runner.WorkbookException;
import workbook.watch.Replay;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/** Whether a run is shown on the terminal before its story is told, and how. */
final class Live {

    /** Writing and reading more takes longer than anybody waits for a picture. */
    private static final long MOST_READINGS = 100_000;
    private static final int READINGS_BESIDE_PARTITIONS = 10;

    private Live() {
    }

    /**
     * As asked; else where somebody looks on: not in a pipe or a build, and not where a file is what is wanted.
     *
     * @param asked nothing, if nobody did
     */
    static boolean isWanted(Optional<Boolean> asked, boolean wantsFile) {
        if (asked.isEmpty()) {
            return canBeDrawnOn() && !isBuild() && !wantsFile;
        }
        if (asked.get() && !canBeDrawnOn()) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--live needs a terminal to draw on, and this is"
                    + " none. Without it, the story of the run is told; with --html FILE there is a page to watch.");
        }
        return asked.get();
    }

    /** Whether a run isn't too long for it: two hours are not. */
    static boolean canShow(ScenarioSettings settings) {
        return settings.seconds() * (READINGS_BESIDE_PARTITIONS + settings.partitions()) <= MOST_READINGS;
    }

    /** Returns when it was shown, or can't be. */
    static void show(ScenarioRun run, Terminal terminal) {
        try {
            new Replay(run, terminal).show();
        } catch (IOException e) {
            // there is nothing to draw on: the story alone is told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean canBeDrawnOn() {
        String term = System.getenv("TERM");
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return Terminal.isTerminal() && (windows || term != null && !term.isEmpty() && !term.equals("dumb"));
    }

    private static boolean isBuild() {
        String ci = System.getenv("CI");
        return ci != null && !ci.isEmpty() && !ci.equals("false");
    }
}
