package workbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.grader.answer.AnswerSources;
import workbook.runner.Chapter;
import workbook.runner.Part;
import workbook.runner.Workbook;

/** The reference's parts, with those in place that were made faster: each chapter's alternative {@code tuned}. */
public final class TunedParts implements AutoCloseable {

    private static final String NAME = "tuned";

    private final Path scratch;
    private final List<Part> parts = new ArrayList<>();

    /** Whether there are any: a workbook may come without the sources of its answers. */
    public static boolean areIn(Workbook workbook) {
        AnswerSources answers = new AnswerSources(workbook, workbook.notes());
        return workbook.hasSolutions() && workbook.chapters().stream().anyMatch(chapter -> tuned(answers, chapter)
                .isPresent());
    }

    /** Puts them together in a folder of their own. */
    public TunedParts(Workbook workbook) throws IOException {
        Files.createDirectories(workbook.notes());
        scratch = Files.createTempDirectory(workbook.notes(), "tuned-");
        AnswerSources answers = new AnswerSources(workbook, scratch);
        for (Chapter chapter : workbook.chapters()) {
            Optional<Path> tuned = tuned(answers, chapter);
            parts.add(tuned.isEmpty() ? workbook.borrow(chapter)
                    : new Part(chapter, answers.sourcesOf(chapter, tuned.get()), true));
        }
    }

    /** All chapters', in order. */
    public List<Part> parts() {
        return parts;
    }

    /** Deletes the folder. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Optional<Path> tuned(AnswerSources answers, Chapter chapter) {
        return answers.alternatives(chapter).stream().filter(folder -> folder.getFileName().toString().equals(NAME))
                .findFirst();
    }
}
