package workbook.grader.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.grader.policy.Roster.Student;
import workbook.runner.WorkbookException;

class RosterTest {

    private static final Student ANN = new Student("17", "Lee, Ann", "ann@uni.example", "ann.zip", 2);

    @TempDir
    private Path folder;

    @Test
    void readsItsColumnsInAnyOrderAndNoOthers() {
        assertThat(read("""
                Group,Email,days_late,ID,Submission,Name
                A,ann@uni.example,2,17,ann.zip,"Lee, Ann"

                B,,,18,,Bo
                """).students()).containsExactly(ANN, new Student("18", "Bo", "", "", 0));
    }

    @Test
    void readsWhatExcelSaves() {
        assertThat(read("\ufeffid;name;email;submission;days_late\r\n17;Lee, Ann;ann@uni.example;ann.zip;2\r\n;;;;\r\n")
                .students()).containsExactly(ANN);
    }

    @Test
    void onlyTheIdIsNeeded() {
        assertThat(read("id\n17\n18").students()).extracting(Student::id).containsExactly("17", "18");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            number,name/1,Ann               | roster.csv, line 1 has no column 'id'
            id,name,Name/1,a,b              | line 1 has the column 'name' twice
            id,name/1,Ann/2/3,Cem           | roster.csv, line 3 has 1 cells, and the header 2
            id,name/1,Ann,Lee               | line 2 has 3 cells
            id,name/1,Ann/2,Bo/1,Cem        | line 4 has the id '1', which line 2 has
            id,submission/1,a.zip/2,A.zip   | line 3 has the submission 'A.zip', which line 2 has
            id,name/,Ann                    | line 2 has no id
            id,days_late/1,-1               | line 2 has days_late '-1'
            id,days_late/1,1/2,some         | line 3 has days_late 'some'
            id,name                         | line 1 is followed by nobody
            id,name/1,"Ann                  | isn't a table
            """)
    void whatIsWrongIsSaidWithTheLine(String lines, String message) {
        assertThatThrownBy(() -> read(lines.replace('/', '\n'))).isInstanceOf(WorkbookException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aLineIsCountedAsAnEditorDoes() {
        assertThatThrownBy(() -> read("id,name\n1,\"two\nlines\"\n\n2,Bo,x\n"))
                .hasMessageContaining("line 5 has 3 cells");
    }

    @Test
    void nothingIsRefused() {
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("is empty");
    }

    private Roster read(String text) {
        try {
            return Roster.read(Files.writeString(folder.resolve("roster.csv"), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
