package workbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import workbook.report.Terminal.Style;
import workbook.world.scenario.ScenarioRun;

/** What was predicted of each remedy, and what came of it. */
public final class RemedyTable {

    private static final int NAME_WIDTH = 23;
    private static final int WIDTH = 7;

    private final Terminal terminal;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String group, String name, ScenarioRun predicted, OptionalDouble predictedCheckpoint,
            ScenarioRun real, OptionalDouble realCheckpoint) {
    }

    public RemedyTable(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * One more.
     *
     * @param group those of one group follow one another
     * @param predictedCheckpoint how many seconds one should take; nothing where there are none
     * @param realCheckpoint how many the longest took; nothing where none was through
     */
    public void add(String group, String name, ScenarioRun predicted, OptionalDouble predictedCheckpoint,
            ScenarioRun real, OptionalDouble realCheckpoint) {
        rows.add(new Row(group, name, predicted, predictedCheckpoint, real, realCheckpoint));
    }

    /** Prints it. */
    public void tell() {
        terminal.line(terminal.paint(Style.STRONG, "Predicted, and real")
                + " (of each run's steady part; in s: the longest checkpoint)");
        row("", "sink, rows/s", "lag growth/s", "between tasks", "checkpoint, s");
        row("", "pred.   real", "pred.   real", "pred.   real", "pred.   real");
        String group = "";
        for (Row row : rows) {
            if (!row.group.equals(group)) {
                group = row.group;
                terminal.line(" " + group);
            }
            row(row.name,
                    both("%.0f", row.predicted.summary().sinkRatePerSecond(), row.real.summary().sinkRatePerSecond()),
                    both("%+.0f", row.predicted.summary().lagGrowthPerSecond(),
                            row.real.summary().lagGrowthPerSecond()),
                    both("%,.0f", row.predicted.summary().inFlight(), row.real.summary().inFlight()),
                    row.predictedCheckpoint.isEmpty() ? ""
                            : cell(seconds(row.predictedCheckpoint)) + cell(seconds(row.realCheckpoint)));
        }
        terminal.line();
    }

    private void row(String name, String... pairs) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-" + (NAME_WIDTH - 2) + "s", name));
        for (String pair : pairs) {
            line.append(String.format(Locale.ROOT, "%" + 2 * WIDTH + "s", pair));
        }
        terminal.line(line.toString().stripTrailing());
    }

    private static String both(String format, double predicted, double real) {
        return cell(number(format, predicted)) + cell(number(format, real));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, Math.rint(value) + 0.0); // never -0
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "%" + WIDTH + "s", text);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isEmpty() ? "none" : String.format(Locale.ROOT, "%.1f", seconds.getAsDouble());
    }
}
