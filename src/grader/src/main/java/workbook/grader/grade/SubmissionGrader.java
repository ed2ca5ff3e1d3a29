package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import workbook.grader.grade.Preparation.Prepared;
import workbook.grader.grade.Preparation.Refusal;
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
    private static final Refusal GIVEN_UP = new Refusal(Outcome.NOT_RUN,
            List.of("Not run: too many tests of earlier chapters came to no end."));

    private final PrivateCopy copy;
    private final Workbook workbook;
    private final ExpectedTests expected;
    private final Settings settings;
    private final Set<Layer> layers;
    private final Path root;
    private final Libraries libraries;
    private final Isolation isolation;
    private final int worker;
    private final Optional<JavacInChild> confinedJavac;
    private final Preparation preparation;

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
        isolation = layers.contains(Layer.SANDBOX) ? settings.isolation() : Isolation.none();
        confinedJavac = layers.contains(Layer.COMPILER)
                ? Optional.of(new JavacInChild(isolation.ofCompiler(), libraries, workbook.root()))
                : Optional.empty();
        preparation = new Preparation(workbook, runner(settings.chapters()), this.layers);
    }

    /** Runs all on the reference's answers, to know which tests there are. */
    List<ChapterReport> gradeReference() {
        List<ChapterReport> reports = new ArrayList<>();
        for (Chapter chapter : settings.chapters()) {
            reports.add(runner(List.of(chapter)).run(new ChapterRunner.Request(preparation.reference(chapter),
                    Optional.empty(), Optional.empty())));
        }
        return reports;
    }

    /** @throws workbook.runner.WorkbookException if the fault isn't the submission's */
    List<ChapterResult> grade(HandedIn handedIn) throws IOException {
        copy.put(handedIn);
        List<Chapter> left = new ArrayList<>(workbook.chapters());
        if (settings.borrow() != Borrow.BROKEN) {
            left.retainAll(settings.chapters());
        }
        List<ChapterResult> results = new ArrayList<>();
        Set<Chapter> broken = new HashSet<>();
        int endless = 0;
        while (!left.isEmpty() && left.get(0).number() <= last().number()) {
            List<Graded> graded = endless < PATIENCE ? gradeSome(left, broken)
                    : List.of(untested(left.get(0), List.of(), GIVEN_UP));
            for (Graded each : graded) {
                endless += each.endless();
                Chapter chapter = left.remove(0);
                if (each.result().tasks().stream().anyMatch(task -> task.verdict() != Verdict.PASSING)) {
                    broken.add(chapter);
                }
                if (settings.chapters().contains(chapter)) {
                    results.add(each.result());
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        confinedJavac.ifPresent(JavacInChild::close);
    }

    private ChapterRunner runner(List<Chapter> chapters) {
        Duration slow = chapters.stream().map(expected::longest).max(Duration::compareTo).orElseThrow()
                .multipliedBy(SLOWER);
        Duration time = settings.time().multipliedBy(chapters.size());
        RunLimits limits = new RunLimits(SILENCE, slow.compareTo(COMPUTING) > 0 ? slow : COMPUTING, time);
        Precautions precautions = new Precautions(isolation.ofTests(worker, time), limits, worker,
                layers.contains(Layer.SEAL), layers.contains(Layer.LAST_LOOK), layers.contains(Layer.MODULE));
        return new ChapterRunner(workbook, libraries, confinedJavac.isPresent() ? confinedJavac.get()
                : new JavacInThisJvm(), new TestJvms(root, libraries, precautions));
    }

    private record Graded(ChapterResult result, int endless) {
    }

    /**
     * Grades the first of these chapters, and as many after it as can be run in the same JVM: until one can't be run,
     * or something makes an end of that JVM. What is borrowed depends on how the chapters before went; then it's one.
     */
    private List<Graded> gradeSome(List<Chapter> chapters, Set<Chapter> broken) throws IOException {
        List<Prepared> prepared = new ArrayList<>();
        for (Chapter chapter : settings.borrow() == Borrow.BROKEN ? chapters.subList(0, 1) : chapters) {
            Prepared next = preparation.prepare(parts(chapter, broken));
            if (next.refusal().isPresent() && prepared.isEmpty()) {
                return List.of(untested(chapter, next.request().parts(), next.refusal().get()));
            } else if (next.refusal().isPresent()) {
                break;
            }
            prepared.add(next);
        }
        return run(prepared);
    }

    private List<Graded> run(List<Prepared> prepared) {
        List<ChapterRunner.Request> requests = prepared.stream().map(Prepared::request).toList();
        List<ChapterReport> reports = runner(requests.stream().map(ChapterRunner.Request::chapter).toList())
                .runTogether(requests, prepared.stream().map(Prepared::compiled).toList());
        List<Graded> graded = new ArrayList<>();
        for (ChapterReport report : reports) {
            List<TaskReport> tasks = layers.contains(Layer.EXPECTED_TESTS) ? expected.in(report) : report.tasks();
            Chapter chapter = report.chapter();
            graded.add(new Graded(new ChapterResult(chapter.code(), chapter.title(), Outcome.TESTED, List.of(),
                    borrowed(report.parts()), tasks.stream().map(task -> result(task, chapter)).toList()),
                    report.endless()));
        }
        return graded;
    }

    private Graded untested(Chapter chapter, List<Part> parts, Refusal refusal) {
        Verdict verdict = refusal.outcome() == Outcome.NOT_RUN ? Verdict.CANNOT_BE_JUDGED : Verdict.FAILING;
        List<String> why = refusal.reasons();
        List<String> most = new ArrayList<>(why.subList(0, Math.min(why.size(), MOST_REASONS)));
        if (why.size() > most.size()) {
            most.add("… and " + (why.size() - most.size()) + " more.");
        }
        return new Graded(new ChapterResult(chapter.code(), chapter.title(), refusal.outcome(), most, borrowed(parts),
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
}
