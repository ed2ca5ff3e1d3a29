package workbook.selfcheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

/**
 * Whether the verdicts hold on a busy machine: runs all tests on the reference's answers again and again while
 * every core is kept busy, and every misconception twice, which must say the same both times.
 */
public final class Soak {

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

    /** @param rounds how often to run the tests, 1 or more */
    public Result run(int rounds) throws IOException {
        List<Thread> load = load();
        try (Answers answers = new Answers(workbook, libraries)) {
            List<String> problems = new ArrayList<>();
            int tests = 0;
            for (int round = 1; round <= rounds; round++) {
                for (Chapter chapter : workbook.chapters()) {
                    tests += onReference(answers, chapter, "round " + round, problems);
                }
                progress.accept("Round " + round + " of " + rounds + ": " + tests + " tests, " + problems.size()
                        + " failures.");
            }
            int stories = 0;
            for (Chapter chapter : workbook.chapters()) {
                List<Path> misconceptions = answers.misconceptions(chapter);
                for (Path each : misconceptions) {
                    twice(answers, chapter, Misconception.read(each), problems);
                }
                stories += misconceptions.size();
                progress.accept("Each misconception of " + chapter + " run twice.");
            }
            return new Result(tests, stories, problems);
        } finally {
            load.forEach(Thread::interrupt);
        }
    }

    private static int onReference(Answers answers, Chapter chapter, String round, List<String> problems) {
        List<TestReport> tests = answers.test(chapter, answers.reference(chapter), Optional.empty()).tests();
        for (TestReport test : tests) {
            if (test.verdict() != Verdict.PASSING) {
                problems.add(round + ", " + test.method() + ": " + test.message());
            }
        }
        return tests.size();
    }

    private static void twice(Answers answers, Chapter chapter, Misconception misconception, List<String> problems)
            throws IOException {
        Path sources = answers.sourcesOf(chapter, misconception);
        Map<String, String> once = messages(answers, chapter, sources, misconception);
        Map<String, String> again = messages(answers, chapter, sources, misconception);
        if (!once.equals(again)) {
            problems.add(misconception.name() + " once says:\n" + once + "\nand then:\n" + again);
        }
    }

    private static Map<String, String> messages(Answers answers, Chapter chapter, Path sources,
            Misconception misconception) {
        Map<String, String> messages = new TreeMap<>();
        answers.test(chapter, sources, Optional.of(misconception.test())).tests()
                .forEach(test -> messages.put(test.method(), test.verdict() + ": " + test.message()));
        return messages;
    }

    /** Keeps each core busy until interrupted. */
    private static List<Thread> load() {
        List<Thread> threads = new ArrayList<>();
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Thread thread = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }, "load");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }
}
