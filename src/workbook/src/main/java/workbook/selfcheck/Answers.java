package workbook.selfcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import workbook.grader.answer.AnswerSources;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.Workbook;

/** All the answers a workbook comes with, right and wrong ones, and what its tests say of them. */
final class Answers implements AutoCloseable {

    private final Workbook workbook;
    private final Libraries libraries;
    private final Path scratch;
    private final AnswerSources sources;

    Answers(Workbook workbook, Libraries libraries) throws IOException {
        this.workbook = workbook;
        this.libraries = libraries;
        Files.createDirectories(workbook.notes());
        scratch = Files.createTempDirectory(workbook.notes(), "verify-");
        sources = new AnswerSources(workbook, scratch);
    }

    Path skeleton(Chapter chapter) {
        return workbook.own(chapter).sources();
    }

    /** Those of all other answers. */
    AnswerSources sources() {
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
}
