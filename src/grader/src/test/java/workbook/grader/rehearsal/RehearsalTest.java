package workbook.grader.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.intake.HandedIn;
import workbook.grader.intake.Intake;
import workbook.grader.intake.Limits;
import workbook.grader.intake.Refused;
import workbook.grader.policy.Participants;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Roster;
import workbook.runner.Chapter;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

class RehearsalTest {

    private static final String REFERENCE = MadeUpWorkbook.source("one", "One", "return number + 1;");
    private static final String OTHER = MadeUpWorkbook.source("one", "One", "return 1 + number;");
    private static final String WRONG = MadeUpWorkbook.source("one", "One", "return number;");

    @TempDir
    private Path folder;

    private Path root;
    private Workbook workbook;

    @BeforeEach
    void makeUp() throws IOException {
        root = folder.resolve("course");
        workbook = MadeUpWorkbook.in(root);
    }

    @Test
    void hasAllKindsInAllPackagings() throws IOException {
        List<CSVRecord> expected = expected(write("class", 150, 1, true));

        assertThat(expected).hasSize(150);
        assertThat(expected).extracting(row -> row.get("kind")).contains("reference", "alternative", "misconception",
                "half done", "untouched", "does not compile", "unreadable", "hostile");
        for (Packaging packaging : Packaging.values()) {
            assertThat(expected).extracting(row -> row.get("what"))
                    .anyMatch(what -> what.endsWith("(" + packaging.words() + ")"));
        }
        assertThat(expected).filteredOn(row -> row.get("kind").equals("misconception"))
                .extracting(row -> row.get("expected")).contains("failing OneTest.oneMore", "failing TwoTest.oneMore");
    }

    @Test
    void whatIsHandedInIsWhatItIsSaidToBe() throws IOException {
        Path written = write("class", 150, 1, true).submissions();
        Intake intake = new Intake(workbook, Limits.USUAL);
        for (CSVRecord row : expected(folder.resolve("class"))) {
            String which = row.get("submission") + ": " + row.get("what");
            Optional<HandedIn> handedIn = take(intake, written.resolve(row.get("submission")));
            assertThat(handedIn.isEmpty()).as(which + " is refused").isEqualTo(row.get("expected").equals("refused"));
            if (handedIn.isEmpty()) {
                continue;
            }
            SortedMap<String, String> files = new TreeMap<>();
            handedIn.get().files().values().forEach(files::putAll);
            files.replaceAll((name, text) -> text.replace("\r\n", "\n"));
            switch (row.get("expected")) {
                case "passing" -> assertThat(files.get("one/One.java")).as(which).isIn(REFERENCE, OTHER);
                case "failing OneTest.oneMore" -> assertThat(files.get("one/One.java")).as(which).isEqualTo(WRONG);
                case "failing TwoTest.oneMore" -> assertThat(files.get("one/One.java")).as(which).isEqualTo(REFERENCE);
                case "to do" -> assertThat(files.values()).as(which).anyMatch(text -> text.contains("Todo"));
                case "does not compile" -> assertThat(files.values()).as(which).anyMatch(text ->
                        text.contains("Nobodys") || text.contains("+ 1\n") || !text.endsWith("    }\n}\n"));
                default -> assertThat(row.get("kind")).isEqualTo("hostile");
            }
        }
    }

    @Test
    void theSameSeedMakesUpTheSameClass() throws IOException {
        write("class", 60, 7, true);
        write("again", 60, 7, true);
        write("other", 60, 8, true);

        assertThat(bytes("again")).isEqualTo(bytes("class"));
        assertThat(bytes("other")).isNotEqualTo(bytes("class"));
    }

    @Test
    void everySubmissionIsSomebodysAndTwoStudentsHaveNone() throws IOException {
        Rehearsal.Result result = write("class", 60, 1, true);
        List<Participants.Submission> submissions;
        try (Stream<Path> files = Files.list(result.submissions())) {
            submissions = files.map(file -> file.getFileName().toString())
                    .map(name -> new Participants.Submission(name, name)).toList();
        }

        Roster roster = Roster.read(result.roster());
        List<Participant> participants = Participants.of(Optional.of(roster), submissions);

        assertThat(participants).hasSize(62).noneMatch(Participant::isStray);
        assertThat(participants).filteredOn(each -> each.submission().isEmpty()).hasSize(2);
        assertThat(participants).as("found by the student's name")
                .anyMatch(each -> each.student().submission().isEmpty() && each.submission().isPresent());
        assertThat(roster.students()).anyMatch(student -> student.daysLate() > 0);
    }

    @Test
    void hasAttacks() throws IOException {
        String attack = "// Ends the JVM.\n// kind: ending\n// file: one/One.java\n// base: reference\n"
                + "package one;\n";
        Files.createDirectories(root.resolve("solutions/attacks"));
        Files.writeString(root.resolve("solutions/attacks/Exits.java"), attack);

        CSVRecord row = expected(write("class", 60, 1, true)).stream()
                .filter(each -> each.get("what").startsWith("01 Exits (ending), on the reference"))
                .findFirst().orElseThrow();
        SortedMap<String, String> files = take(new Intake(workbook, Limits.USUAL),
                folder.resolve("class/submissions").resolve(row.get("submission"))).orElseThrow()
                .files().get(workbook.chapters().get(0));
        assertThat(files).isEqualTo(Map.of("one/One.java", attack));
        assertThat(row.get("expected")).isEqualTo("forbidden or no points");
    }

    @Test
    void leavesOutWhatIsNotAskedFor() throws IOException {
        assertThat(expected(write("friendly", 100, 1, false))).noneMatch(row -> row.get("kind").equals("hostile"));

        List<Chapter> second = workbook.chapters().subList(1, 2);
        Rehearsal.Result result = new Rehearsal(workbook).write(folder.resolve("second"),
                new Rehearsal.Request(60, second, 1, false));
        assertThat(expected(result)).extracting(row -> row.get("expected")).contains("failing TwoTest.oneMore")
                .doesNotContain("failing OneTest.oneMore");
    }

    @Test
    void overwritesNothingAndNeedsAnswers() throws IOException {
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/mine.txt"), "mine");
        assertThatThrownBy(() -> write("taken", 10, 1, true)).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("nothing is overwritten");
        assertThat(bytes("taken")).containsOnlyKeys("mine.txt");
        assertThatThrownBy(() -> write("class", 0, 1, true)).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("A class of 0");

        Files.delete(root.resolve("solutions/02-two/src/main/java/two/Two.java"));
        Files.delete(root.resolve("solutions/02-two/src/main/java/two"));
        Files.delete(root.resolve("solutions/02-two/src/main/java"));
        assertThatThrownBy(() -> write("class", 10, 1, true)).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("without the sources of the reference");
        assertThat(folder.resolve("class")).doesNotExist();
    }

    private Rehearsal.Result write(String name, int size, long seed, boolean hostile) throws IOException {
        return new Rehearsal(workbook).write(folder.resolve(name),
                new Rehearsal.Request(size, workbook.chapters(), seed, hostile));
    }

    private static Optional<HandedIn> take(Intake intake, Path submission) throws IOException {
        try {
            Path inside = submission.resolve("my answers.zip"); // in Moodle's folder
            return Optional.of(intake.take(Files.exists(inside) ? inside : submission));
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    private static List<CSVRecord> expected(Rehearsal.Result result) throws IOException {
        return expected(result.expected().getParent());
    }

    private static List<CSVRecord> expected(Path written) throws IOException {
        try (var parser = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(Files.newBufferedReader(written.resolve("expected.csv")))) {
            return parser.getRecords();
        }
    }

    /** As text, for a message one can read. */
    private SortedMap<String, String> bytes(String name) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        Path written = folder.resolve(name);
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : new ArrayList<>(files.filter(Files::isRegularFile).toList())) {
                all.put(written.relativize(file).toString(), new String(Files.readAllBytes(file),
                        StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }
}
