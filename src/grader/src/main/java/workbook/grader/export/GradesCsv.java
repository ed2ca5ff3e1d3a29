package workbook.grader.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import workbook.grader.policy.CsvText;
import workbook.grader.policy.Participants.Submission;
import workbook.grader.policy.Points;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Roster.Student;

/**
 * {@code grades.csv}: a line per student, then one for each submission of nobody's, which has no id. With a byte order
 * mark: Excel takes UTF-8 without one for the code page of its machine, and spoils names; LibreOffice, Numbers and
 * what else reads tables pass it over.
 */
final class GradesCsv {

    private GradesCsv() {
    }

    static String of(List<Standing> standings, Policy policy) {
        StringBuilder text = new StringBuilder("\ufeff");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
            printer.printRecord(header(policy));
            for (Standing standing : standings) {
                printer.printRecord(line(standing, policy));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> header(Policy policy) {
        List<String> header = new ArrayList<>(List.of("id", "name", "email", "submission"));
        policy.tasks().forEach(task -> header.add("task " + task)); // 1.1 alone would become a date
        policy.chapters().forEach(chapter -> header.add("chapter " + chapter));
        header.addAll(List.of("questions", "late", "total", "out of", "status", "to look at"));
        return header;
    }

    private static List<String> line(Standing standing, Policy policy) {
        Student student = standing.participant().student();
        List<String> line = new ArrayList<>();
        line.add(CsvText.defused(student.id())); // as it is: grades are entered for it
        line.add(text(student.name()));
        line.add(text(student.email()));
        line.add(text(standing.participant().submission().map(Submission::file).orElse("")));
        standing.score().tasks().forEach(task -> line.add(Points.text(task.points())));
        policy.chapters().forEach(chapter -> line.add(Points.text(standing.score().ofTasks(chapter))));
        line.add(Points.text(standing.score().ofQuestions()));
        line.add(Points.text(standing.score().late().negate()));
        line.add(Points.text(standing.score().total()));
        line.add(Points.text(standing.score().outOf()));
        line.add(standing.status().words());
        line.add(text(String.join("; ", standing.lookAt())));
        return line;
    }

    private static String text(String text) {
        return CsvText.defused(Plain.line(text, 4 * Plain.SENTENCE));
    }
}
