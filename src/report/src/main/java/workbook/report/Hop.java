package workbook.report;

import static workbook.report.RunOptions.grouped;
import static workbook.report.RunStory.percent;

import java.util.List;
import workbook.report.Terminal.Style;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** A task, and what lies behind it: the buffers to the next one; for the last, its batch, the socket, and Postgres. */
final class Hop {

    private static final int NAME = 24;
    private static final int SHORT_NAME = 12;
    private static final int STATE = 20;
    private static final int RATE = 11;
    private static final int SHARE = 14;
    private static final int VALUE = 16;
    private static final int MOST_CELLS = 20;
    /** How wide batch and socket are. */
    private static final int PLACES = 41;
    /** Milliseconds of a second. */
    private static final double OK = 100;
    private static final double HALF = 500;
    private static final double NEARLY_ALL = 950;

    private final ScenarioRun run;
    private final ScenarioSettings settings;
    private final Letters letters;
    private final Rates rates;
    private final RunEvents events;

    Hop(ScenarioRun run, Letters letters) {
        this.run = run;
        this.letters = letters;
        settings = run.settings();
        rates = new Rates(run.samples());
        events = new RunEvents(run);
    }

    /** Name, state and rate beside the three shares; what lies behind; where pressure comes from. */
    List<String> inFive(int index, int task, int width) {
        TimeShares shares = shares(index, task);
        String hard = shares.hardBackpressured() >= 5 ? ", hard " + percent(shares.hardBackpressured()) : "";
        int bar = width - NAME - SHARE - VALUE - 2;
        String rate = RunStory.rate(rates.recordsOut(index, task)) + " records/s";
        return List.of(
                letters.paint(Style.STRONG, column(name(index, task), NAME))
                        + share("busy", shares.busy(), "", bar, Style.BUSY),
                state(index, task, NAME) + share("backpressured", shares.backpressured(), hard, bar,
                        Style.BACKPRESSURED),
                column(rate, NAME) + share("idle", shares.idle(), "", bar, Style.IDLE),
                isLast(index, task) ? "   │  " + places(index) : behind(index, task, width),
                isLast(index, task) ? "   ▼  " + postgres(index, width - 6)
                        : "   ▼" + pressure(index, task, width - 4));
    }

    /** All of the task in one line, and what lies behind in another. */
    List<String> inTwo(int index, int task, int width) {
        TimeShares shares = shares(index, task);
        int bar = Math.max(0, width - SHORT_NAME - STATE - RATE);
        int busy = Letters.filled(shares.busy(), 1_000, bar);
        int waits = Math.min(bar - busy, Letters.filled(shares.backpressured(), 1_000, bar));
        String drawn = letters.paint(Style.BUSY, "█".repeat(busy)) + letters.paint(Style.BACKPRESSURED,
                "▒".repeat(waits)) + letters.paint(Style.QUIET, "·".repeat(bar - busy - waits));
        return List.of(letters.paint(Style.STRONG, column(name(index, task), SHORT_NAME)) + drawn
                        + state(index, task, STATE)
                        + letters.right(RunStory.rate(rates.recordsOut(index, task)) + "/s", RATE - 1),
                behind(index, task, width));
    }

    private String share(String name, double millis, String more, int bar, Style style) {
        return letters.text(name, SHARE) + letters.bar(millis, 1_000, bar, style)
                + letters.text(letters.right(percent(millis), 6) + more, VALUE);
    }

    /** With space before and after. */
    private String column(String text, int width) {
        return " " + letters.text(text, width - 2) + " ";
    }

    private String name(int index, int task) {
        List<TaskSettings> tasks = settings.tasks();
        int subtasks = task < tasks.size() ? tasks.get(task).parallelism() : 1;
        return run.samples().get(index).tasks().get(task).name() + (subtasks > 1 ? " ×" + subtasks : "");
    }

    /** In the words of Flink's Web UI, as on the page. */
    private String state(int index, int task, int width) {
        TimeShares shares = shares(index, task);
        double waits = shares.backpressured();
        boolean isSlow = events.bottleneckAt(index) == task;
        if (waits > HALF || waits > OK && shares.busy() < NEARLY_ALL) {
            return letters.paint(Style.BACKPRESSURED, column(waits > HALF ? "HIGH backpressure"
                    : "LOW backpressure", width));
        }
        if (shares.busy() >= HALF) {
            return letters.paint(Style.BUSY, column(isSlow ? "busy: bottleneck" : "busy", width));
        }
        return letters.paint(Style.IDLE, column("idle", width));
    }

    private String behind(int index, int task, int width) {
        Sample sample = run.samples().get(index);
        if (task < sample.exchanges().size()) {
            return letters.paint(Style.QUIET, "   │  ") + exchange(sample.exchanges().get(task), width - 6);
        }
        if (!isLast(index, task)) {
            return "   │";
        }
        String postgres = postgres(index, width - 6);
        boolean isWide = width - 6 - postgres.length() >= PLACES;
        return "   ▼  " + (isWide ? places(index) : "") + postgres;
    }

    private boolean isLast(int index, int task) {
        return task + 1 == run.samples().get(index).tasks().size();
    }

    private String exchange(ExchangeReading exchange, int width) {
        boolean isLocal = exchange.receiverBuffers() == 0;
        String sender = isLocal ? "buffers " : "out ";
        String credit = isLocal ? "" : " credit " + exchange.credit() + (exchange.credit() > 0 ? " ▶  " : " │  ");
        String receiver = isLocal ? "" : "in ";
        String out = count(exchange.senderBuffersUsed(), exchange.senderBuffers());
        String in = isLocal ? "" : count(exchange.receiverBuffersUsed(), exchange.receiverBuffers());
        int room = width - (sender + out + credit + receiver + in).length();
        int most = Math.min(MOST_CELLS, Math.max(10, width / 2 - 22));
        int cells = Math.max(0, Math.min(most, isLocal ? room : room / 2));
        String records = " " + grouped(exchange.records()) + " records";
        int left = room - Math.min(cells, exchange.senderBuffers()) - Math.min(cells, exchange.receiverBuffers());
        return sender + letters.cells(exchange.senderBuffersUsed(), exchange.senderBuffers(), cells) + out
                + (exchange.credit() > 0 ? credit : letters.paint(Style.BAD, credit)) + receiver
                + letters.cells(exchange.receiverBuffersUsed(), exchange.receiverBuffers(), cells) + in
                + (records.length() <= left ? records : "");
    }

    /** As wide for any number of them that are used. */
    private String count(int used, int all) {
        return letters.text(" " + used + "/" + all, 3 + 2 * String.valueOf(all).length());
    }

    private String places(int index) {
        int subtasks = settings.tasks().get(settings.tasks().size() - 1).parallelism();
        Whereabouts now = run.samples().get(index).whereabouts();
        return place("batch ", now.inBatch(), (long) settings.batchRows() * subtasks)
                + place("socket ", now.inSocket(), (long) settings.socketRows() * subtasks);
    }

    private String postgres(int index, int width) {
        Whereabouts now = run.samples().get(index).whereabouts();
        String open = now.inTransaction() == 0 ? "" : ", " + grouped(now.inTransaction()) + " not committed yet";
        String rows = "Postgres " + grouped(now.written()) + " rows, " + RunStory.rate(rates.written(index)) + "/s";
        return letters.cut(rows.length() + open.length() <= width - PLACES ? rows + open : rows, width);
    }

    private String place(String name, long records, long room) {
        return name + letters.bar(records, room, 6, Style.DATA) + letters.text(" " + grouped(records), 8);
    }

    /** Whose fault it is that the task waits. */
    private String pressure(int index, int task, int width) {
        List<TaskReading> tasks = run.samples().get(index).tasks();
        if (task + 1 >= tasks.size() || shares(index, task).backpressured() <= OK) {
            return "";
        }
        return letters.paint(Style.BACKPRESSURED, letters.cut("  ▲ pressure: " + tasks.get(task).name()
                + " waits for buffers that " + tasks.get(task + 1).name() + " frees", width));
    }

    /** At the very start no time has passed in which a task could have done anything. */
    private TimeShares shares(int index, int task) {
        return index == 0 ? new TimeShares(0, 0, 0, 1_000) : run.samples().get(index).tasks().get(task).shares();
    }
}
