package workbook.grader.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/** The sources of all the answers that a workbook comes with, right and wrong ones. */
public final class AnswerSources {

    private final Workbook workbook;
    private final Path scratch;

    /** @param scratch a folder for those that are put together; whoever made it deletes it */
    public AnswerSources(Workbook workbook, Path scratch) {
        this.workbook = workbook;
        this.scratch = scratch;
    }

    public Path reference(Chapter chapter) {
        return workbook.borrow(chapter).sources();
    }

    /** The folders of other right answers, each with what differs from the reference's. */
    public List<Path> alternatives(Chapter chapter) {
        return entries(chapter, "alternatives");
    }

    /** The files of wrong answers. */
    public List<Path> misconceptions(Chapter chapter) {
        return entries(chapter, "misconceptions");
    }

    /** The sources of an alternative, as a whole. */
    public Path sourcesOf(Chapter chapter, Path alternative) throws IOException {
        Path sources = copyOfReference(chapter);
        copy(alternative, sources);
        return sources;
    }

    /** The sources of a wrong answer, as a whole. */
    public Path sourcesOf(Chapter chapter, Misconception misconception) throws IOException {
        Path sources = copyOfReference(chapter);
        misconception.applyTo(sources);
        return sources;
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
