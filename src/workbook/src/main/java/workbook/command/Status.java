package workbook.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.Progress;
import workbook.runner.TaskReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Where the student is, from what the checks said last; nothing is compiled or run. */
final class Status {

    private final Workbook workbook;
    private final Terminal terminal;
    private final Progress progress;

    Status(Workbook workbook, Terminal terminal) {
        this.workbook = workbook;
        this.terminal = terminal;
        progress = Progress.of(workbook);
    }

    void show() {
        terminal.line(terminal.paint(Style.STRONG, "The Backpressure Workbook"));
        terminal.line();
        boolean changed = false;
        for (Chapter chapter : workbook.chapters()) {
            SortedSet<TaskNumber> tasks = workbook.tasks(chapter);
            boolean outdated = !workbook.isBorrowed(chapter) && isOutdated(chapter);
            changed |= outdated;
            String instead = workbook.isBorrowed(chapter) ? "  borrowed: the reference stands in"
                    : isUnknown(chapter) ? "  not checked yet" : "";
            terminal.line((outdated ? "*" : " ")
                    + row(terminal, workbook, chapter, instead.isEmpty() ? tasks : List.of(), progress::verdict)
                    + instead);
        }
        terminal.line();
        terminal.line(terminal.paint(Style.QUIET, " ✓ passing   ✗ failing   · to do   ? cannot be judged"
                + (changed ? "   * changed since checked" : "")));
        terminal.line();
        next().forEach(terminal::line);
    }

    /** It was never checked, and there is no Todo in it any more. */
    boolean isUnknown(Chapter chapter) {
        return !progress.wasChecked(chapter) && !workbook.hasTodos(chapter);
    }

    /** It was checked, and something changed since. */
    boolean isOutdated(Chapter chapter) {
        return progress.wasChecked(chapter) && !progress.isUpToDate(chapter);
    }

    /** The first chapter that there is something to do in. */
    Optional<Chapter> openChapter() {
        return workbook.chapters().stream().filter(chapter -> !workbook.isBorrowed(chapter))
                .filter(chapter -> isUnknown(chapter) || openTask(chapter).isPresent() || isOutdated(chapter))
                .findFirst();
    }

    /** The first task of a chapter that isn't known to pass. */
    Optional<TaskNumber> openTask(Chapter chapter) {
        return workbook.tasks(chapter).stream().filter(task -> progress.verdict(task) != Verdict.PASSING).findFirst();
    }

    /** {@code "03 block on emit  ✓ 3.1  ✗ 3.2  · 3.3"} */
    static String row(Terminal terminal, Workbook workbook, Chapter chapter, Collection<TaskNumber> tasks,
            Function<TaskNumber, Verdict> verdicts) {
        int width = workbook.chapters().stream().mapToInt(each -> each.toString().length()).max().orElse(0);
        return chapter + " ".repeat(width - chapter.toString().length()) + tasks.stream()
                .map(task -> "  " + terminal.paint(Marks.style(verdicts.apply(task)),
                        Marks.of(verdicts.apply(task)) + " " + task))
                .collect(Collectors.joining());
    }

    private List<String> next() {
        Optional<Chapter> open = openChapter();
        if (open.isEmpty()) {
            return List.of("All done. Next: ./workbook run, your own pipeline at work.");
        }
        Chapter chapter = open.get();
        if (isUnknown(chapter)) {
            return List.of("Next: ./workbook check " + chapter.code());
        }
        return openTask(chapter).map(task -> next(workbook, chapter, task))
                .orElse(List.of("Next: ./workbook check " + chapter.code() + ", since something changed."));
    }

    /** The task to do next, and how. */
    static List<String> next(Workbook workbook, Chapter chapter, TaskNumber task) {
        String title = workbook.title(task).map(words -> ", " + words).orElse("");
        return List.of(terminalWords("Next: task " + task + title + "."),
                "  read   " + workbook.relative(workbook.lesson(chapter)),
                "  edit   " + workbook.relative(workbook.own(chapter).sources()),
                "  then   ./workbook check " + chapter.code());
    }

    private static String terminalWords(String markdown) {
        return markdown.replace("`", "");
    }

    static Map<TaskNumber, Verdict> verdicts(List<TaskReport> tasks) {
        return tasks.stream().collect(Collectors.toMap(TaskReport::task, TaskReport::verdict));
    }
}
