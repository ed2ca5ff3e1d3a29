package workbook.selfcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/** All the answers a workbook comes with, right and wrong ones, and what its tests say of them. */
final class Answers implements AutoCloseable {

    private final Workbook workbook;
    private final Libraries libraries;
    private final Path scratch;

    Answers(Workbook workbook, Libraries libraries) throws IOException {
        this.workbook = workbook;
        this.libraries = libraries;
        Files.createDirectories(workbook.notes());
        scratch = Files.createTempDirectory(workbook.notes(), "verify-");
    }

    Path skeleton(Chapter chapter) {
        return workbook.own(chapter).sources();
    }

    Path reference(Chapter chapter) {
        return workbook.borrow(chapter).sources();
    }

    /** The folders of other right answers, each with what differs from the reference's. */
    List<Path> alternatives(Chapter chapter) {
        return entries(chapter, "alternatives");
    }

    /** The files of wrong answers. */
    List<Path> misconceptions(Chapter chapter) {
        return entries(chapter, "misconceptions");
    }

    /** The sources of an alternative, as a whole. */
    Path sourcesOf(Chapter chapter, Path alternative) throws IOException {
        Path sources = copyOfReference(chapter);
        copy(alternative, sources);
        return sources;
    }

    /** The sources of a wrong answer, as a whole. */
    Path sourcesOf(Chapter chapter, Misconception misconception) throws IOException {
        Path sources = copyOfReference(chapter);
        misconception.applyTo(sources);
        return sources;
    }

    /**
     * Runs the chapter's tests on some answer to it, on top of the reference's to earlier chapters.
     *
     * @param test only this one
     */
    ChapterReport test(Chapter chapter, Path sources, Optional<String> test) {
        List<Part> parts = new ArrayList<>();
        workbook.chapters().stream().filter(earlier -> earlier.number() < chapter.number())
                .forEach(earlier -> parts.add(workbook.borrow(earlier)));
        parts.add(new Part(chapter, sources, true));
        return new ChapterRunner(workbook, libraries)
                .run(new ChapterRunner.Request(parts, Optional.empty(), test.map(Set::of).orElse(Set.of()),
                        Optional.empty(), Optional.empty()));
    }

    /** Deletes what it wrote. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // it lies there until somebody deletes it
        }
    }

    private Path copyOfReference(Chapter chapter) throws IOException {
        Path copy = Files.createTempDirectory(scratch, chapter.code() + "-");
        copy(reference(chapter), copy);
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : Sources.in(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<Path> entries(Chapter chapter, String kind) {
        Path folder = reference(chapter).resolve("../../..").normalize().resolve(kind);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
