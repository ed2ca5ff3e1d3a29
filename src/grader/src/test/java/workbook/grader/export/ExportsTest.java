package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Roster;
import workbook.grader.result.SubmissionResult;

class ExportsTest {

    @TempDir
    private Path folder;

    @Test
    void writesAllFilesAndNothingElse() throws IOException {
        export(folder, Optional.of(ExampleClass.roster()));

        assertThat(files(folder).keySet()).hasSize(3 + 7 * 4)
                .contains("grades.csv", "overview.html", "marks.csv", "students/a17/feedback.md",
                        "students/a17/feedback.html", "students/a17/results.json", "students/a17/junit.xml",
                        "students/x-99/feedback.html")
                .noneMatch(name -> name.contains("f22"));
    }

    @Test
    void theSameInputGivesTheSameBytesInWhateverOrder() throws IOException {
        export(folder.resolve("one"), Optional.of(ExampleClass.roster()));
        List<SubmissionResult> reversed = new ArrayList<>(ExampleClass.results());
        Collections.reverse(reversed);
        exports(Optional.of(ExampleClass.roster())).write(folder.resolve("other"), reversed, facts());

        assertThat(files(folder.resolve("other"))).isEqualTo(files(folder.resolve("one")));
    }

    @Test
    void gradesAreATableWithALineForEverybody() throws IOException {
        List<CSVRecord> grades = grades(Optional.of(ExampleClass.roster()));

        assertThat(grades).extracting(line -> line.get("id")).containsExactly("a17", "b18", "c19", "d20", "e21", "f22",
                "g23", "");
        assertThat(grades).extracting(line -> line.get("status")).containsExactly("graded", "graded",
                "cannot be judged", "does not compile", "graded", "nothing handed in", "refused", "graded");
        assertThat(grades).extracting(line -> line.get("total"))
                .containsExactly("100", "27", "65", "8", "0", "0", "0", "10");
        assertThat(grades.get(0).toMap()).containsEntry("task 6.3", "5").containsEntry("chapter 06", "22")
                .containsEntry("questions", "0").containsEntry("out of", "124").containsEntry("to look at", "");
        assertThat(grades.get(2).get("to look at"))
                .isEqualTo("Task 3.1 cannot be judged by its tests; Task 3.4 cannot be judged by its tests");
        assertThat(grades.get(3).get("to look at")).isEqualTo("Chapter 02 doesn't compile,"
                + " and so it is with 03, 04, 05, 06:"
                + " chapters/02-credits/src/main/java/backpressure/credits/CreditSender.java, line 41: ';' expected");
        assertThat(grades.get(6).get("to look at"))
                .isEqualTo("It was refused: It has 1,200 files, and 1,000 are allowed");
        assertThat(grades.get(7).get("to look at")).isEqualTo("x-99.zip is nobody's in the roster");
    }

    @Test
    void noCellBeginsAFormulaWhateverTheSeparator() throws IOException {
        export(folder, Optional.of(ExampleClass.roster()));
        String grades = Files.readString(folder.resolve("grades.csv"));

        assertThat(grades).startsWith("\ufeffid,name,").contains("'=HYPERLINK");
        assertThat(grades).doesNotContainPattern("[,;\t\"|\n][ ]*[=+@]").doesNotContainPattern("[,;\t\"|\n][ ]*-\\D");
    }

    @Test
    void withoutARosterEverybodyWhoHandedInIsThere() throws IOException {
        assertThat(grades(Optional.empty())).extracting(line -> line.get("id"))
                .containsExactly("a17", "b18", "c19", "d20", "e21", "g23", "x-99");
    }

    @Test
    void pointsByHandCountTheNextTime() throws IOException {
        export(folder, Optional.of(ExampleClass.roster()));
        Path marks = folder.resolve("marks.csv");
        assertThat(Files.readString(marks)).contains("c19,task 3.1,,", "c19,task 3.4,,", "f22,question 1a,,")
                .doesNotContain("a17,task", "x-99");
        Files.writeString(marks, Files.readString(marks).replace("c19,task 3.1,,", "c19,task 3.1,1.5,fair")
                .replace("a17,question 2b,,", "a17,question 2b,2,good"));

        List<CSVRecord> grades = grades(Optional.of(ExampleClass.roster()));

        assertThat(grades).extracting(line -> line.get("total")).startsWith("102", "27", "66.5");
        assertThat(Files.readString(marks)).contains("c19,task 3.1,1.5,fair", "a17,question 2b,2,good");
        assertThat(Files.readString(folder.resolve("students/c19/feedback.md")))
                .contains("By hand: 1.5 of 3 points. fair");
    }

    @Test
    void marksThatAreNotUnderstoodStopItBeforeAnythingIsWritten() throws IOException {
        Files.writeString(folder.resolve("marks.csv"), "id,item,points,comment\na17,1a,lots,\n");

        assertThatThrownBy(() -> export(folder, Optional.empty())).hasMessageContaining("marks.csv, line 2");
        assertThat(files(folder)).containsOnlyKeys("marks.csv")
                .containsEntry("marks.csv", "id,item,points,comment\na17,1a,lots,\n");
    }

    @Test
    void anIdThatLeadsElsewhereIsNotWritten() {
        SubmissionResult escaping = new SubmissionResult("../up", "up.zip", "", "No.", List.of(), List.of());

        assertThatThrownBy(() -> exports(Optional.empty()).write(folder, List.of(escaping), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassOfNobodyIsWrittenToo() throws IOException {
        exports(Optional.empty()).write(folder, List.of(), List.of());

        assertThat(Files.readString(folder.resolve("overview.html"))).contains("0 students.");
    }

    private List<CSVRecord> grades(Optional<Roster> roster) throws IOException {
        export(folder, roster);
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(Files.readString(folder.resolve("grades.csv")).substring(1), format)) {
            return parser.getRecords();
        }
    }

    private static void export(Path out, Optional<Roster> roster) {
        exports(roster).write(out, ExampleClass.results(), facts());
    }

    private static Exports exports(Optional<Roster> roster) {
        return new Exports(Policy.byDefault(), roster, ExampleClass.MISCONCEPTIONS);
    }

    private static List<Fact> facts() {
        return List.of(new Fact("Isolation", "bubblewrap: no network, files read-only"));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }
}
