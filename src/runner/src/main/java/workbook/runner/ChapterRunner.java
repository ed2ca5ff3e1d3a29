package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import workbook.runner.child.Job;
import workbook.runner.child.ResultLog;
import workbook.runner.child.Seal;
import workbook.testkit.TaskNumber;

/** Compiles a chapter and its tests, runs them in a JVM of their own, and says what came of it. */
public final class ChapterRunner implements AutoCloseable {

    /** Past that, the real run might come while the rehearsal is going on, and be taken for one that hangs. */
    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(2);

    private final Workbook workbook;
    private final TestJvms jvms;
    private final ChapterCompiler compiler;
    private Optional<Job> rehearsal = Optional.empty();

    public ChapterRunner(Workbook workbook, Libraries libraries) {
        this(workbook, libraries, new TestJvms(workbook.root(), libraries));
    }

    /** @param jvms where the tests run; closed with this runner */
    public ChapterRunner(Workbook workbook, Libraries libraries, TestJvms jvms) {
        this(workbook, libraries, new JavacInThisJvm(), jvms);
    }

    /** @param jvms where the tests run; closed with this runner */
    public ChapterRunner(Workbook workbook, Libraries libraries, Javac javac, TestJvms jvms) {
        this.workbook = workbook;
        this.jvms = jvms;
        compiler = new ChapterCompiler(workbook, libraries, javac);
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

        /** The one to check. */
        public Chapter chapter() {
            return parts.get(parts.size() - 1).chapter();
        }
    }

    /**
     * What the compiler made of a chapter.
     *
     * @param problem why it doesn't compile; then there is nothing else
     * @param parts the folders with the classes of the chapters up to that one, in order
     * @param tests the folder with the classes of its tests, if they were compiled
     */
    public record Compiled(Optional<CompileProblem> problem, List<Path> parts, Optional<Path> tests) {
    }

    /**
     * Compiles a chapter and its tests, and runs them.
     *
     * @throws WorkbookException if the fault is neither the student's nor that of a test
     */
    public ChapterReport run(Request request) {
        return run(request, compile(request.parts()));
    }

    /**
     * Compiles a chapter and its tests, without running them.
     *
     * @param parts the chapters up to that one, in order
     * @throws WorkbookException if the fault isn't the student's
     */
    public Compiled compile(List<Part> parts) {
        return compile(parts, true);
    }

    /**
     * Compiles a chapter without its tests.
     *
     * @param parts the chapters up to that one, in order
     * @throws WorkbookException if the fault isn't the student's
     */
    public Compiled compileParts(List<Part> parts) {
        return compile(parts, false);
    }

    private Compiled compile(List<Part> parts, boolean withTests) {
        Chapter chapter = parts.get(parts.size() - 1).chapter();
        try {
            List<Path> classes = compiler.compile(parts);
            Optional<Path> tests = withTests
                    ? Optional.of(compiler.compileTests(chapter, testFiles(chapter), classes, "tests"))
                    : Optional.empty();
            return new Compiled(Optional.empty(), classes, tests);
        } catch (ChapterCompiler.Failed e) {
            return new Compiled(Optional.of(SourceTrouble.behind(e.problem(), parts, workbook)), List.of(),
                    Optional.empty());
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        }
    }

    /**
     * Runs the tests of a chapter that was compiled; if it couldn't be, that is what the report says.
     *
     * @throws WorkbookException if the fault is neither the student's nor that of a test
     */
    public ChapterReport run(Request request, Compiled compiled) {
        if (compiled.problem().isPresent()) {
            return new ChapterReport(request.chapter(), request.parts(), compiled.problem(),
                    expected(request).stream().map(task -> new TaskReport(task, List.of())).toList(), List.of(), 0);
        }
        return runTogether(List.of(request), List.of(compiled)).get(0);
    }

    /**
     * Runs the tests of chapters that were compiled, one chapter's after the other's in one JVM. If that ends before its
     * time, or is slowed down by what came to no end, the chapter it was at is the last that is reported on: the others
     * need another run.
     *
     * @param requests each for all tests of a chapter; at least one
     * @param compiled what was made of each of them; none has a problem
     * @return for the first of them, or for the first few, or for all
     * @throws WorkbookException if the fault is neither the student's nor that of a test
     */
    public List<ChapterReport> runTogether(List<Request> requests, List<Compiled> compiled) {
        try {
            return runTests(requests, compiled);
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
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

    private List<ChapterReport> runTests(List<Request> requests, List<Compiled> compiled) throws IOException,
            InterruptedException {
        Path results = Files.createTempFile(workbook.notes(), "results-", ".tmp");
        Precautions precautions = jvms.precautions();
        Request first = requests.get(0);
        Job job = new Job(false, results, precautions.sealsResults() ? Seal.newKey() : "",
                precautions.looksForForbidden(),
                compiled.stream().map(each -> new Job.Tests(each.tests().orElseThrow(), each.parts())).toList(),
                first.task().map(TaskNumber::toString).orElse(""), List.copyOf(first.only()), first.replay().orElse(""),
                first.orders().map(String::valueOf).orElse(""));
        long start = System.nanoTime();
        try (ChildJvm child = jvms.startOn(job)) {
            ChildJvm.End end = child.await(job);
            List<ChapterReport> reports = reports(requests, ResultLog.read(results, job.key()), end, child);
            boolean isShort = System.nanoTime() - start < LONGEST_REHEARSAL.toNanos();
            rehearsal = Optional.of(job.rehearsed())
                    .filter(any -> isShort && reports.stream().allMatch(ChapterReport::doesNoHarm));
            return reports;
        } finally {
            Files.deleteIfExists(results);
        }
    }

    private List<ChapterReport> reports(List<Request> requests, ResultLog.Content results, ChildJvm.End end,
            ChildJvm child) {
        List<ResultLog.Content> chapters = results.byChapter();
        List<ChapterReport> reports = new ArrayList<>();
        int endless = 0;
        for (int i = 0; i < Math.min(requests.size(), chapters.size()); i++) {
            Request request = requests.get(i);
            ChapterReport report = new RunReport(request, expected(request), workbook, endless)
                    .of(chapters.get(i), end, child);
            endless += report.endless();
            reports.add(report);
        }
        return reports;
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

    private Set<TaskNumber> expected(Request request) {
        return !request.only().isEmpty() ? Set.of()
                : request.task().map(Set::of).orElseGet(() -> workbook.tasks(request.chapter()));
    }
}
