package workbook.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import workbook.runner.Chapter;
import workbook.runner.Workbook;

/**
 * Notices when the student saves. What the system says of files only wakes it; whether something changed, it
 * sees for itself: so it makes no difference how an editor writes, by renaming, say, and how often.
 */
public final class SourceWatcher implements AutoCloseable {

    /** After the last sign of a change: editors write in bursts. */
    private static final long QUIET_MILLIS = 30;
    private static final long POLL_MILLIS = 250;
    /** Signs get lost, on shared folders, say. */
    private static final long LOOK_ANYWAY_MILLIS = 2_000;

    private final Workbook workbook;
    private final Consumer<Chapter> changed;
    /** None: there are no signs to wait for. */
    private final WatchService signs;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "watching the sources");
    private Map<Chapter, Map<Path, Stamp>> seen = Map.of();
    private volatile boolean closed;

    /** What there is to see of a file without reading it. */
    private record Stamp(long modified, long size) {
    }

    /**
     * @param poll look now and then, instead of waiting for signs
     * @param changed is told of a chapter in which something changed, on a thread of this watcher's own
     */
    public SourceWatcher(Workbook workbook, boolean poll, Consumer<Chapter> changed) throws IOException {
        this.workbook = workbook;
        this.changed = changed;
        signs = poll || isSlowToNotice() ? null : workbook.root().getFileSystem().newWatchService();
        thread.setDaemon(true);
    }

    /** From now on, changes count. */
    public void start() {
        seen = look();
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (signs != null) {
            try {
                signs.close();
            } catch (IOException e) {
                // it ends with this program
            }
        }
    }

    /** The JDK has no file events on macOS, and polls, every few seconds. */
    private static boolean isSlowToNotice() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    private void watch() {
        try {
            while (!closed) {
                awaitSign();
                Map<Chapter, Map<Path, Stamp>> now = look();
                Map<Chapter, Map<Path, Stamp>> before = seen;
                seen = now;
                now.forEach((chapter, stamps) -> {
                    if (!stamps.equals(before.get(chapter))) {
                        changed.accept(chapter);
                    }
                });
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // closed
        }
    }

    private void awaitSign() throws InterruptedException {
        if (signs == null) {
            Thread.sleep(POLL_MILLIS);
            return;
        }
        WatchKey sign = signs.poll(LOOK_ANYWAY_MILLIS, TimeUnit.MILLISECONDS);
        while (sign != null) {
            sign.pollEvents();
            if (!sign.reset()) {
                watched.values().remove(sign); // its folder is gone
            }
            sign = signs.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Map<Chapter, Map<Path, Stamp>> look() {
        Map<Chapter, Map<Path, Stamp>> all = new LinkedHashMap<>();
        for (Chapter chapter : workbook.chapters()) {
            all.put(chapter, stamps(workbook.own(chapter).sources()));
        }
        return all;
    }

    private Map<Path, Stamp> stamps(Path folder) {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    awaitSignsOf(each);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        stamps.put(file, new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // deleted just now
                }
            });
        } catch (IOException e) {
            // the same: next time we see
        }
        return stamps;
    }

    private void awaitSignsOf(Path folder) {
        if (signs == null || watched.containsKey(folder)) {
            return;
        }
        try {
            watched.put(folder, folder.register(signs, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
            // too many are watched already: then we look anyway
        }
    }
}
