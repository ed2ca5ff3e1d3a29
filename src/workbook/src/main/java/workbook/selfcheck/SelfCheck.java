package workbook.selfcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ClassDataArchive;
import workbook.runner.Libraries;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

/**
 * The workbook checks itself: every graded test is to do on the skeleton, and passes on the reference's
 * answer and on every alternative; every misconception is caught by the test it names, which says what it
 * must; skeleton and answer promise the same.
 */
public final class SelfCheck {

    private final Workbook workbook;
    private final Libraries libraries;
    private final Answers answers;
    private final Consumer<String> progress;

    /**
     * What came of a chapter.
     *
     * @param tests how many graded ones it has
     * @param toDo how many of them are to do on the skeleton
     * @param passing how many pass on the reference's answer
     * @param problems each in words; none if all is as it should be
     */
    public record ChapterResult(Chapter chapter, int tests, int toDo, int passing, Count alternatives,
            Count misconceptions, List<String> problems) {
    }

    /** How many of them were as they should be. */
    public record Count(int good, int all) {

        @Override
        public String toString() {
            return good + "/" + all;
        }
    }

    /** @param progress is told what is being done */
    public SelfCheck(Workbook workbook, Libraries libraries, Consumer<String> progress) throws IOException {
        this.workbook = workbook;
        this.libraries = libraries;
        this.progress = progress;
        answers = new Answers(workbook, libraries);
    }

    /** Checks all chapters, two answers at a time. */
    public List<ChapterResult> run() throws InterruptedException {
        new ClassDataArchive(workbook.root(), libraries).make();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            List<ChapterResult> results = new ArrayList<>();
            for (Chapter chapter : workbook.chapters()) {
                progress.accept("Checking " + chapter + " …");
                results.add(check(chapter, workers));
            }
            return results;
        } finally {
            workers.shutdownNow();
            answers.close();
        }
    }

    private ChapterResult check(Chapter chapter, ExecutorService workers) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        Future<ChapterReport> skeleton = workers.submit(
                () -> answers.test(chapter, answers.skeleton(chapter), Optional.empty()));
        Future<ChapterReport> reference = workers.submit(
                () -> answers.test(chapter, answers.sources().reference(chapter), Optional.empty()));
        List<Future<List<String>>> alternatives = new ArrayList<>();
        for (Path alternative : answers.sources().alternatives(chapter)) {
            alternatives.add(workers.submit(() -> alternative(chapter, alternative)));
        }
        List<Future<List<String>>> misconceptions = new ArrayList<>();
        for (Path misconception : answers.sources().misconceptions(chapter)) {
            misconceptions.add(workers.submit(() -> misconception(chapter, misconception)));
        }
        List<TestReport> onSkeleton = tests(result(skeleton), problems, "the skeleton");
        List<TestReport> onReference = tests(result(reference), problems, "the reference");
        onSkeleton.stream().filter(test -> test.verdict() != Verdict.TO_DO)
                .forEach(test -> problems.add(test.method() + " is " + test.verdict().words()
                        + " on the skeleton; it must be to do"));
        onReference.stream().filter(test -> test.verdict() != Verdict.PASSING)
                .forEach(test -> problems.add(test.method() + " is " + test.verdict().words() + " on the reference: "
                        + firstLine(test.message())));
        problems.addAll(contract(chapter));
        return new ChapterResult(chapter, onReference.size(), count(onSkeleton, Verdict.TO_DO), count(onReference, Verdict.PASSING),
                count(alternatives, problems), count(misconceptions, problems), problems.stream().distinct().toList());
    }

    private List<String> alternative(Chapter chapter, Path folder) throws IOException {
        String name = "alternative " + folder.getFileName();
        List<String> problems = new ArrayList<>();
        Path sources = answers.sources().sourcesOf(chapter, folder);
        tests(answers.test(chapter, sources, Optional.empty()), problems, name).stream()
                .filter(test -> test.verdict() != Verdict.PASSING)
                .forEach(test -> problems.add(name + ": " + test.method() + " is " + test.verdict().words() + ": "
                        + firstLine(test.message())));
        return problems;
    }

    private List<String> misconception(Chapter chapter, Path file) throws IOException {
        Misconception misconception;
        Path sources;
        try {
            misconception = Misconception.read(file);
            sources = answers.sources().sourcesOf(chapter, misconception);
        } catch (IllegalArgumentException e) {
            return List.of("misconception " + e.getMessage());
        }
        String name = "misconception " + misconception.name() + ": ";
        List<String> problems = new ArrayList<>();
        List<TestReport> tests = tests(answers.test(chapter, sources, Optional.of(misconception.test())),
                problems, name);
        if (tests.isEmpty()) {
            problems.add(name + "there is no test " + misconception.test());
        }
        tests.forEach(test -> {
            if (test.verdict() == Verdict.PASSING || test.verdict() == Verdict.TO_DO || !test.wasRun()) {
                problems.add(name + "not caught by " + misconception.test() + ", which is " + test.verdict().words());
            } else {
                misconception.missingIn(test.message()).forEach(part -> problems.add(name + misconception.test()
                        + " doesn't say '" + part + "', but: " + test.message()));
            }
        });
        return problems;
    }

    private List<String> contract(Chapter chapter) {
        try {
            Map<String, String> promised = Contract.of(answers.skeleton(chapter));
            Map<String, String> kept = Contract.of(answers.sources().reference(chapter));
            List<String> problems = new ArrayList<>();
            TreeSet<String> all = new TreeSet<>(promised.keySet());
            all.addAll(kept.keySet());
            for (String each : all) {
                if (!promised.containsKey(each) || !kept.containsKey(each)) {
                    problems.add(each + " is only in the " + (kept.containsKey(each) ? "reference" : "skeleton"));
                } else if (!promised.get(each).equals(kept.get(each))) {
                    problems.add(each + " has one Javadoc in the skeleton and another in the reference");
                }
            }
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TestReport> tests(ChapterReport report, List<String> problems, String whose) {
        report.problem().ifPresent(problem -> problems.add(whose + " doesn't compile: " + problem));
        return report.tests();
    }

    private static int count(List<TestReport> tests, Verdict verdict) {
        return (int) tests.stream().filter(test -> test.verdict() == verdict).count();
    }

    private static Count count(List<Future<List<String>>> answers, List<String> problems) throws InterruptedException {
        int good = 0;
        for (Future<List<String>> answer : answers) {
            List<String> found = result(answer);
            good += found.isEmpty() ? 1 : 0;
            problems.addAll(found);
        }
        return new Count(good, answers.size());
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String firstLine(String message) {
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}
