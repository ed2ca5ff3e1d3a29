package workbook.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import workbook.report.RunStory;
import workbook.report.SteadyGrowth;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/** A lab's run in words: what any run tells, and what only real systems can tell. */
final class LabStory {

    private final LabRun lab;
    private final ScenarioRun run;
    private final Terminal terminal;

    LabStory(LabRun lab, Terminal terminal) {
        this.lab = lab;
        this.terminal = terminal;
        run = lab.run();
    }

    void tell() {
        new RunStory(run, terminal).tell();
        terminal.line(terminal.paint(Style.STRONG, "In figures") + " (of the steady part; " + lab.versions() + ")");
        line("sink rate %.1f/s, source rate %.1f/s, lag growth %+.1f/s (by the broker)",
                run.summary().sinkRatePerSecond(), run.summary().sourceRatePerSecond(),
                run.summary().lagGrowthPerSecond());
        SteadyGrowth growth = new SteadyGrowth(run);
        line("backlog (produced − written) %+.1f/s; lag growth by partition %s", growth.backlog(),
                growth.lagPerPartition().stream().map(each -> String.format(Locale.ROOT, "%+.1f", each))
                        .collect(Collectors.joining("  ")));
        line("records between the tasks: %,.0f", run.summary().inFlight());
        line("%-24s %6s %15s %6s %6s %6s", "", "busy", "backpressured", "soft", "hard", "idle");
        run.summary().tasks().forEach((name, task) -> line("%-24s %5.1f%% %14.1f%% %5.1f%% %5.1f%% %5.1f%%", name,
                task.busy() / 10, task.backpressured() / 10, task.softBackpressured() / 10,
                task.hardBackpressured() / 10, task.idle() / 10));
        line("in the table: %,d rows; lost %,d, twice %,d", lab.content().rows(), lab.content().lost(),
                lab.content().doubled());
        long committed = lab.committed().stream().mapToLong(Long::longValue).sum();
        if (lab.committed().isEmpty()) {
            line("committed offsets: none%s; by them, lag is all of %,d",
                    lab.checkpointMillis().isEmpty() ? ", for no checkpoint was through" : " yet", last().produced());
        } else {
            line("lag by the committed offsets: %,d", last().produced() - committed);
        }
        if (!lab.checkpointMillis().isEmpty()) {
            line("checkpoints took %s ms", lab.checkpointMillis().stream().map(String::valueOf)
                    .collect(Collectors.joining(", ")));
        }
        terminal.line();
    }

    private Sample last() {
        return run.samples().get(run.samples().size() - 1);
    }

    private void line(String format, Object... values) {
        RunStory.wrap(String.format(Locale.ROOT, format, values)).forEach(terminal::line);
    }
}
