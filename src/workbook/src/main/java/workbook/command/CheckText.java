package workbook.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.CompileError;
import workbook.runner.CompileProblem;
import workbook.runner.FailureText;
import workbook.runner.Originals;
import workbook.runner.TaskReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** What came of checking a chapter, for a person to read: what is wrong, where one is, what is next. */
final class CheckText {

    private static final int FAILURES_IN_FULL = 5;

    private final Workbook workbook;
    private final Terminal terminal;
    private final boolean all;
    private final boolean stackTraces;

    /** @param all each failure in full, however many there are */
    CheckText(Workbook workbook, Terminal terminal, boolean all, boolean stackTraces) {
        this.workbook = workbook;
        this.terminal = terminal;
        this.all = all;
        this.stackTraces = stackTraces;
    }

    /**
     * @param task the only one that was checked
     * @param replay the only order or seed that was tried
     */
    void show(ChapterReport report, Optional<TaskNumber> task, Optional<String> replay) {
        List<Originals.Difference> editedTests = EditedTests.of(report.chapter(), workbook);
        EditedTests.show(editedTests, report.chapter(), workbook, terminal);
        if (report.problem().isPresent()) {
            show(report.problem().get(), report.chapter(), !editedTests.isEmpty());
        } else {
            showTests(report, task, replay);
        }
    }

    private void show(CompileProblem problem, Chapter checked, boolean testsAreEdited) {
        boolean tests = problem.kind() == CompileProblem.Kind.TESTS;
        Set<String> sentences = new HashSet<>();
        List<CompileError> errors = problem.errors().stream() // one method gone, many calls that miss it
                .filter(error -> !tests || sentences.add(error.sentence()))
                .toList();
        switch (problem.kind()) {
            case STUDENT -> terminal.line(terminal.paint(Style.BAD, "✗ Your chapter " + problem.chapter().code()
                    + " doesn't compile."));
            case BORROWED -> terminal.line(terminal.paint(Style.BAD, "✗ The borrowed chapter " + problem.chapter()
                    .code()
                    + " doesn't fit your earlier ones any more."));
            default -> terminal.line(terminal.paint(Style.BAD, "✗ The tests of chapter " + problem.chapter().code()
                    + (testsAreEdited ? " don't compile." : " don't fit your classes any more.")));
        }
        int shown = all ? errors.size() : Math.min(errors.size(), FAILURES_IN_FULL);
        for (CompileError error : errors.subList(0, shown)) {
            terminal.line();
            if (!error.file().isEmpty()) {
                terminal.line("  " + error.file() + (error.line() > 0 ? ", line " + error.line() : ""));
            }
            if (!tests) {
                error.excerpt("    ").lines().forEach(terminal::line);
            }
            Main.wrapped(terminal, "  " + error.sentence());
        }
        if (shown < errors.size()) {
            terminal.line();
            terminal.line("  … and " + (errors.size() - shown) + " more; --all shows them.");
        }
        terminal.line();
        String again = "./workbook check " + checked.code();
        if (problem.kind() == CompileProblem.Kind.STUDENT) {
            terminal.line("Next: mend " + (errors.size() == 1 ? "that" : "the first") + ", then " + again);
        } else if (tests && testsAreEdited) {
            terminal.line("Next: ./workbook reset " + problem.chapter().code() + " --tests, then " + again);
        } else {
            Main.wrapped(terminal, "Did you change a name, a type or a parameter of something public?");
            terminal.line("Next: put that back, then " + again);
        }
    }

    private void showTests(ChapterReport report, Optional<TaskNumber> onlyTask, Optional<String> replay) {
        FailureText text = new FailureText(workbook, all, stackTraces);
        List<TestReport> wrong = report.tasks().stream().flatMap(task -> task.tests().stream())
                .filter(test -> test.verdict() == Verdict.FAILING || test.verdict() == Verdict.CANNOT_BE_JUDGED)
                .toList();
        int inFull = 0;
        boolean gap = true;
        for (TestReport test : wrong) {
            if (!test.wasRun()) {
                continue;
            }
            boolean full = test.wasRun() && (all || inFull < FAILURES_IN_FULL);
            terminal.line(terminal.paint(Marks.style(test.verdict()), Marks.of(test.verdict()) + " "
                    + test.task().map(TaskNumber::toString).orElse("")) + "  " + test.name());
            if (full) {
                inFull++;
                terminal.line();
                text.lines(test, report.chapter()).forEach(terminal::line);
                terminal.line();
            }
            gap = full;
        }
        long unrun = wrong.stream().filter(test -> !test.wasRun()).count();
        if (!gap) {
            terminal.line();
            terminal.line("--all shows all of them in full.");
            terminal.line();
        }
        if (unrun > 0) {
            terminal.line(unrun + " more tests weren't run: the tests ended before.");
            terminal.line();
        }
        showWaiting(report);
        terminal.line(Status.row(terminal, workbook, report.chapter(), report.tasks().stream().map(TaskReport::task)
                .toList(),
                Status.verdicts(report.tasks())::get));
        terminal.line();
        if (report.passes()) {
            showUngraded(report.ungraded());
        }
        next(report, onlyTask, replay).forEach(terminal::line);
    }

    /** Tasks that wait for other ones that are to do. */
    private void showWaiting(ChapterReport report) {
        boolean any = false;
        for (TaskReport task : report.tasks()) {
            List<String> others = task.tests().stream().flatMap(test -> test.todo().stream()).distinct().sorted()
                    .filter(todo -> !todo.equals(task.task().toString())).toList();
            if (task.verdict() == Verdict.TO_DO && !others.isEmpty()) {
                terminal.line(Marks.of(Verdict.TO_DO) + " " + task.task() + "  waits for " + (others.size() == 1
                        ? "task " + others.get(0) + ", which is to do"
                        : "tasks " + String.join(", ", others) + ", which are to do"));
                any = true;
            }
        }
        if (any) {
            terminal.line();
        }
    }

    private void showUngraded(List<TestReport> tests) {
        boolean any = false;
        for (TestReport test : tests) {
            if (test.verdict() == Verdict.PASSING && !test.printed().isBlank()) {
                terminal.line(terminal.paint(Style.STRONG, "See: " + test.name()));
                terminal.line();
                test.printed().lines().dropWhile(String::isBlank).map(line -> ("  " + line).stripTrailing())
                        .forEach(terminal::line);
                terminal.line();
                any = true;
            } else if (test.verdict() != Verdict.PASSING) {
                terminal.line(Marks.of(test.verdict()) + " not graded: " + test.name());
                FailureText.wrap(test.message().lines().findFirst().orElse(""), 76)
                        .forEach(line -> terminal.line("  " + line));
                terminal.line();
                any = true;
            }
        }
    }

    private List<String> next(ChapterReport report, Optional<TaskNumber> onlyTask, Optional<String> replay) {
        Optional<TaskReport> open = report.tasks().stream().filter(task -> task.verdict() != Verdict.PASSING)
                .findFirst();
        if (open.isPresent()) {
            Optional<TaskNumber> earlier = open.get().tests().stream().flatMap(test -> test.todo().stream())
                    .map(TaskNumber::parse).filter(todo -> todo.chapter() < report.chapter().number())
                    .min(TaskNumber::compareTo);
            return earlier.isPresent()
                    ? Status.next(workbook, workbook.chapter(earlier.get().chapter()).orElse(report.chapter()),
                    earlier.get())
                    : Status.next(workbook, report.chapter(), open.get().task());
        }
        if (replay.isPresent()) {
            return List.of("So far it's only order or seed " + replay.get() + " that passes.", "Next: ./workbook check "
                    + onlyTask.map(TaskNumber::toString).orElse(report.chapter().code()) + ", which tries all of them.");
        }
        if (onlyTask.isPresent()) {
            return List.of("Task " + onlyTask.get() + " passes. Next: ./workbook check " + report.chapter().code());
        }
        return List.of("All tasks of " + report.chapter() + " pass.", workbook.chapter(report.chapter().number() + 1)
                .map(following -> "Next: chapter " + following + ", " + workbook.relative(workbook.lesson(following)))
                .orElse("Next: ./workbook run, your own pipeline at work."));
    }
}
