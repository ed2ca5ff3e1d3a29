package workbook.grader.misconception;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.grader.result.TestResult;
import workbook.runner.Chapter;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/** The wrong answers that a workbook knows, to recognise a failure by. */
public final class Misconceptions {

    /** The one that says most about a message; of two, the first by its name. */
    private static final Comparator<Misconception> MOST_SAID = Comparator
            .comparingInt((Misconception each) -> -String.join("", each.says()).length())
            .thenComparing(Misconception::name);

    private final List<Misconception> known;

    public Misconceptions(List<Misconception> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Those of a workbook; none if it came without answers.
     *
     * @throws WorkbookException if one of them isn't written as it should be
     */
    public static Misconceptions in(Workbook workbook) {
        List<Misconception> known = new ArrayList<>();
        for (Chapter chapter : workbook.chapters()) {
            Path folder = workbook.root().resolve("solutions").resolve(chapter.folder()).resolve("misconceptions");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.sorted().map(Misconception::read).forEach(known::add);
                } catch (IllegalArgumentException e) {
                    throw new WorkbookException(Blame.WORKBOOK, "The misconception " + e.getMessage() + ".", e);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return new Misconceptions(known);
    }

    /** The one that a test's failure looks like: the same test catches it, and says all that it must say of it. */
    public Optional<Misconception> like(TestResult test) {
        if (test.verdict() == Verdict.PASSING || test.verdict() == Verdict.TO_DO) {
            return Optional.empty();
        }
        return known.stream().filter(each -> each.test().equals(test.method()))
                .filter(each -> each.missingIn(test.message()).isEmpty())
                .min(MOST_SAID);
    }
}
