package workbook.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.runner.child.ResultLog;
import workbook.runner.child.ResultLog.Ended;
import workbook.runner.child.ResultLog.Entry;
import workbook.runner.child.ResultLog.Exit;
import workbook.runner.child.ResultLog.Found;
import workbook.runner.child.ResultLog.Started;
import workbook.testkit.TaskNumber;

/** Compiles a chapter and its tests, runs them in a JVM of their own, and says what came of it. */
public final class ChapterRunner {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOT_RUN = "Not run: the tests ended before this one.";
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx512m", "-ea", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-XX:-OmitStackTraceInFastThrow");

    private final Duration patience;
    private final Workbook workbook;
    private final Libraries libraries;
    private final ChapterCompiler compiler;

    public ChapterRunner(Workbook workbook, Libraries libraries) {
        this(workbook, libraries, PATIENCE);
    }

    /** @param patience how long nothing may happen */
    ChapterRunner(Workbook workbook, Libraries libraries, Duration patience) {
        this.patience = patience;
        this.workbook = workbook;
        this.libraries = libraries;
        compiler = new ChapterCompiler(workbook, libraries);
    }

    /**
     * What to run.
     *
     * @param parts the chapters up to the one to check, in order
     * @param task only the tests of this one
     * @param test only this one, as {@link TestReport#method} names it
     * @param replay only this seed, or this order
     * @param compiledOn what the tests are compiled on: the parts themselves; or others that are known to
     *     promise the same, so that the tests needn't be compiled once more
     */
    public record Request(List<Part> parts, Optional<TaskNumber> task, Optional<String> test,
            Optional<String> replay, List<Part> compiledOn) {

        /** What to run, with tests compiled on the very parts. */
        public Request(List<Part> parts, Optional<TaskNumber> task, Optional<String> replay) {
            this(parts, task, Optional.empty(), replay, parts);
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
            Path tests = compiler.compileTests(chapter, testFiles(chapter), compiler.compile(request.compiledOn()),
                    "tests");
            return runTests(request, parts, tests);
        } catch (ChapterCompiler.Failed e) {
            return new ChapterReport(chapter, request.parts(), Optional.of(e.problem()),
                    expected(request).stream().map(task -> new TaskReport(task, List.of())).toList(), List.of());
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Running the tests failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    private List<Path> testFiles(Chapter chapter) {
        List<Path> files = Sources.in(workbook.tests(chapter));
        if (files.isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Chapter " + chapter.code()
                    + " has no tests: " + workbook.relative(workbook.tests(chapter)) + " is empty or gone.");
        }
        return files;
    }

    private ChapterReport runTests(Request request, List<Path> parts, Path tests) throws IOException,
            InterruptedException {
        Path results = Files.createTempFile(workbook.notes(), "results-", ".tmp");
        List<Path> classPath = new ArrayList<>(List.of(tests));
        classPath.addAll(parts);
        classPath.addAll(libraries.forTests());
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        request.replay().ifPresent(name -> options.add("-Dworkbook.replay=" + name));
        String folders = parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = List.of(results.toString(), tests.toString(), folders,
                request.task().map(TaskNumber::toString).orElse(""), request.test().orElse(""));
        try (ChildJvm child = new ChildJvm(options, classPath, "workbook.runner.child.TestMain", arguments,
                workbook.folder(request.chapter()), results, patience)) {
            ChildJvm.End end = child.await();
            return report(request, ResultLog.read(results), end, child);
        } finally {
            Files.deleteIfExists(results);
        }
    }

    private ChapterReport report(Request request, List<Entry> entries, ChildJvm.End end, ChildJvm child) {
        Map<String, Found> found = new LinkedHashMap<>();
        Map<String, Ended> ended = new HashMap<>();
        Optional<String> running = Optional.empty();
        Optional<Exit> exit = Optional.empty();
        boolean complete = false;
        for (Entry entry : entries) {
            if (entry instanceof Found f) {
                found.put(f.id(), f);
            } else if (entry instanceof Started s) {
                running = Optional.of(s.id());
            } else if (entry instanceof Ended e) {
                ended.putIfAbsent(e.id(), e);
                running = running.filter(id -> !id.equals(e.id()));
            } else if (entry instanceof Exit x) {
                exit = Optional.of(x);
            } else {
                complete = true;
            }
        }
        String why = complete ? "" : whyItEnded(exit, end, child);
        Map<TaskNumber, List<TestReport>> tasks = new TreeMap<>();
        expected(request).forEach(task -> tasks.put(task, new ArrayList<>()));
        List<TestReport> ungraded = new ArrayList<>();
        for (Found test : found.values()) {
            Optional<TaskNumber> task = TaskNumber.among(test.tags());
            Ended result = ended.get(test.id());
            if (result == null && task.isEmpty() && running.filter(test.id()::equals).isEmpty()) {
                continue; // only run at the very end
            }
            TestReport report = result != null ? told(test, task, result)
                    : unfinished(test, task, running, why, exit.map(Exit::printed).orElse(""));
            if (task.isPresent()) {
                tasks.computeIfAbsent(task.get(), t -> new ArrayList<>()).add(report);
            } else {
                ungraded.add(report);
            }
        }
        if (!complete) { // it may have ended before it said which tests there are
            tasks.forEach((task, reports) -> {
                if (reports.isEmpty()) {
                    reports.add(failing(Optional.of(task), "", "the tests of task " + task, why, "", true));
                }
            });
        }
        List<TaskReport> reports = tasks.entrySet().stream()
                .map(entry -> new TaskReport(entry.getKey(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(TaskReport::task))
                .toList();
        return new ChapterReport(request.chapter(), request.parts(), Optional.empty(), reports, ungraded);
    }

    private static String whyItEnded(Optional<Exit> exit, ChildJvm.End end, ChildJvm child) {
        if (end == ChildJvm.End.STOPPED) {
            return "It came to no end, and was stopped.";
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

    private static TestReport told(Found test, Optional<TaskNumber> task, Ended result) {
        Verdict verdict = switch (result.outcome()) {
            case PASSED -> Verdict.PASSING;
            case FAILED -> Verdict.FAILING;
            case TODO -> Verdict.TO_DO;
            case CANNOT_BE_JUDGED -> Verdict.CANNOT_BE_JUDGED;
        };
        return new TestReport(task, test.method(), test.name(), verdict, result.message(), text(result.place()),
                Optional.of(result.replay()).filter(name -> !name.isEmpty()),
                text(result.todo()), result.printed(), result.stackTrace(), true);
    }

    private static TestReport unfinished(Found test, Optional<TaskNumber> task, Optional<String> running, String why,
            String printed) {
        return running.filter(test.id()::equals).isPresent()
                ? failing(task, test.method(), test.name(), why, printed, true)
                : failing(task, test.method(), test.name(), NOT_RUN, "", false);
    }

    private static TestReport failing(Optional<TaskNumber> task, String method, String name, String message,
            String printed, boolean wasRun) {
        return new TestReport(task, method, name, Verdict.FAILING, message, Optional.empty(), Optional.empty(),
                Optional.empty(), printed, "", wasRun);
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Set<TaskNumber> expected(Request request) {
        return request.task().map(Set::of).orElseGet(() -> workbook.tasks(request.chapter()));
    }
}
