package workbook.grader.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.policy.Policy.Question;
import workbook.runner.WorkbookException;
import workbook.testkit.TaskNumber;

class PolicyTest {

    private static final Path GRADING = Path.of("").toAbsolutePath().getParent().getParent().resolve("GRADING.md");

    @TempDir
    private Path folder;

    @Test
    void theDefaultGivesThePointsOfTheGradingGuide() throws IOException {
        Map<TaskNumber, BigDecimal> table = new TreeMap<>();
        Pattern.compile("(?m)^\\| (\\d\\.\\d) \\|.*\\| (\\d+) \\|$").matcher(Files.readString(GRADING)).results()
                .forEach(row -> table.put(TaskNumber.parse(row.group(1)), new BigDecimal(row.group(2))));

        Policy policy = Policy.byDefault();

        assertThat(table).as("rows of the table in GRADING.md").hasSize(42);
        assertThat(policy.points()).isEqualTo(table);
        assertThat(Points.sum(policy.points().values().stream())).isEqualByComparingTo("100");
        assertThat(policy.tasks()).hasSize(42);
    }

    @Test
    void theDefaultAsksTheQuestionsOfTheGradingGuide() throws IOException {
        Policy policy = Policy.byDefault();

        assertThat(policy.questions()).hasSize(12);
        assertThat(Points.sum(policy.questions().stream().map(Question::most))).isEqualByComparingTo("24");
        assertThat(Files.readString(GRADING)).contains("24 more can be had for the [questions]");
        assertThat(policy.questions()).extracting(Question::id)
                .containsExactly("1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b");
        for (Question question : policy.questions()) {
            assertThat(Files.readString(GRADING).replaceAll("[`\"]", "")).contains(question.text());
        }
        assertThat(policy.outOf()).isEqualByComparingTo("124");
    }

    @Test
    void whatAFileDoesNotSayIsAsByDefault() {
        Policy policy = read("""
                # ours
                points.1.1 = 2.5
                chapters = 01 03
                borrow = broken
                late.free-days = 2
                late.percent-per-day = 12.5
                late.most-days = 7
                question.1a = 0
                question.3b = 4
                question.3c = 1, wie groß?
                """);

        assertThat(policy.points()).containsEntry(TaskNumber.parse("1.1"), new BigDecimal("2.5"))
                .containsEntry(TaskNumber.parse("1.2"), new BigDecimal("2"));
        assertThat(policy.chapters()).containsExactly("01", "03");
        assertThat(policy.tasks()).extracting(TaskNumber::chapter).containsOnly(1, 3);
        assertThat(policy.borrow()).isEqualTo(Borrow.BROKEN);
        assertThat(policy.late()).isEqualTo(new Late(2, new BigDecimal("12.5"), OptionalInt.of(7)));
        assertThat(policy.questions())
                .extracting(question -> question.id() + " " + question.most() + " " + question.text())
                .containsExactly("1b 2 the Buffer that is lent again", "3a 2 a new buffer instead of a wait",
                        "3b 4 looking, then taking", "3c 1 wie groß?");
        assertThat(policy.outOf()).isEqualByComparingTo("40.5");
    }

    @Test
    void theFileThatShipsCanBeOnesOwn() {
        assertThat(read(Policy.defaultFile())).isEqualTo(Policy.byDefault());
        assertThat(read("\ufeffborrow=broken").borrow()).as("with a byte order mark").isEqualTo(Borrow.BROKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            points.1.9 = 2             | points.1.9 names no task of the workbook. It has 1.1 to 6.7.
            points.one = 2             | points.one names no task
            points.1.1 = -1            | points.1.1 is '-1'. Points are a number such as 2 or 1.5
            points.1.1 = 1.125         | at most two decimals
            points.1.1 = 1e9           | points.1.1 is '1e9'
            points.1.1 =               | points.1.1 is ''
            point.1.1 = 2              | point.1.1 is no key of a policy
            chapters = 01 07           | chapters names '07'. There are 01 02 03 04 05 06
            chapters =                 | chapters names ''
            borrow = always            | borrow is 'always'. It is either never or broken.
            late.free-days = 1.5       | late.free-days is '1.5'. Days are a whole number
            late.percent-per-day = 101 | from 0 to 100
            late.most-days = soon      | late.most-days is 'soon'
            question.x = 2, why?       | question.x isn't the name of a question
            question.1c = 2            | question.1c needs a text
            question.1a = two, why?    | question.1a is 'two'
            """)
    void whatIsWrongIsSaidWithFileAndKey(String line, String message) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(WorkbookException.class)
                .hasMessageStartingWith("our.properties: ").hasMessageContaining(message);
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("points.1.1 = 1\npoints.1.2 = 1\npoints.1.1 = 1\n"))
                .hasMessage("our.properties: points.1.1 is there twice. Take one of them out.");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        assertThatThrownBy(() -> read("borrow = \\u12")).hasMessageContaining("our.properties can't be read");
        assertThatThrownBy(() -> Policy.read(folder.resolve("none"))).hasMessageContaining("Can't read");
        Path latin = Files.write(folder.resolve("latin.properties"), new byte[] {'#', (byte) 0xe4});
        assertThatThrownBy(() -> Policy.read(latin)).hasMessageContaining("isn't UTF-8");
    }

    private Policy read(String text) {
        try {
            return Policy.read(Files.writeString(folder.resolve("our.properties"), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
