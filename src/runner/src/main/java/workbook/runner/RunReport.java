package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import workbook.runner.child.ResultLog;
import workbook.runner.child.ResultLog.Complete;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Entry;
import workbook.runner.child.ResultLog.Exit;
import workbook.runner.child.ResultLog.Found;
import workbook.runner.child.ResultLog.NotRun;
import workbook.runner.child.ResultLog.Started;
import workbook.runner.child.ResultLog.Took;
import workbook.testkit.TaskNumber;

/** Makes a chapter's report of what the JVM that ran its tests left behind. */
final class RunReport {

    private static final long ROOM_FOR_RESULTS = 100_000;
    private static final String NOT_RUN = "Not run: the tests ended before this one.";

    private final ChapterRunner.Request request;
    private final Collection<TaskNumber> expected;
    private final Workbook workbook;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final Map<String, Ended> ended = new HashMap<>();
    private final Map<String, Duration> took = new HashMap<>();
    private Optional<String> running = Optional.empty();
    private Optional<Exit> exit = Optional.empty();
    private Optional<String> notRun = Optional.empty();
    private final int endlessBefore;
    private int endless;
    private boolean isGenuine;

    /**
     * @param expected the tasks that must be told of
     * @param endlessBefore how many tests of other chapters came to no end in the same JVM
     */
    RunReport(ChapterRunner.Request request, Collection<TaskNumber> expected, Workbook workbook, int endlessBefore) {
        this.request = request;
        this.expected = expected;
        this.workbook = workbook;
        this.endlessBefore = endlessBefore;
    }

    /** @param end how that JVM ended: it counts if it wasn't done with this chapter yet */
    ChapterReport of(ResultLog.Content results, ChildJvm.End end, ChildJvm child) {
        results.entries().forEach(this::take);
        isGenuine = results.isGenuine();
        boolean complete = isGenuine && results.isComplete() && notRun.isEmpty();
        if (!complete && diskIsFull()) { // then what the tests had to say wasn't written
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK,
                    WholeFile.trouble(workbook.notes(), new IOException("no space left")));
        }
        String why = complete ? "" : whyItEnded(end, child);
        if (!complete && running.isEmpty()) { // in between: the next one must say why
            running = found.keySet().stream().filter(id -> !ended.containsKey(id)).findFirst();
        }
        boolean nobodyKnows = !isGenuine || notRun.isPresent() || !complete && (end == ChildJvm.End.GIVEN_UP
                || end == ChildJvm.End.OUT_OF_TIME);
        Verdict cut = nobodyKnows ? Verdict.CANNOT_BE_JUDGED : Verdict.FAILING;
        Map<TaskNumber, List<TestReport>> tasks = new TreeMap<>();
        expected.forEach(task -> tasks.put(task, new ArrayList<>()));
        List<TestReport> ungraded = new ArrayList<>();
        for (Found test : found.values()) {
            Optional<TaskNumber> task = TaskNumber.among(test.tags());
            Ended result = ended.get(test.id());
            if (result == null && task.isEmpty() && running.filter(test.id()::equals).isEmpty()) {
                continue; // only run at the very end
            }
            TestReport report = result != null ? told(test, task, result, took.getOrDefault(test.id(), Duration.ZERO))
                    : unfinished(test, task, cut, why);
            if (task.isPresent()) {
                tasks.computeIfAbsent(task.get(), t -> new ArrayList<>()).add(report);
            } else {
                ungraded.add(report);
            }
        }
        if (!complete) { // it may have ended before it said which tests there are
            tasks.forEach((task, reports) -> {
                if (reports.isEmpty()) {
                    reports.add(cutOff(Optional.of(task), "", "the tests of task " + task, cut, why, "", true));
                }
            });
        }
        List<TaskReport> reports = new ArrayList<>();
        tasks.forEach((task, tests) -> reports.add(new TaskReport(task, List.copyOf(tests))));
        boolean wasEnded = !results.isComplete() && end != ChildJvm.End.BY_ITSELF;
        return new ChapterReport(request.chapter(), request.parts(), Optional.empty(), reports, ungraded,
                Math.max(0, endless - endlessBefore) + (wasEnded ? 1 : 0));
    }

    private void take(Entry entry) {
        if (entry instanceof Found f) {
            found.put(f.id(), f);
        } else if (entry instanceof Started s) {
            running = Optional.of(s.id());
        } else if (entry instanceof Ended e) {
            ended.putIfAbsent(e.id(), e);
            running = running.filter(id -> !id.equals(e.id()));
        } else if (entry instanceof Took t) {
            took.put(t.id(), Duration.of(t.micros(), ChronoUnit.MICROS));
        } else if (entry instanceof Exit x) {
            exit = Optional.of(x);
        } else if (entry instanceof NotRun n) {
            notRun = Optional.of(n.why());
        } else if (entry instanceof Complete c) {
            endless = c.endless();
        }
    }

    private boolean diskIsFull() {
        try {
            return Files.getFileStore(workbook.notes()).getUsableSpace() < ROOM_FOR_RESULTS;
        } catch (IOException e) {
            return false;
        }
    }

    private String whyItEnded(ChildJvm.End end, ChildJvm child) {
        if (notRun.isPresent()) {
            return notRun.get();
        }
        if (!isGenuine) {
            return "Something that isn't the tests wrote to the file with their results. A person must look at this.";
        }
        if (end == ChildJvm.End.STOPPED) {
            return "It computed without end, and was stopped.";
        }
        if (end == ChildJvm.End.OUT_OF_TIME) {
            return "All tests together took too much processor time, so they were stopped.";
        }
        if (end == ChildJvm.End.GIVEN_UP) {
            return "Nothing happened for a long time, so it was stopped. If the machine is busy, or was asleep, check again."
                    + " If not, something in here waits for ever where the test kit can't see it: in a static"
                    + " initializer, say.";
        }
        if (exit.isPresent()) {
            return "The program was ended while this test ran: "
                    + (exit.get().place().isEmpty() ? "System.exit was called, or it ran out of memory."
                    : "System.exit is called at " + exit.get().place() + ".") + " Throw an exception instead.";
        }
        String lastWords = child.printed().strip();
        return "The JVM that ran this test ended all of a sudden (exit code " + child.exitCode() + ")."
                + (lastWords.isEmpty() ? "" : " Its last words:\n" + lastWords);
    }

    private static TestReport told(Found test, Optional<TaskNumber> task, Ended result, Duration took) {
        Verdict verdict = switch (result.outcome()) {
            case PASSED -> Verdict.PASSING;
            case FAILED -> Verdict.FAILING;
            case TODO -> Verdict.TO_DO;
            case CANNOT_BE_JUDGED -> Verdict.CANNOT_BE_JUDGED;
        };
        return new TestReport(task, test.method(), test.name(), verdict, result.message(), text(result.place()),
                Optional.of(result.replay()).filter(name -> !name.isEmpty()),
                text(result.todo()), result.printed(), result.stackTrace(), took, true);
    }

    private TestReport unfinished(Found test, Optional<TaskNumber> task, Verdict cut, String why) {
        String printed = exit.map(Exit::printed).orElse("");
        return running.filter(test.id()::equals).isPresent()
                ? cutOff(task, test.method(), test.name(), cut, why, printed, true)
                : cutOff(task, test.method(), test.name(), cut, NOT_RUN, "", false);
    }

    private static TestReport cutOff(Optional<TaskNumber> task, String method, String name, Verdict verdict,
            String message, String printed, boolean wasRun) {
        return new TestReport(task, method, name, verdict, message, Optional.empty(), Optional.empty(),
                Optional.empty(), printed, "", Duration.ZERO, wasRun);
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
