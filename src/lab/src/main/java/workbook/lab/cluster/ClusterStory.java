package workbook.lab.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import workbook.lab.cluster.ClusterFigures.Moment;
import workbook.lab.cluster.FlinkRest.Shares;
import workbook.lab.cluster.WrittenRows.Doubled;
import workbook.report.RunStory;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.world.scenario.ScenarioSettings;

/** A run on the cluster in words. */
final class ClusterStory {

    private static final double MILLIS = 1_000;
    private static final double PERCENT = 100;
    private static final List<String> PHASES = List.of("all there", "a broker less", "a TaskManager less");

    private final ClusterFigures figures;
    private final ScenarioSettings settings;
    private final String versions;
    private final Terminal terminal;

    ClusterStory(ClusterFigures figures, ScenarioSettings settings, String versions, Terminal terminal) {
        this.figures = figures;
        this.settings = settings;
        this.versions = versions;
        this.terminal = terminal;
    }

    void tell() {
        terminal.line();
        terminal.line(terminal.paint(Style.STRONG, "In figures") + " (" + versions + ")");
        phases();
        tasks();
        rows();
        terminal.line();
    }

    private void phases() {
        line("%-20s %10s %10s %10s   %s", "", "seconds", "in", "out", "lag at the end");
        for (int i = 0; i < PHASES.size(); i++) {
            Moment from = figures.moments().get(i);
            Moment to = figures.moments().get(i + 1);
            double seconds = to.second() - from.second();
            line("%-20s %10s %,8.0f/s %8.1f/s   %,d", PHASES.get(i),
                    Math.round(from.second()) + "–" + Math.round(to.second()),
                    (to.produced() - from.produced()) / seconds, (to.rows() - from.rows()) / seconds, to.lag());
        }
        paragraph("Lag is by the committed offsets: Flink commits those of a checkpoint, every %d s.",
                FlinkSettings.CHECKPOINT_SECONDS);
    }

    private void tasks() {
        terminal.line();
        line("%-8s %25s   %25s", "", "both TaskManagers", "one, at the end");
        line("%-8s %5s %13s %5s   %5s %13s %5s", "", "busy", "backpressured", "idle", "busy", "backpressured", "idle");
        for (Map.Entry<String, Shares> task : figures.before().entrySet()) {
            Shares before = task.getValue();
            Shares after = figures.after().getOrDefault(task.getKey(), new Shares(0, 0, 0));
            line("%-8s %4.0f%% %12.0f%% %4.0f%%   %4.0f%% %12.0f%% %4.0f%%", task.getKey(),
                    before.busy() * PERCENT, before.backpressured() * PERCENT, before.idle() * PERCENT,
                    after.busy() * PERCENT, after.backpressured() * PERCENT, after.idle() * PERCENT);
        }
        paragraph("As Flink's REST interface has it: an average of the last minute, over the subtasks.");
    }

    private void rows() {
        terminal.line();
        line("produced %,d; in the table %,d rows: lost %,d, twice %,d", figures.sent(), figures.rows(),
                figures.lost(), figures.doubled().rows());
        if (figures.produced() != figures.sent()) {
            line("in Kafka, by the brokers: %,d", figures.produced());
        }
        Doubled doubled = figures.doubled();
        long killed = figures.worker().killed();
        if (doubled.rows() == 0) {
            paragraph("Nothing is there twice: nothing was written between the checkpoint and the restart.");
            return;
        }
        paragraph("Twice are rows that were written after the checkpoint's barrier had passed their sink, and before the"
                + " restart: their originals from %s to %s the kill, their copies from %.1f s after it. From the"
                + " checkpoint's beginning to the restart, %,d rows were written, at %d/s: no more than those can be"
                + " twice. A key in the table and an upsert take them away, as in ./workbook lab --mine",
                when(doubled.first(), killed), when(doubled.last(), killed), (doubled.again() - killed) / MILLIS,
                doubled.written(), settings.outPerSecond());
    }

    private static String when(long at, long killed) {
        return String.format(Locale.ROOT, "%.1f s %s", Math.abs(at - killed) / MILLIS, at < killed ? "before" : "after");
    }

    private void line(String format, Object... values) {
        terminal.line("  " + String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private void paragraph(String format, Object... values) {
        RunStory.wrap(String.format(Locale.ROOT, format, values)).forEach(terminal::line);
    }
}
