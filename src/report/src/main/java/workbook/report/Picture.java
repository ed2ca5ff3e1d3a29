package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import workbook.report.Terminal.Style;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.Network;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/**
 * The pipeline at one moment, in at most 80 columns:
 * <pre>
 *  Kafka 1,000/s     lag 4,212, growing by 900/s     1,404  1,404  1,404
 *     │
 *     ▼
 *  [source] ████████▶ [ map  ] ████████▶ [filter] ████████▶ [ sink ] ──▶ Postgres
 *    100/s    20/20     100/s    20/20     100/s    20/20     100/s        100/s
 * </pre>
 */
final class Picture {

    private static final int TASK_AT_LEAST = 8;
    private static final int BAR = 8;
    private static final int BETWEEN = BAR + 3;
    private static final int POSTGRES = 8;
    private static final int MOST_PARTITIONS = 5;

    private final ScenarioSettings settings;
    private final Terminal terminal;

    Picture(ScenarioSettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /** At a second; rates and shares are those since another one. */
    List<String> of(ScenarioRun run, long since, long second) {
        Sample before = run.at(since);
        Sample now = run.at(second);
        double elapsed = Math.max(1, second - since);
        StringBuilder boxes = new StringBuilder(" ");
        StringBuilder rates = new StringBuilder(" ");
        StringBuilder credits = new StringBuilder(" ");
        for (int i = 0; i < now.tasks().size(); i++) {
            int width = width(now.tasks().get(i));
            boxes.append('[').append(centred(now.tasks().get(i).name(), width - 2)).append(']');
            double rate = (now.tasks().get(i).recordsOut() - before.tasks().get(i).recordsOut()) / elapsed;
            rates.append(centred(RunStory.rate(rate) + "/s", width));
            credits.append(" ".repeat(width));
            if (i < now.exchanges().size()) {
                ExchangeReading exchange = now.exchanges().get(i);
                boxes.append(' ').append(bar(exchange)).append("▶ ");
                rates.append(centred(used(exchange) + "/" + all(exchange), BETWEEN));
                credits.append(centred("credit " + exchange.credit(), BETWEEN));
            }
        }
        boxes.append(" ──▶ Postgres");
        rates.append("     ").append(centred(RunStory.rate(
                (now.whereabouts().written() - before.whereabouts().written()) / elapsed) + "/s", POSTGRES));

        List<String> lines = new ArrayList<>();
        lines.add(kafka(before, now, elapsed));
        lines.add("    │");
        lines.add("    ▼");
        lines.add(boxes.toString());
        lines.add(rates.toString().stripTrailing());
        if (settings.network() == Network.REMOTE && !now.exchanges().isEmpty()) {
            lines.add(credits.toString().stripTrailing());
        }
        lines.add(shares(run, since, second, "busy", TimeShares::busy));
        lines.add(shares(run, since, second, "backpressured", TimeShares::backpressured));
        lines.add(shares(run, since, second, "idle", TimeShares::idle));
        return lines;
    }

    private String kafka(Sample before, Sample now, double elapsed) {
        long lag = now.whereabouts().lag();
        long growth = Math.round((lag - before.whereabouts().lag()) / elapsed);
        String start = " Kafka " + RunStory.rate((now.produced() - before.produced()) / elapsed) + "/s   lag "
                + grouped(lag)
                + (growth == 0 ? "" : String.format(Locale.ROOT, " (%+,d/s)", growth));
        return now.lagPerPartition().size() == 1 ? start : start + "   by partition: "
                + partitions(now.lagPerPartition());
    }

    /** The lags of the first few. */
    static String partitions(List<Long> lags) {
        return lags.stream().limit(MOST_PARTITIONS).map(RunOptions::grouped).collect(Collectors.joining("  "))
                + (lags.size() > MOST_PARTITIONS ? "  …" : "");
    }

    /** Water backs up from the far end. */
    private String bar(ExchangeReading exchange) {
        int all = Math.max(1, all(exchange));
        int filled = Math.max(0, Math.min(BAR, (BAR * used(exchange) + all - 1) / all));
        String water = "█".repeat(filled);
        return "─".repeat(BAR - filled) + (exchange.isFull() ? terminal.paint(Style.BAD, water) : water);
    }

    private static int width(TaskReading task) {
        return Math.max(TASK_AT_LEAST, task.name().length() + 2);
    }

    private static int used(ExchangeReading exchange) {
        return exchange.senderBuffersUsed() + exchange.receiverBuffersUsed();
    }

    private static int all(ExchangeReading exchange) {
        return exchange.senderBuffers() + exchange.receiverBuffers();
    }

    private static String shares(ScenarioRun run, long since, long second, String name,
            ToDoubleFunction<TimeShares> share) {
        StringBuilder line = new StringBuilder(" ");
        for (int task = 0; task < run.at(second).tasks().size(); task++) {
            int index = task;
            double average = run.samples().subList((int) Math.min(since + 1, second), (int) second + 1).stream()
                    .mapToDouble(sample -> share.applyAsDouble(sample.tasks().get(index).shares()))
                    .average()
                    .orElse(0);
            String cell = name + " " + RunStory.percent(average);
            int width = width(run.at(second).tasks().get(task)) + BETWEEN;
            line.append(cell).append(" ".repeat(Math.max(1, width - cell.length())));
        }
        return line.toString().stripTrailing();
    }

    private static String centred(String text, int width) {
        int left = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(left) + text + " ".repeat(Math.max(0, width - left - text.length()));
    }
}
