package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import workbook.runner.child.Job;
import workbook.runner.child.ResultLog;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Entry;
import workbook.runner.child.ResultLog.Exit;
import workbook.runner.child.ResultLog.Found;
import workbook.runner.child.ResultLog.Started;
import workbook.runner.child.ResultLog.Took;
import workbook.testkit.TaskNumber;

/** Compiles a chapter and its tests, runs them in a JVM of their own, and says what came of it. */
public final class ChapterRunner implements AutoCloseable {

    private static final long ROOM_FOR_RESULTS = 100_000;
    /** Past that, the real run might come while the rehearsal is going on, and be taken for one that hangs. */
    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(2);
    private static final String NOT_RUN = "Not run: the tests ended before this one.";

    private final Workbook workbook;
    private final TestJvms jvms;
    private final ChapterCompiler compiler;
    private Optional<Job> rehearsal = Optional.empty();

    public ChapterRunner(Workbook workbook, Libraries libraries) {
        this(workbook, libraries, new TestJvms(workbook.root(), libraries));
    }

    /** @param jvms where the tests run; closed with this runner */
    public ChapterRunner(Workbook workbook, Libraries libraries, TestJvms jvms) {
        this.workbook = workbook;
        this.jvms = jvms;
        compiler = new ChapterCompiler(workbook, libraries);
    }

    /**
     * What to run.
     *
     * @param parts the chapters up to the one to check, in order
     * @param task only the tests of this one
     * @param only the tests to run, as {@link TestReport#method} names them; or none, and all of them
     * @param replay only this seed, or this order
     * @param orders how many orders a test explores at most; it takes them all to be sure
     */
    public record Request(List<Part> parts, Optional<TaskNumber> task, Set<String> only,
            Optional<String> replay, Optional<Integer> orders) {

        /** What to run, with as many orders as it takes. */
        public Request(List<Part> parts, Optional<TaskNumber> task, Optional<String> replay) {
            this(parts, task, Set.of(), replay, Optional.empty());
        }

        /** Some of its tests, or all if none are named; with so many orders at most. */
        public Request quick(Set<String> tests, int mostOrders) {
            return new Request(parts, task, tests, replay, Optional.of(mostOrders));
        }

        Chapter chapter() {
            return parts.get(parts.size() - 1).chapter();
        }
    }

    /** @throws WorkbookException if the fault is neither the student's nor that of a test */
    public ChapterReport run(Request request) {
        Chapter chapter = request.chapter();
        try {
            List<Path> parts = compiler.compile(request.parts());
            Path tests = compiler.compileTests(chapter, testFiles(chapter), parts, "tests");
            return runTests(request, parts, tests);
        } catch (ChapterCompiler.Failed e) {
            CompileProblem problem = SourceTrouble.behind(e.problem(), request.parts(), workbook);
            return new ChapterReport(chapter, request.parts(), Optional.of(problem),
                    expected(request).stream().map(task -> new TaskReport(task, List.of())).toList(), List.of());
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    /**
     * Compiles a chapter and its tests, without running them.
     *
     * @param parts the chapters up to that one, in order
     * @return why that can't be done, if it can't
     */
    public Optional<CompileProblem> compile(List<Part> parts) {
        Chapter chapter = parts.get(parts.size() - 1).chapter();
        try {
            compiler.compileTests(chapter, testFiles(chapter), compiler.compile(parts), "tests");
            return Optional.empty();
        } catch (ChapterCompiler.Failed e) {
            return Optional.of(e.problem());
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        }
    }

    private List<Path> testFiles(Chapter chapter) {
        List<Path> files = Sources.in(workbook.tests(chapter));
        if (files.isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Chapter " + chapter.code()
                    + " has no tests: " + workbook.relative(workbook.tests(chapter)) + " is empty or gone."
                    + " ./workbook reset " + chapter.code() + " --tests puts them back.");
        }
        return files;
    }

    private ChapterReport runTests(Request request, List<Path> parts, Path tests) throws IOException,
            InterruptedException {
        Path results = Files.createTempFile(workbook.notes(), "results-", ".tmp");
        try (ChildJvm child = jvms.take()) {
            Job job = new Job(false, results, tests, parts, request.task().map(TaskNumber::toString).orElse(""),
                    List.copyOf(request.only()), request.replay().orElse(""),
                    request.orders().map(String::valueOf).orElse(""));
            long start = System.nanoTime();
            child.give(job);
            ChildJvm.End end = child.await(results);
            ChapterReport report = report(request, ResultLog.read(results), end, child);
            boolean isShort = System.nanoTime() - start < LONGEST_REHEARSAL.toNanos();
            rehearsal = Optional.of(job.rehearsed()).filter(any -> isShort && report.doesNoHarm());
            return report;
        } finally {
            Files.deleteIfExists(results);
        }
    }

    /**
     * Starts the JVM for the next run already, and has it warm up: that run will be faster. If the last
     * run was short and nothing failed in it, it rehearses on that, since the next will be much the same. Returns at
     * once. Until then, or until this runner is closed, that JVM waits.
     */
    public void prepare() {
        jvms.prepare(rehearsal);
    }

    /** Ends the JVM that was prepared, if there is one. */
    @Override
    public void close() {
        jvms.close();
    }

    private ChapterReport report(Request request, List<Entry> entries, ChildJvm.End end, ChildJvm child) {
        Map<String, Found> found = new LinkedHashMap<>();
        Map<String, Ended> ended = new HashMap<>();
        Optional<String> running = Optional.empty();
        Optional<Exit> exit = Optional.empty();
        Map<String, Duration> took = new HashMap<>();
        boolean complete = false;
        for (Entry entry : entries) {
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
            } else {
                complete = true;
            }
        }
        if (!complete && diskIsFull()) { // then what the tests had to say wasn't written
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK,
                    WholeFile.trouble(workbook.notes(), new IOException("no space left")));
        }
        String why = complete ? "" : whyItEnded(exit, end, child);
        if (!complete && running.isEmpty()) { // in between: the next one must say why
            running = found.keySet().stream().filter(id -> !ended.containsKey(id)).findFirst();
        }
        Verdict cut = end == ChildJvm.End.GIVEN_UP ? Verdict.CANNOT_BE_JUDGED : Verdict.FAILING;
        Map<TaskNumber, List<TestReport>> tasks = new TreeMap<>();
        expected(request).forEach(task -> tasks.put(task, new ArrayList<>()));
        List<TestReport> ungraded = new ArrayList<>();
        for (Found test : found.values()) {
            Optional<TaskNumber> task = TaskNumber.among(test.tags());
            Ended result = ended.get(test.id());
            if (result == null && task.isEmpty() && running.filter(test.id()::equals).isEmpty()) {
                continue; // only run at the very end
            }
            TestReport report = result != null ? told(test, task, result, took.getOrDefault(test.id(), Duration.ZERO))
                    : unfinished(test, task, running, cut, why, exit.map(Exit::printed).orElse(""));
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
        List<TaskReport> reports = tasks.entrySet().stream()
                .map(entry -> new TaskReport(entry.getKey(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(TaskReport::task))
                .toList();
        return new ChapterReport(request.chapter(), request.parts(), Optional.empty(), reports, ungraded);
    }

    private boolean diskIsFull() {
        try {
            return Files.getFileStore(workbook.notes()).getUsableSpace() < ROOM_FOR_RESULTS;
        } catch (IOException e) {
            return false;
        }
    }

    private static String whyItEnded(Optional<Exit> exit, ChildJvm.End end, ChildJvm child) {
        if (end == ChildJvm.End.STOPPED) {
            return "It computed without end, and was stopped.";
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

    private static TestReport unfinished(Found test, Optional<TaskNumber> task, Optional<String> running, Verdict cut,
            String why, String printed) {
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

    private Set<TaskNumber> expected(Request request) {
        return !request.only().isEmpty() ? Set.of()
                : request.task().map(Set::of).orElseGet(() -> workbook.tasks(request.chapter()));
    }
}
