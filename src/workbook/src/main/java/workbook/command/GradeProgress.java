package workbook.command;

import java.nio.file.Path;
import java.time.Duration;
import workbook.grader.grade.Grading;
import workbook.grader.result.SubmissionResult;
import workbook.report.Terminal;

/** How far a grading is: a bar that moves where somebody looks at a terminal, a line now and then where nobody does. */
final class GradeProgress implements Grading.Progress {

    private static final int WIDTH = 30;
    private static final int LINES = 10;

    private final Terminal terminal;
    private final boolean moves = Terminal.isTerminal();
    private int all;
    private int done;
    private int needAPerson;
    private long begin;

    GradeProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    int needAPerson() {
        return needAPerson;
    }

    @Override
    public void begin(int submissions) {
        all = submissions;
        terminal.line(all + (all == 1 ? " submission" : " submissions") + ". First the reference, which must pass here …");
    }

    @Override
    public void ready() {
        begin = System.nanoTime();
        show();
    }

    @Override
    public void graded(SubmissionResult result) {
        done++;
        needAPerson += result.needsAPerson() ? 1 : 0;
        show();
    }

    /** @param out where all was written to */
    void end(Path out) {
        if (moves) {
            terminal.line();
        }
        terminal.line();
        terminal.line("All " + all + " graded in " + words(System.nanoTime() - begin) + "."
                + (needAPerson == 0 ? "" : " A person must look at " + needAPerson + " of them."));
        terminal.line();
        terminal.line("  " + out.resolve("grades.csv") + "      everybody's points");
        terminal.line("  " + out.resolve("overview.html") + "   the class on a page; first, what a person must look at");
        terminal.line("  " + out.resolve("students") + "        for each: feedback.html, feedback.md, results.json, junit.xml");
        terminal.line();
        terminal.line("Next: " + (needAPerson == 0 ? "the questions" : "what can't be judged, and the questions") + ": write points into "
                + out.resolve("marks.csv") + ", then grade again with --resume.");
    }

    private void show() {
        String bar = "█".repeat(WIDTH * done / all) + "·".repeat(WIDTH - WIDTH * done / all);
        long elapsed = System.nanoTime() - begin;
        String left = done == 0 || done == all ? "" : "  " + words(elapsed / done * (all - done)) + " left";
        String line = bar + "  " + done + " of " + all + left
                + (needAPerson == 0 ? "" : "  (" + needAPerson + " for a person)");
        if (moves) {
            terminal.rewrite(line);
        } else if (done > 0 && (done * LINES / all > (done - 1) * LINES / all || done == all)) {
            terminal.line(done + " of " + all + left);
        }
    }

    private static String words(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
