package workbook.play;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.PipelineRunner;
import workbook.runner.Progress;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.watch.Checks;
import workbook.watch.SourceWatcher;

/**
 * A pipeline to play with, on a local page, with the lesson and the tests beside it. When the student saves, the chapter
 * is checked, and the pipeline compiled anew and started again.
 */
public final class Play implements AutoCloseable {

    /** Whose parts to run: asked again after each save. */
    @FunctionalInterface
    public interface Choice {
        /**
         * May take a while.
         *
         * @param doing is told what it does meanwhile
         * @throws RuntimeException why there is none; the message is for the student
         */
        Chosen choose(Consumer<String> doing);
    }

    /**
     * What was chosen.
     *
     * @param parts all chapters, in order
     * @param arguments the same for the program that runs them
     * @param sentence the same for the student
     * @param reasons why some of the student's are not among them
     */
    public record Chosen(List<Part> parts, List<String> arguments, String sentence, List<String> reasons) {
    }

    private final Workbook workbook;
    private final Choice choice;
    private final boolean testsDecide;
    private final Feed feed = new Feed();
    private final CurrentEngine engine = new CurrentEngine(feed::tell);
    private final Messages messages;
    private final PipelineRunner runner;
    private final Checks checks;
    private final SourceWatcher watcher;
    private final PlayServer server;
    /** Chooses, compiles and starts: one thing after the other. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "play");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> starting;
    private Chapter chapter;
    private Chosen chosen;
    private List<Path> classPath = List.of();
    private boolean closed;

    /**
     * Serves the page from now on, and starts the pipeline in the background.
     *
     * @param chapter whose lesson and tests are shown first
     * @param testsDecide whether what is chosen depends on the tests
     * @param port 0 for any that is free
     * @param poll look for changes now and then, where the system doesn't tell
     * @throws WorkbookException if the port can't be had
     */
    public Play(Workbook workbook, Libraries libraries, Choice choice, boolean testsDecide, Chapter chapter, int port,
            boolean poll) throws IOException {
        this.workbook = workbook;
        this.choice = choice;
        this.testsDecide = testsDecide;
        this.chapter = chapter;
        messages = new Messages(workbook);
        runner = new PipelineRunner(workbook, libraries);
        server = new PlayServer(port, feed, this::take);
        checks = new Checks(workbook, libraries, this::checked);
        watcher = new SourceWatcher(workbook, poll, this::saved);
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        show(chapter);
        watcher.start();
        restart();
    }

    /** Where the page is. */
    public URI address() {
        return server.address();
    }

    /** Ends everything, and says so to the pages. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        engine.close();
        feed.end();
        worker.shutdownNow();
        watcher.close();
        checks.close();
        server.close();
    }

    /** A command of the page's. */
    private synchronized void take(JsonObject command) {
        String what = command.has("do") && command.get("do").isJsonPrimitive() ? command.get("do").getAsString() : "";
        switch (what) {
            case "chapter" -> show(workbook.chapters().stream()
                    .filter(each -> command.has("chapter") && each.code().equals(command.get("chapter").getAsString()))
                    .findFirst().orElseThrow(() -> new IllegalArgumentException("There is no such chapter.")));
            case "check" -> check();
            case "set" -> {
                if (!command.has("controls") || !command.get("controls").isJsonObject()) {
                    throw new IllegalArgumentException("What shall be set?");
                }
                engine.send(command);
            }
            case "reset", "step" -> {
                if (what.equals("reset") && !engine.isThere() && chosen != null) {
                    start();
                } else {
                    engine.send(command);
                }
            }
            default -> throw new IllegalArgumentException("There is no such command.");
        }
    }

    private void show(Chapter which) {
        chapter = which;
        feed.tell(messages.lesson(which));
        feed.tell(messages.tests(which, ""));
        Progress progress = Progress.of(workbook);
        if (!progress.isUpToDate(which) && (progress.wasChecked(which) || !workbook.hasTodos(which))) {
            check();
        }
    }

    private void check() {
        feed.tell(messages.tests(chapter, "checking …"));
        checks.start(chapter);
    }

    private synchronized void saved(Chapter which) {
        if (closed) {
            return;
        }
        if (!which.equals(chapter)) {
            chapter = which;
            feed.tell(messages.lesson(which));
        }
        check();
        if (!testsDecide) {
            restart();
        }
    }

    private synchronized void checked(Checks.Result result) {
        if (closed || checks.isOutdated(result)) {
            return;
        }
        if (result.report().isEmpty()) {
            feed.tell(messages.tests(chapter, "The check failed: " + result.trouble()));
            return;
        }
        ChapterReport report = result.report().get();
        if (report.chapter().equals(chapter)) { // not another one that was looked at meanwhile
            feed.tell(messages.tests(report, result.isThorough() ? "" : "trying more orders …"));
        }
        feed.tell(Messages.compile(report.problem(), engine.isThere()));
        if (result.isThorough()) {
            Progress.of(workbook).remember(report, false);
            if (report.problem().isEmpty() && testsDecide) {
                restart();
            }
        }
    }

    /** In the background, if there is anything new. Whatever was begun of that kind is given up. */
    private synchronized void restart() {
        if (starting != null) {
            starting.cancel(true);
        }
        starting = worker.submit(this::chooseAndStart);
    }

    private void chooseAndStart() {
        try {
            tellWhose("Looking whose parts to run …");
            Chosen now = choice.choose(this::tellWhose);
            List<Path> compiled = runner.compileToPlay(now.parts());
            synchronized (this) {
                if (closed || Thread.interrupted()) {
                    return;
                }
                boolean isNew = !engine.isThere() || !compiled.equals(classPath)
                        || !now.arguments().equals(chosen.arguments());
                chosen = now;
                classPath = compiled;
                feed.tell(Messages.compile(Optional.empty(), true));
                tellWhose("");
                if (isNew) {
                    start();
                }
            }
        } catch (PipelineRunner.DoesNotCompile e) {
            feed.tell(Messages.compile(Optional.of(e.problem()), engine.isThere()));
            tellWhose("");
        } catch (WorkbookException | UncheckedIOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                cannotRun(e);
            }
        } catch (RuntimeException e) { // there is more to do first
            cannotRun(e);
        }
    }

    private synchronized void cannotRun(RuntimeException e) {
        tellWhose("");
        if (!engine.isThere()) {
            feed.tell(Messages.failed("There is nothing to run yet.", e.getMessage()));
        } else {
            tellWhose(e.getMessage());
        }
    }

    private synchronized void tellWhose(String doing) {
        feed.tell(Messages.whose(chosen == null ? "" : chosen.sentence(), chosen == null ? List.of() : chosen.reasons(),
                doing));
    }

    private void start() {
        engine.start(() -> runner.play(classPath, chosen.arguments()));
    }
}
