package workbook.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.Libraries;
import workbook.runner.Progress;
import workbook.runner.Workbook;

/**
 * Checks a chapter whenever the student saves, and shows what came of it; goes to the chapter that was saved last.
 * One thread does it all, one event after the other.
 */
public final class Watch {

    private sealed interface Event {
    }

    private record Key(int key) implements Event {
    }

    private record Saved(Chapter chapter) implements Event {
    }

    private record Checked(Checks.Result result) implements Event {
    }

    private record Resized() implements Event {
    }

    private record Stop() implements Event {
    }

    private final Workbook workbook;
    private final Libraries libraries;
    private final Words words;
    private final boolean poll;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Chapter chapter;
    private Optional<ChapterReport> report = Optional.empty();
    private boolean all;

    /**
     * @param first the chapter to begin with
     * @param poll look for changes now and then, where the system doesn't tell
     */
    public Watch(Workbook workbook, Libraries libraries, Words words, Chapter first, boolean poll) {
        this.workbook = workbook;
        this.libraries = libraries;
        this.words = words;
        this.poll = poll;
        chapter = first;
    }

    /**
     * Goes on until the student quits.
     *
     * @throws IOException if there is no terminal to show it on
     */
    public void run() throws IOException, InterruptedException {
        try (Screen screen = new Screen()) {
            run(screen);
        }
    }

    void run(Screen screen) throws IOException, InterruptedException {
        try (Checks checks = new Checks(workbook, libraries, result -> events.add(new Checked(result)));
                SourceWatcher watcher = new SourceWatcher(workbook, poll, saved -> events.add(new Saved(saved)))) {
            screen.on(() -> events.add(new Resized()), () -> events.add(new Stop()));
            readKeys(screen);
            watcher.start();
            check(screen, checks, chapter);
            while (react(events.take(), screen, checks)) {
                // until there is nothing more to react to
            }
        }
    }

    private void readKeys(Screen screen) {
        Thread thread = new Thread(() -> {
            try {
                for (int key = screen.key(); key != -1; key = screen.key()) {
                    events.add(new Key(key));
                }
            } catch (IOException e) {
                // the terminal is gone
            }
            events.add(new Stop());
        }, "keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return whether to go on */
    private boolean react(Event event, Screen screen, Checks checks) {
        if (event instanceof Stop) {
            return false;
        } else if (event instanceof Resized) {
            screen.redraw();
        } else if (event instanceof Saved saved) {
            check(screen, checks, saved.chapter());
        } else if (event instanceof Checked checked && !checks.isOutdated(checked.result())) {
            show(screen, checked.result());
        } else if (event instanceof Key key) {
            return press(key.key(), screen, checks);
        }
        return true;
    }

    private boolean press(int key, Screen screen, Checks checks) {
        switch (key) {
            case 'q', 'Q', 3, 4 -> { // and Ctrl-C, Ctrl-D, where they come as characters
                return false;
            }
            case 'r' -> check(screen, checks, chapter);
            case 'n' -> following().ifPresent(next -> check(screen, checks, next));
            case 'h' -> screen.show(words.hint(chapter), words.footer(Optional.empty()));
            case 'a' -> {
                all = !all;
                report.ifPresent(shown -> screen.show(words.of(shown, all), words.footer(Optional.empty())));
            }
            case 'k', Screen.UP -> screen.scroll(Screen.UP);
            case 'j', Screen.DOWN -> screen.scroll(Screen.DOWN);
            case 'b', Screen.PAGE_UP -> screen.scroll(Screen.PAGE_UP);
            case ' ', Screen.PAGE_DOWN -> screen.scroll(Screen.PAGE_DOWN);
            default -> {
                // means nothing
            }
        }
        return true;
    }

    private void check(Screen screen, Checks checks, Chapter which) {
        boolean isNew = !which.equals(chapter) || report.isEmpty();
        chapter = which;
        String doing = "checking " + which.code() + " …";
        if (isNew) {
            report = Optional.empty();
            screen.show(words.checking(which), words.footer(Optional.of(doing)));
        } else {
            screen.showBelow(words.footer(Optional.of(doing)));
        }
        checks.start(which);
    }

    private void show(Screen screen, Checks.Result result) {
        if (result.report().isEmpty()) {
            screen.show(List.of(result.trouble()), words.footer(Optional.empty()));
            return;
        }
        ChapterReport now = result.report().get();
        if (result.isThorough()) {
            Progress.of(workbook).remember(now, false);
        }
        String footer = words.footer(result.isThorough() ? Optional.empty()
                : Optional.of("trying more orders …"));
        List<String> lines = words.of(now, all);
        if (report.map(before -> words.of(before, all)).filter(lines::equals).isPresent()) {
            screen.showBelow(footer); // where the reader is in it, they stay
        } else {
            screen.show(lines, footer);
        }
        report = Optional.of(now);
    }

    /** The chapter to go on with: the first one not borrowed in which something is open; after this one, if any is. */
    private Optional<Chapter> following() {
        Progress progress = Progress.of(workbook);
        List<Chapter> open = new ArrayList<>(workbook.chapters());
        open.removeIf(each -> workbook.isBorrowed(each) || progress.passes(each));
        return open.stream().filter(each -> each.number() > chapter.number()).findFirst()
                .or(() -> open.stream().findFirst());
    }
}
