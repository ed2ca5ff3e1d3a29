package workbook.grader.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.grader.policy.Marks.Mark;
import workbook.runner.WorkbookException;
import workbook.testkit.TaskNumber;

class MarksTest {

    private static final TaskNumber TASK = TaskNumber.parse("1.4");

    @TempDir
    private Path folder;
    private Path file;
    private Policy policy;

    @BeforeEach
    void gradeOnlyChapterOne() throws IOException {
        file = folder.resolve("marks.csv");
        policy = Policy.read(Files.writeString(folder.resolve("policy.properties"), "chapters = 01\n"));
    }

    @Test
    void firstThereIsAnEmptyRowForAllThatAPersonHasToGive() throws IOException {
        Marks.read(file, policy).write(file, students("bo", List.of(TASK), "ann", List.of()), policy);

        assertThat(Files.readString(file)).isEqualTo("\ufeff" + """
                id,item,points,comment
                bo,task 1.4,,
                bo,question 1a,,
                bo,question 1b,,
                ann,question 1a,,
                ann,question 1b,,
                """.replace("\n", "\r\n"));
    }

    @Test
    void whatWasGivenIsReadAndStays() throws IOException {
        write("""
                id,item,points,comment,grader
                zoe,question 1a,1,she left,kim
                ann,1b,"1,5","half, but good",
                ann,task 1.4,,to discuss,
                ann,task 1.5,0,,
                bo,question 1a,,,kim
                bo,question 1b,,,
                """);
        Marks marks = Marks.read(file, policy);

        assertThat(marks.of("ann", policy.questions().get(1)))
                .contains(new Mark(Optional.of(new BigDecimal("1.5")), "half, but good"));
        assertThat(marks.of("ann", TASK)).contains(new Mark(Optional.empty(), "to discuss"));
        assertThat(marks.of("ann", policy.questions().get(0))).isEmpty();
        assertThat(marks.strangers(List.of("ann", "bo"))).containsExactly("zoe");

        marks.write(file, students("ann", List.of(), "bo", List.of(TASK)), policy);
        String written = Files.readString(file);
        assertThat(written.substring(1)).isEqualTo("""
                id,item,points,comment,grader
                ann,task 1.4,,to discuss,
                ann,task 1.5,0,,
                ann,question 1a,,,
                ann,1b,"1,5","half, but good",
                bo,task 1.4,,,
                bo,question 1a,,,kim
                bo,question 1b,,,
                zoe,question 1a,1,she left,kim
                """.replace("\n", "\r\n"));

        Marks.read(file, policy).write(file, students("ann", List.of(), "bo", List.of(TASK)), policy);
        assertThat(Files.readString(file)).as("written again").isEqualTo(written);
    }

    @Test
    void aFileWithSemicolonsKeepsThem() throws IOException {
        write("id;item;points;comment\nann;question 1a;1,5;good; \n".replace("good; ", "good"));

        Marks.read(file, policy).write(file, students("ann", List.of(), "bo", List.of()), policy);

        assertThat(Files.readString(file)).contains("ann;question 1a;1,5;good\r\n").contains("bo;question 1b;;\r\n");
    }

    @Test
    void anIdThatLooksLikeAFormulaIsDefusedAndStillFound() throws IOException {
        Marks.read(file, policy).write(file, students("=cmd", List.of(), "-x", List.of()), policy);
        assertThat(Files.readString(file)).contains("\n'=cmd,question 1a").doesNotContain("\n=cmd");
        Files.writeString(file, Files.readString(file).replace("'=cmd,question 1a,", "'=cmd,question 1a,2"));

        assertThat(Marks.read(file, policy).of("=cmd", policy.questions().get(0)))
                .contains(new Mark(Optional.of(new BigDecimal("2")), ""));
    }

    @Test
    void pointsOfChaptersThatAreNotGradedAreKept() throws IOException {
        write("id,item,points,comment\nann,question 6a,99,\n");

        Marks.read(file, policy).write(file, students("ann", List.of(), "bo", List.of()), policy);

        assertThat(Files.readString(file)).contains("ann,question 6a,99,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ann,1a,3,              | marks.csv, line 2 gives 3 points for question 1a, which is worth 2 at most
            ann,1.1,2.5,           | line 2 gives 2.5 points for task 1.1, which is worth 2 at most
            ann,1a,-1,             | line 2 has the points '-1'
            ann,1a,good,           | line 2 has the points 'good'
            ann,1a,1.125,          | at most two decimals
            ann,first,1,           | line 2 has the item 'first'. An item is written like 'task 3.1' or 'question 3b'
            ann,1.9,1,             | line 2 is for task 1.9, which there isn't
            ,1a,1,                 | line 2 has no id
            ann,1c,1,              | line 2 is for question 1c, which there isn't
            ann,1a,1               | line 2 has 3 cells
            ann,1a,1,/ann,1a,2,    | line 3 is the second one for ann, question 1a
            """)
    void whatIsNotUnderstoodIsRefused(String rows, String message) throws IOException {
        write("id,item,points,comment\n" + rows.replace('/', '\n') + "\n");

        assertThatThrownBy(() -> Marks.read(file, policy)).isInstanceOf(WorkbookException.class)
                .hasMessageContaining(message);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static Map<String, List<TaskNumber>> students(String one, List<TaskNumber> tasks, String other,
            List<TaskNumber> others) {
        Map<String, List<TaskNumber>> students = new LinkedHashMap<>();
        students.put(one, tasks);
        students.put(other, others);
        return students;
    }
}
