package workbook.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import workbook.runner.Chapter;
import workbook.runner.ClassDataArchive;
import workbook.runner.Libraries;
import workbook.runner.Workbook;

/**
 * How long it takes {@code watch} from a save to what it shows first, in each chapter, on the reference's answers:
 * what the screen does with it excepted. Each save changes the source, so that it's compiled again.
 *
 * <p>Argument: the folder of the workbook. It works on a copy.
 */
public final class SaveToVerdict {

    private static final int SAVES = 10;
    /** What a student thinks, at least, before the next save; and what the next JVM needs to warm up. */
    private static final long PAUSE_SECONDS = 4;

    private SaveToVerdict() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("save-to-verdict-");
        try {
            measure(copy(Path.of(arguments[0]), root));
        } finally {
            delete(root);
        }
    }

    private static void measure(Workbook workbook) throws IOException, InterruptedException {
        new ClassDataArchive(workbook.root(), Libraries.ofThisJvm()).make(); // as the start script does
        BlockingQueue<Checks.Result> results = new LinkedBlockingQueue<>();
        System.out.println("Milliseconds from save to verdict, of " + SAVES + " saves:");
        System.out.println("chapter             median    least     most   then, with all orders (median)");
        for (Chapter chapter : workbook.chapters()) {
            try (Checks checks = new Checks(workbook, Libraries.ofThisJvm(), results::add);
                    SourceWatcher watcher = new SourceWatcher(workbook, false, checks::start)) {
                checks.start(chapter); // compiles the tests and the chapters below, as the start of watch does
                awaitThorough(results);
                watcher.start();
                Path file = aSourceOf(workbook, chapter);
                long[] first = new long[SAVES];
                long[] last = new long[SAVES];
                for (int save = 0; save < SAVES; save++) {
                    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                    String changed = Files.readString(file) + "// " + save + "\n";
                    long start = System.nanoTime();
                    Files.writeString(file, changed);
                    Checks.Result result = results.take();
                    first[save] = System.nanoTime() - start;
                    if (!result.report().orElseThrow().passes()) {
                        throw new IllegalStateException(chapter + " doesn't pass: " + result);
                    }
                    awaitThorough(results);
                    last[save] = System.nanoTime() - start;
                }
                Arrays.sort(first);
                Arrays.sort(last);
                System.out.printf("%-18s %7d %8d %8d %8d%n", chapter, millis(first[SAVES / 2]), millis(first[0]),
                        millis(first[SAVES - 1]), millis(last[SAVES / 2]));
            }
        }
    }

    private static void awaitThorough(BlockingQueue<Checks.Result> results) throws InterruptedException {
        while (!results.take().isThorough()) {
            // the first look
        }
    }

    private static Path aSourceOf(Workbook workbook, Chapter chapter) throws IOException {
        try (Stream<Path> files = Files.walk(workbook.own(chapter).sources())) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().findFirst().orElseThrow();
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The workbook, with the reference's answers for the student's. */
    private static Workbook copy(Path from, Path to) throws IOException {
        Workbook original = Workbook.at(from);
        for (Chapter chapter : original.chapters()) {
            copyAll(original.folder(chapter), to.resolve("chapters").resolve(chapter.folder()));
            copyAll(original.borrow(chapter).sources(),
                    to.resolve("chapters").resolve(chapter.folder()).resolve("src/main/java"));
        }
        return Workbook.at(to);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // a check that was ended still tidies up: the rest is for the system's own broom
        }
    }
}
