package workbook.selfcheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;
import workbook.runner.ClassDataArchive;
import workbook.runner.Libraries;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/**
 * Whether the verdicts hold on a busy machine: runs all tests on the reference's answers again and again, and every
 * misconception twice, which must say the same both times; more at a time than there are cores, so that each is in the
 * others' way.
 */
public final class Soak {

    /** So many share a core. */
    private static final int RUNS_PER_CORE = 2;

    private final Workbook workbook;
    private final Libraries libraries;
    private final Consumer<String> progress;

    /**
     * What came of it.
     *
     * @param tests how many were run on the reference's answers, each counted as often
     * @param stories how many misconceptions were run twice
     * @param problems each in words; none if all is as it should be
     */
    public record Result(int tests, int stories, List<String> problems) {
    }

    /** @param progress is told what is being done */
    public Soak(Workbook workbook, Libraries libraries, Consumer<String> progress) {
        this.workbook = workbook;
        this.libraries = libraries;
        this.progress = progress;
    }

    /**
     * Runs them, and blocks until they are done.
     *
     * @param rounds how often to run the tests, 1 or more
     */
    public Result run(int rounds) throws IOException, InterruptedException {
        new ClassDataArchive(workbook.root(), libraries).make();
        ExecutorService workers = Executors.newFixedThreadPool(RUNS_PER_CORE * Runtime.getRuntime().availableProcessors());
        try (Answers answers = new Answers(workbook, libraries)) {
            List<Future<List<TestReport>>> onReference = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                onReference.add(workers.submit(() -> onReference(answers)));
            }
            List<Future<Optional<String>>> twice = new ArrayList<>();
            for (Chapter chapter : workbook.chapters()) {
                for (Path misconception : answers.sources().misconceptions(chapter)) {
                    twice.add(workers.submit(() -> twice(answers, chapter, Misconception.read(misconception))));
                }
            }
            List<String> problems = new ArrayList<>();
            int tests = 0;
            for (int round = 1; round <= rounds; round++) {
                List<TestReport> reports = onReference.get(round - 1).get();
                tests += reports.size();
                problems.addAll(problemsOf(round, reports));
                progress.accept("Round " + round + " of " + rounds + ": " + tests + " tests, " + problems.size()
                        + " failures.");
            }
            progress.accept("Now each misconception twice …");
            for (Future<Optional<String>> each : twice) {
                each.get().ifPresent(problems::add);
            }
            return new Result(tests, twice.size(), problems);
        } catch (ExecutionException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "The soak broke off: "
                    + e.getCause().getMessage(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    private List<TestReport> onReference(Answers answers) {
        return workbook.chapters().stream()
                .flatMap(chapter -> answers.test(chapter, answers.sources().reference(chapter), Optional.empty())
                        .tests().stream())
                .toList();
    }

    private static List<String> problemsOf(int round, List<TestReport> tests) {
        return tests.stream().filter(test -> test.verdict() != Verdict.PASSING)
                .map(test -> "round " + round + ", " + test.method() + ": " + test.message())
                .toList();
    }

    private static Optional<String> twice(Answers answers, Chapter chapter, Misconception misconception)
            throws IOException {
        Path sources = answers.sources().sourcesOf(chapter, misconception);
        Map<String, String> once = messages(answers, chapter, sources, misconception);
        Map<String, String> again = messages(answers, chapter, sources, misconception);
        return once.equals(again) ? Optional.empty()
                : Optional.of(misconception.name() + " once says:\n" + once + "\nand then:\n" + again);
    }

    private static Map<String, String> messages(Answers answers, Chapter chapter, Path sources,
            Misconception misconception) {
        Map<String, String> messages = new TreeMap<>();
        answers.test(chapter, sources, Optional.of(misconception.test())).tests()
                .forEach(test -> messages.put(test.method(), test.verdict() + ": " + test.message()));
        return messages;
    }
}
