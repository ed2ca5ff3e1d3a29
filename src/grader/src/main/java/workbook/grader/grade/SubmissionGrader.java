package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import workbook.grader.guard.Guard;
import workbook.grader.guard.Violation;
import workbook.grader.intake.HandedIn;
import workbook.grader.isolation.Isolation;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.TaskResult;
import workbook.grader.result.TestResult;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.CompileProblem;
import workbook.runner.Confinement;
import workbook.runner.FailureText;
import workbook.runner.JavacInChild;
import workbook.runner.JavacInThisJvm;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.Precautions;
import workbook.runner.RunLimits;
import workbook.runner.TaskReport;
import workbook.runner.TestJvms;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/**
 * Grades submissions, one after the other: compiles each chapter, looks at what it refers to, and runs the tests on it
 * in a confined JVM of its own. Not thread-safe.
 */
final class SubmissionGrader implements AutoCloseable {

    /** After so many tests that came to no end, no more are run. */
    private static final int PATIENCE = 2;
    private static final Duration SILENCE = Duration.ofSeconds(5);
    /** Of processor time, for a test; the test kit ends an endless loop much earlier, if it can. */
    private static final Duration COMPUTING = Duration.ofSeconds(4);
    /** A right answer may be so much slower than the reference. */
    private static final int SLOWER = 10;
    private static final int MOST_REASONS = 20;
    private static final String GIVEN_UP = "Not run: too many tests of earlier chapters came to no end.";

    private final PrivateCopy copy;
    private final Workbook workbook;
    private final ExpectedTests expected;
    private final Settings settings;
    private final Set<Layer> layers;
    private final Path root;
    private final Libraries libraries;
    private final Confinement confinement;
    private final int worker;
    private final Optional<JavacInChild> confinedJavac;
    private final Guard guard = new Guard();
    /** As they are with the reference. */
    private final Map<Chapter, Path> tests = new HashMap<>();

    /**
     * How it's graded.
     *
     * @param chapters in order
     * @param time how much processor time the tests of a chapter get
     */
    record Settings(List<Chapter> chapters, Borrow borrow, Duration time, Isolation isolation) {
    }

    /**
     * @param worker from 0; no two at the same time have the same
     * @param root the instructor's workbook's folder, where archives are kept that make JVMs start faster
     * @param layers those that are in force
     */
    SubmissionGrader(int worker, PrivateCopy copy, Path root, Libraries libraries, ExpectedTests expected,
            Settings settings, Set<Layer> layers) {
        this.worker = worker;
        this.copy = copy;
        this.root = root;
        this.libraries = libraries;
        this.expected = expected;
        this.settings = settings;
        this.layers = EnumSet.copyOf(layers);
        workbook = copy.workbook();
        Isolation isolation = layers.contains(Layer.SANDBOX) ? settings.isolation() : Isolation.none();
        confinedJavac = layers.contains(Layer.COMPILER)
                ? Optional.of(new JavacInChild(isolation.ofCompiler(), libraries, workbook.root()))
                : Optional.empty();
        confinement = isolation.ofTests(worker, settings.time());
    }

    /** Runs all on the reference's answers, to know which tests there are. */
    List<ChapterReport> gradeReference() {
        List<ChapterReport> reports = new ArrayList<>();
        for (Chapter chapter : settings.chapters()) {
            reports.add(runner(chapter).run(new ChapterRunner.Request(reference(chapter), Optional.empty(), Optional.empty())));
        }
        return reports;
    }

    /** @throws workbook.runner.WorkbookException if the fault isn't the submission's */
    List<ChapterResult> grade(HandedIn handedIn) throws IOException {
        copy.put(handedIn);
        List<ChapterResult> results = new ArrayList<>();
        Set<Chapter> broken = new HashSet<>();
        int endless = 0;
        for (Chapter chapter : workbook.chapters()) {
            boolean isAsked = settings.chapters().contains(chapter);
            if (isAsked || settings.borrow() == Borrow.BROKEN && chapter.number() < last().number()) {
                Graded graded = endless < PATIENCE ? grade(chapter, parts(chapter, broken))
                        : untested(chapter, List.of(), Outcome.NOT_RUN, List.of(GIVEN_UP));
                endless += graded.endless();
                if (graded.result().tasks().stream().anyMatch(task -> task.verdict() != Verdict.PASSING)) {
                    broken.add(chapter);
                }
                if (isAsked) {
                    results.add(graded.result());
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        confinedJavac.ifPresent(JavacInChild::close);
    }

    private ChapterRunner runner(Chapter chapter) {
        Duration slow = expected.longest(chapter).multipliedBy(SLOWER);
        RunLimits limits = new RunLimits(SILENCE, slow.compareTo(COMPUTING) > 0 ? slow : COMPUTING, settings.time());
        Precautions precautions = new Precautions(confinement, limits, worker, layers.contains(Layer.SEAL),
                layers.contains(Layer.LAST_LOOK), layers.contains(Layer.MODULE));
        return new ChapterRunner(workbook, libraries, confinedJavac.isPresent() ? confinedJavac.get()
                : new JavacInThisJvm(), new TestJvms(root, libraries, precautions));
    }

    private record Graded(ChapterResult result, int endless) {
    }

    private Graded grade(Chapter chapter, List<Part> parts) throws IOException {
        ChapterRunner runner = runner(chapter);
        ChapterRunner.Compiled compiled = runner.compile(parts);
        if (compiled.problem().isPresent()) {
            return untested(chapter, parts, Outcome.DOES_NOT_COMPILE, reasons(compiled.problem().get()));
        }
        Path tests = tests(chapter, runner);
        List<Violation> violations =
                layers.contains(Layer.GUARD) ? guard.check(compiled.parts(), List.of(tests)) : List.of();
        if (!violations.isEmpty()) {
            return untested(chapter, parts, Outcome.FORBIDDEN, violations.stream().map(Violation::toString).toList());
        }
        ChapterReport report = runner.run(new ChapterRunner.Request(parts, Optional.empty(), Optional.empty()),
                new ChapterRunner.Compiled(Optional.empty(), compiled.parts(), Optional.of(tests)));
        List<TaskReport> tasks = layers.contains(Layer.EXPECTED_TESTS) ? expected.in(report) : report.tasks();
        return new Graded(new ChapterResult(chapter.code(), chapter.title(), Outcome.TESTED, List.of(),
                borrowed(parts), tasks.stream().map(task -> result(task, chapter)).toList()), report.endless());
    }

    /**
     * Compiled with the reference in sight, not with the submission: whatever that declares, an {@code int} that became
     * a number equal to all others, say, or a {@code Math} of its own, the tests ask what they were written to ask.
     */
    private Path tests(Chapter chapter, ChapterRunner runner) {
        Path known = tests.get(chapter);
        if (known == null || !Files.isDirectory(known)) { // of what is compiled, some is kept, but not for ever
            known = runner.compile(reference(chapter)).tests().orElseThrow();
            tests.put(chapter, known);
        }
        return known;
    }

    private List<Part> reference(Chapter chapter) {
        return workbook.chapters().stream().filter(each -> each.number() <= chapter.number()).map(workbook::borrow)
                .toList();
    }

    private Graded untested(Chapter chapter, List<Part> parts, Outcome outcome, List<String> why) {
        Verdict verdict = outcome == Outcome.NOT_RUN ? Verdict.CANNOT_BE_JUDGED : Verdict.FAILING;
        List<String> most = new ArrayList<>(why.subList(0, Math.min(why.size(), MOST_REASONS)));
        if (why.size() > most.size()) {
            most.add("… and " + (why.size() - most.size()) + " more.");
        }
        return new Graded(new ChapterResult(chapter.code(), chapter.title(), outcome, most, borrowed(parts),
                workbook.tasks(chapter).stream()
                        .map(task -> new TaskResult(task.toString(), title(task), verdict, List.of())).toList()), 0);
    }

    private TaskResult result(TaskReport task, Chapter chapter) {
        FailureText text = new FailureText(workbook, true, false);
        return new TaskResult(task.task().toString(), title(task.task()), task.verdict(), task.tests().stream()
                .map(test -> new TestResult(test.method(), test.name(), test.verdict(), test.message(),
                        test.verdict() == Verdict.PASSING ? List.of() : text.lines(test, chapter)))
                .toList());
    }

    private List<Part> parts(Chapter chapter, Set<Chapter> broken) {
        List<Part> parts = new ArrayList<>();
        for (Chapter each : workbook.chapters()) {
            if (each.number() < chapter.number()) {
                boolean borrows = settings.borrow() == Borrow.BROKEN && broken.contains(each);
                parts.add(borrows ? workbook.borrow(each) : workbook.own(each));
            }
        }
        parts.add(workbook.own(chapter));
        return parts;
    }

    private Chapter last() {
        return settings.chapters().get(settings.chapters().size() - 1);
    }

    private String title(TaskNumber task) {
        return workbook.title(task).orElse("");
    }

    private static List<String> borrowed(List<Part> parts) {
        return parts.stream().filter(Part::borrowed).map(part -> part.chapter().code()).toList();
    }

    private static List<String> reasons(CompileProblem problem) {
        return problem.errors().stream().map(error -> (error.file().isEmpty() ? ""
                : error.file() + (error.line() > 0 ? ", line " + error.line() : "") + ": ") + error.sentence())
                .distinct().toList();
    }
}
