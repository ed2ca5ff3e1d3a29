package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import workbook.report.Terminal.Style;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/**
 * The pipeline at one moment as text: what the run report's stage shows, from Kafka down to Postgres, in five lines
 * for each task and what lies behind it, or in two where there is less room.
 */
public final class Stage {

    /** In fewer columns not even the short form can be read. */
    public static final int LEAST_WIDTH = 60;
    /** What is said, and Kafka. */
    private static final int ABOVE = 2;
    private static final int LONG_HOP = 5;
    private static final int SHORT_HOP = 2;
    private static final int START = 38;
    private static final int GAP = 2;
    private static final int LEAST_BAR = 3;
    private static final int MOST_BAR = 8;
    private static final int LEAST_NUMBER = 4;

    private final ScenarioRun run;
    private final Letters letters;
    private final Rates rates;
    private final Hop hop;
    private final long mostLag;

    /** @param terminal says whether there is colour, and more than ASCII; nothing is written there */
    public Stage(ScenarioRun run, Terminal terminal) {
        this.run = run;
        letters = new Letters(terminal);
        rates = new Rates(run.samples());
        hop = new Hop(run, letters);
        mostLag = run.samples().stream().flatMap(sample -> sample.lagPerPartition().stream())
                .mapToLong(Long::longValue).max().orElse(0);
    }

    /** Whether all of it can be shown in so many columns and lines. */
    public boolean fits(int width, int height) {
        return width >= LEAST_WIDTH && height >= ABOVE + SHORT_HOP * tasks();
    }

    /** At a moment; at most so many lines of at most so many columns, provided it {@linkplain #fits fits}. */
    public List<String> lines(Shot shot, int width, int height) {
        boolean isLong = height >= ABOVE + LONG_HOP * tasks();
        List<String> lines = new ArrayList<>();
        String said = letters.cut(" " + shot.words(width - 1), width);
        lines.add(shot.isTurn() ? letters.paint(Style.STRONG, said) : said);
        lines.add(kafka(shot.sample(), width));
        for (int task = 0; task < tasks(); task++) {
            lines.addAll(isLong ? hop.inFive(shot.sample(), task, width) : hop.inTwo(shot.sample(), task, width));
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    /** How far the run is, in one line. */
    public String clock(Shot shot, int width) {
        long end = Math.round(run.samples().get(run.samples().size() - 1).second());
        long now = Math.round(run.samples().get(shot.sample()).second());
        String before = letters.right(grouped(now), grouped(end).length() + 1) + " of " + grouped(end) + " s  ";
        int room = Math.max(0, width - before.length() - 1);
        int passed = Letters.filled(now, end, room);
        return before + letters.paint(Style.STRONG, "█".repeat(passed))
                + letters.paint(Style.QUIET, "─".repeat(room - passed));
    }

    private int tasks() {
        return run.samples().get(0).tasks().size();
    }

    private String kafka(int index, int width) {
        Sample sample = run.samples().get(index);
        long growth = Math.round(rates.lag(index));
        String start = " Kafka  " + RunStory.rate(rates.produced(index)) + "/s   lag "
                + grouped(sample.whereabouts().lag())
                + (growth == 0 ? "" : String.format(Locale.ROOT, " (%+,d/s)", growth));
        int column = Math.max(start.length(), Math.min(START, width / 2 - 2));
        StringBuilder line = new StringBuilder(letters.paint(Style.STRONG, letters.text(start, column)));
        List<Long> lags = sample.lagPerPartition();
        int number = Math.max(LEAST_NUMBER, grouped(mostLag).length() + 1);
        boolean hasNumbers = lags.size() * (GAP + LEAST_BAR + number) <= width - column;
        int each = GAP + (hasNumbers ? number : 0);
        int fitting = Math.min(lags.size(), Math.max(1, (width - column) / (each + LEAST_BAR)));
        int bar = Math.max(0, Math.min(MOST_BAR, (width - column) / fitting - each));
        for (long lag : lags.subList(0, fitting)) {
            line.append(" ".repeat(GAP)).append(letters.bar(lag, mostLag, bar, Style.DATA))
                    .append(hasNumbers ? letters.text(" " + grouped(lag), number) : "");
        }
        return line.toString().stripTrailing();
    }
}
