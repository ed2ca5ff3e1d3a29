package workbook.command;

import java.util.List;
import java.util.Optional;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.Progress;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Shows the next hint, and remembers that it was shown. */
final class HintText {

    private static final int WIDTH = 78;

    private final Workbook workbook;
    private final Terminal terminal;
    private final boolean again;

    /** @param again those that were shown before, and no new one */
    HintText(Workbook workbook, Terminal terminal, boolean again) {
        this.workbook = workbook;
        this.terminal = terminal;
        this.again = again;
    }

    /**
     * For the chapter's first open task.
     *
     * @return the exit code
     */
    int of(Chapter chapter) {
        String code = chapter.code();
        if (new Status(workbook, terminal).isUnknown(chapter)) {
            Main.wrapped(terminal, "Chapter " + chapter + " wasn't checked yet, so nobody knows what is open."
                    + " A hint for one of its tasks: ./workbook hint " + chapter.number() + ".1");
            terminal.line("Next: ./workbook check " + code);
            return Main.NOT_YET;
        }
        Optional<TaskNumber> open = new Status(workbook, terminal).openTask(chapter);
        if (open.isEmpty()) {
            Main.wrapped(terminal, "All tasks of " + chapter + " pass. The hints of one of them all the"
                    + " same: ./workbook hint " + chapter.number() + ".1");
            return Main.DONE;
        }
        return of(open.get());
    }

    /** @return the exit code */
    int of(TaskNumber task) {
        Chapter chapter = workbook.chapter(task.chapter()).orElseThrow();
        String lesson = workbook.relative(workbook.lesson(chapter)) + ", task " + task;
        String title = workbook.title(task).map(words -> ", " + words.replace("`", "")).orElse("");
        List<List<String>> hints = Hints.of(workbook.lesson(chapter), task, WIDTH);
        Progress progress = Progress.of(workbook);
        if (hints.isEmpty()) {
            terminal.line("Task " + task + title + " has no hints. All there is to know: " + lesson);
            return Main.DONE;
        }
        int seen = Math.min(progress.hintsSeen(task), hints.size());
        int next = Math.min(again ? seen : seen + 1, hints.size());
        if (again && seen == 0) {
            terminal.line("No hint for task " + task + title + " was shown yet.");
        }
        for (int i = again ? 1 : next; i <= next; i++) {
            terminal.line(terminal.paint(Style.STRONG, "Hint " + i + " of " + hints.size() + " for task " + task
                    + title));
            terminal.line();
            hints.get(i - 1).forEach(line -> terminal.line(line.isEmpty() ? "" : "  " + line));
            terminal.line();
        }
        if (next < hints.size()) {
            terminal.line("Next: ./workbook check " + task + "; the next hint: ./workbook hint " + task);
        } else {
            Main.wrapped(terminal, (seen == hints.size() && !again ? "You have seen them all; this is the last again."
                    : "That was the last.") + " The whole task: " + lesson);
            terminal.line("Next: ./workbook check " + task);
        }
        if (next > seen) {
            progress.rememberHints(task, next);
        }
        return Main.DONE;
    }
}
