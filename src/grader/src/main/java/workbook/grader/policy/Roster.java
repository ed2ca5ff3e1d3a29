package workbook.grader.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who takes part: a table with the columns {@code id,name,email,submission,days_late}, in any order. Only {@code id}
 * must be there. Other columns are passed over.
 *
 * @param students in the order of the file
 */
public record Roster(List<Student> students) {

    /**
     * Somebody who takes part.
     *
     * @param id as grades are to be entered for
     * @param name empty if it isn't known
     * @param email empty if it isn't known
     * @param submission what the file is called; empty if it isn't said
     * @param daysLate 0 if it isn't said
     */
    public record Student(String id, String name, String email, String submission, int daysLate) {
    }

    public Roster {
        students = List.copyOf(students);
    }

    /**
     * Reads it; UTF-8, with commas, semicolons or tabs.
     *
     * @throws workbook.runner.WorkbookException if something in it isn't right, with the line
     */
    public static Roster read(Path file) {
        Csv csv = Csv.read(file);
        Map<String, Integer> places = csv.places("id");
        List<Student> students = new ArrayList<>();
        Map<String, Long> ids = new HashMap<>();
        Map<String, Long> submissions = new HashMap<>();
        for (Csv.Row row : csv.rows()) {
            String id = cell(row, places, "id");
            if (id.isEmpty()) {
                throw csv.wrong(row.line(), "has no id");
            }
            checkThatItIsNew(csv, row, "id", id, ids);
            String submission = cell(row, places, "submission");
            if (!submission.isEmpty()) {
                checkThatItIsNew(csv, row, "submission", submission, submissions);
            }
            students.add(new Student(id, cell(row, places, "name"), cell(row, places, "email"), submission,
                    days(csv, row, cell(row, places, "days_late"))));
        }
        if (students.isEmpty()) {
            throw csv.wrong(1, "is followed by nobody");
        }
        return new Roster(students);
    }

    private static void checkThatItIsNew(Csv csv, Csv.Row row, String column, String value, Map<String, Long> lines) {
        Long other = lines.putIfAbsent(value.toLowerCase(Locale.ROOT), row.line());
        if (other != null) {
            throw csv.wrong(row.line(), "has the " + column + " '" + value + "', which line " + other + " has");
        }
    }

    private static int days(Csv csv, Csv.Row row, String days) {
        if (!days.matches("\\d{0,4}")) {
            throw csv.wrong(row.line(), "has days_late '" + days + "'. It is a whole number, 0 or more; a day that has"
                    + " begun is a day");
        }
        return days.isEmpty() ? 0 : Integer.parseInt(days);
    }

    private static String cell(Csv.Row row, Map<String, Integer> places, String column) {
        return places.containsKey(column) ? row.cells().get(places.get(column)).strip() : "";
    }
}
