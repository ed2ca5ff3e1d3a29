package workbook.grader.handout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import workbook.runner.Chapter;
import workbook.runner.ChapterRunner;
import workbook.runner.CompileError;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.Originals.Difference;
import workbook.runner.Part;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * Writes what students get: a folder {@code workbook}, which is a git repository of a single commit, and
 * {@code workbook.zip}, which has the same files. The same workbook gives the same commit and, in the same time zone,
 * the same zip; with the reference, if the same JDK compiles it.
 */
public final class Handout {

    private static final String NAME = "workbook";
    /** Of all entries: when somebody handed it out is no part of it. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final Workbook workbook;
    private final Libraries libraries;

    /**
     * What was written.
     *
     * @param folder the git repository
     * @param zip the same files
     * @param files how many they are
     */
    public record Result(Path folder, Path zip, int files) {
    }

    public Handout(Workbook workbook, Libraries libraries) {
        this.workbook = workbook;
        this.libraries = libraries;
    }

    /**
     * Writes it, whole or not at all.
     *
     * @param out the folder to write to; there may be nothing in it yet
     * @param hidden the names of test classes to keep back
     * @param withReference whether chapters can be borrowed: then the reference is in it, compiled
     * @throws WorkbookException if there is something in that folder; if the chapters aren't as they are to be handed
     *     out; if something can't be hidden; if what remains, or the reference, doesn't compile; if there is no
     *     reference; or if git isn't there
     */
    public Result write(Path out, Set<String> hidden, boolean withReference) throws IOException, InterruptedException {
        checkThatItIsFree(out);
        checkThatChaptersAreOriginal();
        List<Path> keptBack = HiddenTests.named(hidden, workbook);
        Path parent = Files.createDirectories(out.toAbsolutePath().getParent());
        Path work = Files.createDirectory(parent.resolve(".handout-" + ProcessHandle.current().pid()));
        try {
            SortedMap<String, Path> forStudents = StudentsFiles.in(workbook.root());
            forStudents.values().removeAll(keptBack);
            Path folder = Files.createDirectory(work.resolve(NAME));
            copy(forStudents, folder);
            Workbook copy = Workbook.at(folder);
            Files.writeString(Originals.file(copy), Originals.manifest(copy));
            checkThatItCompiles(copy, copy::own, "If another test needs one that is hidden, hide both or neither.");
            if (withReference) {
                new ReferenceJars(workbook, libraries).addTo(copy);
                checkThatItCompiles(copy, copy::borrow, "The tests don't fit the reference.");
            }
            delete(copy.notes());
            new GitRepository(folder).commitAll("The Backpressure Workbook", TIME.toInstant());
            int files = zip(folder, work.resolve(NAME + ".zip"));
            Files.deleteIfExists(out);
            Files.move(work, out);
            return new Result(out.resolve(NAME), out.resolve(NAME + ".zip"), files);
        } finally {
            delete(work);
        }
    }

    private static void checkThatItIsFree(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new WorkbookException(Blame.USAGE, out + " is a file. Name a folder that isn't there yet.");
        }
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new WorkbookException(Blame.USAGE, "There is something in " + out
                            + " already, and nothing is overwritten. Name a folder that is empty, or isn't there yet.");
                }
            }
        }
    }

    /** An instructor may have solved a chapter in the very workbook. */
    private void checkThatChaptersAreOriginal() {
        Originals originals = Originals.of(workbook);
        for (Chapter chapter : workbook.chapters()) {
            for (Path folder : List.of(workbook.own(chapter).sources(), workbook.tests(chapter))) {
                if (!originals.know(folder)) {
                    throw notOriginal(folder, "is in no list of what is handed out");
                }
                for (Difference difference : originals.differences(folder)) {
                    throw notOriginal(difference.file(), switch (difference.kind()) {
                        case CHANGED -> "isn't as it is to be handed out";
                        case GONE -> "is gone";
                        case ADDED -> "isn't among what is to be handed out";
                    });
                }
            }
        }
    }

    private WorkbookException notOriginal(Path file, String what) {
        return new WorkbookException(Blame.USAGE, workbook.relative(file) + " " + what + ". If that's an answer of yours,"
                + " ./workbook reset keeps it aside; if it's to be handed out like that, ./workbook originals says so.");
    }

    private static void copy(Map<String, Path> files, Path folder) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.copy(file.getValue(), target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void checkThatItCompiles(Workbook copy, Function<Chapter, Part> whose, String advice) {
        ChapterRunner runner = new ChapterRunner(copy, libraries);
        List<Part> parts = new ArrayList<>();
        for (Chapter chapter : copy.chapters()) {
            parts.add(whose.apply(chapter));
            runner.compile(parts).problem().ifPresent(problem -> {
                CompileError error = problem.errors().get(0);
                throw new WorkbookException(Blame.USAGE, "What would be handed out doesn't compile: " + error.file()
                        + ", line " + error.line() + ": " + error.sentence() + " " + advice);
            });
        }
    }

    /** @return how many files are in it */
    private static int zip(Path folder, Path zip) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).filter(file -> !file.startsWith(folder.resolve(".git"))).sorted()
                    .toList();
        }
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        try (FileSystem entries = FileSystems.newFileSystem(zip, Map.of("create", "true",
                "enablePosixFileAttributes", String.valueOf(posix)))) {
            for (Path file : files) {
                Path entry = entries.getPath(NAME, folder.relativize(file).toString().replace('\\', '/'));
                Files.createDirectories(entry.getParent());
                Files.copy(file, entry);
                if (posix) {
                    Files.setPosixFilePermissions(entry, Files.getPosixFilePermissions(file));
                }
            }
            try (Stream<Path> all = Files.walk(entries.getPath(NAME))) {
                for (Path entry : all.toList()) {
                    Files.getFileAttributeView(entry, BasicFileAttributeView.class).setTimes(TIME, TIME, TIME);
                }
            }
        }
        return files.size();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
