package workbook.lab;

import java.util.Locale;
import java.util.stream.Collectors;
import workbook.report.Terminal;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;

/** What goes on, in one line: every second on a terminal, where it is written over; else every ten seconds. */
public final class ProgressLine {

    private static final int PAPER_EVERY = 10;
    private static final int WIDTH = 79;

    private final Terminal terminal;
    private final boolean rewrites = Terminal.isTerminal();
    private Sample before;

    public ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** To be called with each sample. */
    public void show(Sample now, long seconds) {
        long second = (long) now.second();
        if (!rewrites && second % PAPER_EVERY != 0) {
            return;
        }
        String text = text(before == null ? now : before, now, seconds);
        if (rewrites) {
            terminal.rewrite(text);
        } else {
            terminal.line(text);
        }
        if (second % PAPER_EVERY == 0) {
            before = now; // sinks work in steps of batches: a second says little
        }
    }

    /** The line is full. */
    public void end() {
        if (rewrites && before != null) {
            terminal.line();
        }
    }

    private static String text(Sample before, Sample now, long seconds) {
        double elapsed = Math.max(1, now.second() - before.second());
        Whereabouts whereabouts = now.whereabouts();
        String full = now.exchanges().stream().filter(ExchangeReading::isFull)
                .map(exchange -> exchange.name().replaceFirst(" .*", "")).collect(Collectors.joining(", "));
        String text = String.format(Locale.ROOT, "%4d of %d s  in %,.0f/s  out %,.0f/s  lag %,d%s",
                (long) now.second(), seconds, (now.produced() - before.produced()) / elapsed,
                (whereabouts.written() - before.whereabouts().written()) / elapsed, whereabouts.lag(),
                full.isEmpty() ? "" : "  full: " + full);
        return text.substring(0, Math.min(text.length(), WIDTH)); // a longer one can't be written over
    }
}
