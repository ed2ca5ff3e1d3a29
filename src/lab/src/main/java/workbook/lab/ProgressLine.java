package workbook.lab;

import java.util.Locale;
import java.util.stream.Collectors;
import workbook.report.Terminal;
import workbook.world.metrics.ExchangeReading;
import workbook.world.scenario.Sample;

/** What goes on, in one line: every second on a terminal, where it is written over; else every ten seconds. */
public final class ProgressLine {

    private static final int PAPER_EVERY = 10;
    private static final int WIDTH = 79;

    private final Terminal terminal;
    private final boolean rewrites = Terminal.isTerminal();
    /** Whether something stands in the line that is written over. */
    private boolean isOpen;
    private boolean hasBegun;
    private long secondBefore;
    private long producedBefore;
    private long writtenBefore;

    public ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** To be called with each sample. */
    public void show(Sample now, long seconds) {
        String full = now.exchanges().stream().filter(ExchangeReading::isFull)
                .map(exchange -> exchange.name().replaceFirst(" .*", "")).collect(Collectors.joining(", "));
        show((long) now.second(), seconds, now.produced(), now.whereabouts().written(), now.whereabouts().lag(),
                full.isEmpty() ? "" : "full: " + full);
    }

    /**
     * To be called every second.
     *
     * @param seconds of the run
     * @param note anything else; empty for nothing
     */
    public void show(long second, long seconds, long produced, long written, long lag, String note) {
        if (!rewrites && second % PAPER_EVERY != 0) {
            return;
        }
        double elapsed = Math.max(1, second - secondBefore);
        String text = String.format(Locale.ROOT, "%4d of %d s  in %,.0f/s  out %,.0f/s  lag %,d%s", second, seconds,
                hasBegun ? (produced - producedBefore) / elapsed : 0, hasBegun ? (written - writtenBefore) / elapsed : 0,
                lag, note.isEmpty() ? "" : "  " + note);
        text = text.substring(0, Math.min(text.length(), WIDTH)); // a longer one can't be written over
        if (rewrites) {
            terminal.rewrite(text);
            isOpen = true;
        } else {
            terminal.line(text);
        }
        if (second % PAPER_EVERY == 0) { // sinks work in steps of batches: a second says little
            hasBegun = true;
            secondBefore = second;
            producedBefore = produced;
            writtenBefore = written;
        }
    }

    /** The line is full: something else comes now. */
    public void end() {
        if (isOpen) {
            terminal.line();
            isOpen = false;
        }
    }
}
