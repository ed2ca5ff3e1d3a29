package workbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import workbook.report.Terminal.Style;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.Summary;

/** Runs of one scenario side by side: simulated, a student's on real systems, real Flink. Then where they differ. */
public final class RunComparison {

    private static final int NAME_WIDTH = 24;
    private static final int WIDTH = 18;

    private final List<Run> runs;
    private final Terminal terminal;

    /**
     * One of them.
     *
     * @param name a word or two, at the head of its column
     * @param isFlink whether it is Flink's; else it is the workbook's own pipeline
     * @param isReal whether it ran between the real systems
     */
    public record Run(String name, boolean isFlink, boolean isReal, ScenarioRun run) {

        Summary summary() {
            return run.summary();
        }

        SteadyGrowth growth() {
            return new SteadyGrowth(run);
        }
    }

    /** @param runs of the same settings, with the same tasks */
    public RunComparison(List<Run> runs, Terminal terminal) {
        this.runs = List.copyOf(runs);
        this.terminal = terminal;
    }

    /** Prints it. */
    public void tell() {
        terminal.line(terminal.paint(Style.STRONG, "Side by side") + " (of each run's steady part)");
        row("", Run::name);
        row("sink, rows/s", run -> format("%.1f", run.summary().sinkRatePerSecond()));
        row("produced − written, /s", run -> format("%+.1f", run.growth().backlog()));
        row("lag growth, /s", run -> format("%+.1f", run.summary().lagGrowthPerSecond()));
        row("  by partition", run -> run.growth().lagPerPartition().stream().map(each -> format("%+.0f", each))
                .collect(Collectors.joining(" ")));
        row("records between tasks", run -> format("%,.0f", run.summary().inFlight()));
        row("fetched, not handed on", run -> format("%,.0f", run.growth().fetched()));
        runs.get(0).summary().secondsUntilFull().keySet().forEach(exchange ->
                row("full: " + exchange, run -> seconds(run.summary().secondsUntilFull().get(exchange))));
        row("filled, in this order", run -> String.join(" ", fillOrder(run)));
        row("lag at the end", run -> format("%,d", last(run)));
        row("bottleneck", run -> run.summary().bottleneck().orElse("none"));
        terminal.line();
        terminal.line(terminal.paint(Style.STRONG, "Busy / backpressured: soft, hard / idle") + " (% of the time)");
        row("", Run::name);
        runs.get(0).summary().tasks().keySet().forEach(task -> row(task, run -> shares(run.summary().tasks().get(task))));
        terminal.line();
        terminal.line(terminal.paint(Style.STRONG, "Where they differ, and why"));
        new Differences(runs).sentences().forEach(sentence -> RunStory.wrap(sentence).forEach(terminal::line));
        terminal.line();
    }

    /** Who has no free buffer left first, second, ... */
    static List<String> fillOrder(Run run) {
        return run.summary().secondsUntilFull().entrySet().stream().filter(each -> each.getValue().isPresent())
                .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(a.getAsDouble(), b.getAsDouble())))
                .map(each -> each.getKey().split(" ")[0]).toList();
    }

    static long last(Run run) {
        return run.run().at(run.run().settings().seconds()).whereabouts().lag();
    }

    private void row(String name, Function<Run, String> value) {
        StringBuilder line = new StringBuilder("  ").append(padded(name, NAME_WIDTH, false));
        List<String> values = new ArrayList<>(runs.stream().map(value).toList());
        values.forEach(each -> line.append(padded(each, WIDTH, true)));
        terminal.line(line.toString().stripTrailing());
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(Math.max(right ? 1 : 0, width - text.length()));
        return right ? space + text : text + space;
    }

    private static String shares(Summary.Task task) {
        return task == null ? "" : format("%.0f / %.0f, %.0f / %.0f", task.busy() / 10, task.softBackpressured() / 10,
                task.hardBackpressured() / 10, task.idle() / 10);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds == null || seconds.isEmpty() ? "never" : format("%.1f s", seconds.getAsDouble());
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
