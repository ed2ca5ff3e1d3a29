package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import workbook.grader.answer.AnswerSources;
import workbook.runner.Chapter;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * Makes up a class: submissions of all kinds, packed in all ways, a roster, and what must come of each. The same seed
 * gives the same class, byte for byte.
 */
public final class Rehearsal {

    private static final int MOST = 1000;
    private static final int WITHOUT_SUBMISSION = 2;
    private static final int LATE_EVERY = 9;
    private static final int MOST_DAYS_LATE = 3;
    private static final List<Packaging> USUAL = Stream.of(Packaging.values()).filter(Packaging::isUsual).toList();

    private final Workbook workbook;

    /**
     * What class.
     *
     * @param size how many submissions, from 1 to 1,000
     * @param chapters those to be graded, in order; the submissions have what comes before them, too
     * @param hostile whether some mean harm
     */
    public record Request(int size, List<Chapter> chapters, long seed, boolean hostile) {
    }

    /**
     * What was written.
     *
     * @param students how many are in the roster
     */
    public record Result(Path submissions, Path roster, Path expected, int students) {
    }

    public Rehearsal(Workbook workbook) {
        this.workbook = workbook;
    }

    /**
     * Writes it, whole or not at all.
     *
     * @param out the folder to write to; there may be nothing in it yet
     * @throws WorkbookException if there is something in that folder, if the class is too small or too large, or if
     *     this workbook came without the sources of the answers
     */
    public Result write(Path out, Request request) throws IOException {
        check(out, request);
        Path parent = Files.createDirectories(out.toAbsolutePath().getParent());
        Path work = Files.createDirectory(parent.resolve(".rehearsal-" + ProcessHandle.current().pid()));
        try {
            int students = write(Files.createDirectory(work.resolve("class")),
                    Files.createDirectory(work.resolve("scratch")), request);
            Files.deleteIfExists(out);
            Files.move(work.resolve("class"), out);
            return new Result(out.resolve("submissions"), out.resolve("roster.csv"), out.resolve("expected.csv"),
                    students);
        } finally {
            delete(work);
        }
    }

    private void check(Path out, Request request) throws IOException {
        if (request.size() < 1 || request.size() > MOST) {
            throw new WorkbookException(Blame.USAGE, "A class of " + request.size()
                    + " can't be made up: it has 1 to 1000 submissions.");
        }
        if (workbook.chapters().stream().anyMatch(chapter -> workbook.solution(chapter).isEmpty())) {
            throw new WorkbookException(Blame.USAGE, "There is nothing to make a class up from: this workbook came"
                    + " without the sources of the reference.");
        }
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

    /** @return how many students there are */
    private int write(Path out, Path scratch, Request request) throws IOException {
        Random random = new Random(request.seed());
        int students = request.size() + WITHOUT_SUBMISSION;
        List<Names.Name> names = Names.random(students, random);
        List<Integer> absent = random.ints(1, students + 1).distinct().limit(WITHOUT_SUBMISSION).boxed().toList();
        Contents contents = contents(scratch, request, random);
        Packer packer = new Packer(workbook, Files.createDirectory(out.resolve("submissions")));
        try (CSVPrinter roster = csv(out.resolve("roster.csv"), "id", "name", "email", "submission", "days_late");
                CSVPrinter expected = csv(out.resolve("expected.csv"), "submission", "kind", "what", "expected")) {
            int packed = 0;
            for (int number = 1; number <= students; number++) {
                Names.Name name = names.get(number - 1);
                String submission = "";
                int daysLate = 0;
                if (!absent.contains(number)) {
                    Content content = contents.next();
                    Packaging packaging = content.packaging().orElse(USUAL.get(packed % USUAL.size()));
                    String file = packer.pack(content, packaging, name, number);
                    expected.printRecord(file, content.kind(), content.what() + " (" + packaging.words() + ")",
                            content.expected());
                    submission = packaging == Packaging.MOODLE && name.isPlain() ? "" : file; // found by the name then
                    daysLate = packed % LATE_EVERY == LATE_EVERY - 1 ? 1 + random.nextInt(MOST_DAYS_LATE) : 0;
                    packed++;
                }
                roster.printRecord(String.format(Locale.ROOT, "s%04d", number), name.full(), name.email(), submission,
                        daysLate);
            }
        }
        return students;
    }

    private Contents contents(Path scratch, Request request, Random random) throws IOException {
        int last = request.chapters().get(request.chapters().size() - 1).number();
        List<Chapter> all = workbook.chapters().stream().filter(chapter -> chapter.number() <= last).toList();
        ChapterFiles files = new ChapterFiles(workbook);
        List<Content> hostile = request.hostile()
                ? new Hostile(workbook, files, all).contents(request.chapters()) : List.of();
        return new Contents(new AnswerSources(workbook, scratch), files, all, request.chapters(), hostile, random);
    }

    private static CSVPrinter csv(Path file, String... header) throws IOException {
        CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.DEFAULT);
        printer.printRecord((Object[]) header);
        return printer;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
