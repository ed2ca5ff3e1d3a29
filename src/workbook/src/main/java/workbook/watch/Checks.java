package workbook.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Libraries;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/**
 * Checks a chapter in the background, twice: first the tests that matter most, with few orders, plainest first, in a
 * JVM that was warmed up before, since most mistakes show at once; then all of it. A new check ends the one before.
 */
public final class Checks implements AutoCloseable {

    /** Of the 3,000 that make a verdict. */
    private static final int FEW_ORDERS = 100;

    private final Workbook workbook;
    private final Consumer<Result> results;
    private final ChapterRunner quick;
    private final ChapterRunner thorough;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "checks");
        thread.setDaemon(true);
        return thread;
    });
    private final FirstLook firstLook = new FirstLook();
    private final Map<Chapter, ChapterReport> before = new HashMap<>();
    private Future<?> running;
    private volatile int latest;

    /**
     * What came of a check.
     *
     * @param report nothing, if it couldn't be done
     * @param trouble why it couldn't be done
     * @param isThorough whether this is the last word
     */
    public record Result(int check, Optional<ChapterReport> report, String trouble, boolean isThorough) {
    }

    /** @param results is told each result, on a thread of its own */
    public Checks(Workbook workbook, Libraries libraries, Consumer<Result> results) {
        this.workbook = workbook;
        this.results = results;
        quick = new ChapterRunner(workbook, libraries);
        thorough = new ChapterRunner(workbook, libraries);
    }

    /** Begins one, and ends what is going on. Returns at once. */
    public void start(Chapter chapter) {
        if (running != null) {
            running.cancel(true);
        }
        int check = ++latest;
        running = worker.submit(() -> check(chapter, check));
    }

    /** Whether a newer one was started since. */
    public boolean isOutdated(Result result) {
        return result.check() != latest;
    }

    private void check(Chapter chapter, int check) {
        try {
            ChapterRunner.Request request = new ChapterRunner.Request(workbook.partsFor(chapter), Optional.empty(),
                    Optional.empty());
            ChapterReport report = look(request, chapter);
            boolean isLast = report.problem().isPresent();
            results.accept(new Result(check, Optional.of(report), "", isLast));
            quick.prepare();
            if (!isLast) {
                ChapterReport whole = thorough.run(request);
                before.put(chapter, whole);
                results.accept(new Result(check, Optional.of(whole), "", true));
            }
        } catch (WorkbookException | IllegalStateException e) {
            if (!Thread.currentThread().isInterrupted()) {
                results.accept(new Result(check, Optional.empty(), e.getMessage(), true));
            }
        }
    }

    private ChapterReport look(ChapterRunner.Request request, Chapter chapter) {
        ChapterReport known = before.get(chapter);
        ChapterReport look = quick.run(request.quick(known == null ? Set.of() : firstLook.testsOf(known), FEW_ORDERS));
        firstLook.learn(look);
        ChapterReport report = known == null ? look : known.updatedBy(look);
        if (look.problem().isEmpty()) {
            before.put(chapter, report);
        }
        return report;
    }

    @Override
    public void close() {
        worker.shutdownNow();
        quick.close();
        thorough.close();
    }
}
