package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.runner.Originals.Difference;
import workbook.runner.Originals.Kind;

/** Puts a chapter's folder back as it was handed out. What was there is kept beside it, and that comes first. */
public final class PutBack {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

    private final Workbook workbook;
    private final Originals originals;

    /**
     * What was done.
     *
     * @param kept the folder that has what was there before; nothing if nothing was taken away
     * @param restored what is as it was handed out again
     * @param removed what was never handed out, and is now only in the kept folder
     */
    public record Result(Optional<Path> kept, List<Path> restored, List<Path> removed) {
    }

    public PutBack(Workbook workbook, Originals originals) {
        this.workbook = workbook;
        this.originals = originals;
    }

    /**
     * @param folder the chapter's sources, or its tests
     * @param onlyMissing only what is gone or empty; all else stays as it is
     * @return nothing if it is as it was handed out
     * @throws WorkbookException if an original can't be found, or something can't be written. In the first case,
     *     and if it happens while the student's files are being kept, nothing has changed.
     */
    public Optional<Result> run(Chapter chapter, Path folder, boolean onlyMissing) {
        if (!originals.know(folder)) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "There is nothing to go back to: "
                    + workbook.relative(Originals.file(workbook)) + ", which says how " + workbook.relative(folder)
                    + " was handed out, is gone or damaged. Fetch the workbook again, beside this one.");
        }
        List<Difference> differences = originals.differences(folder).stream()
                .filter(difference -> !onlyMissing || isMissing(difference)).toList();
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.kind() != Kind.ADDED) {
                contents.put(difference.file(), originals.original(difference.file()).orElseThrow(() ->
                        new WorkbookException(WorkbookException.Blame.WORKBOOK, "Nothing was changed: "
                                + workbook.relative(difference.file()) + " as it was handed out is nowhere to be"
                                + " found, neither in .workbook/originals nor in git's history. Fetch the workbook"
                                + " again, beside this one, and take the file from there.")));
            }
        }
        List<Path> added = differences.stream().filter(difference -> difference.kind() == Kind.ADDED)
                .map(Difference::file).toList();
        Optional<Path> kept = Optional.empty();
        try {
            kept = onlyMissing ? kept : keep(chapter, folder);
            for (Path file : added) { // first: where capital letters don't count, it may be in an original's place
                Files.delete(file);
            }
            contents.forEach(WholeFile::write);
            return Optional.of(new Result(kept, List.copyOf(contents.keySet()), added));
        } catch (IOException e) {
            throw halfDone(WholeFile.trouble(folder, e), kept, e);
        } catch (WorkbookException e) {
            throw halfDone(e.getMessage(), kept, e);
        }
    }

    private WorkbookException halfDone(String why, Optional<Path> kept, Exception e) {
        return new WorkbookException(WorkbookException.Blame.WORKBOOK, why + kept.map(folder ->
                " All of your version is in " + workbook.relative(folder) + ".").orElse(""), e);
    }

    private static boolean isMissing(Difference difference) {
        return difference.kind() == Kind.GONE
                || difference.kind() == Kind.CHANGED && Sources.read(difference.file()).isBlank();
    }

    /** All of it, so that it can be copied back as one. Neither Maven nor the workbook compiles what is there. */
    private Optional<Path> keep(Chapter chapter, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        String name = "kept-" + LocalDateTime.now().format(TIME);
        Path kept = workbook.folder(chapter).resolve(name);
        for (int again = 2; Files.exists(kept); again++) {
            kept = workbook.folder(chapter).resolve(name + "-" + again);
        }
        Path started = kept;
        try {
            for (Path file : files) {
                Path copy = kept.resolve(workbook.folder(chapter).relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            ChapterCompiler.delete(started); // half a copy helps nobody, and may be what fills the disk
            throw e;
        }
        return Optional.of(kept);
    }
}
