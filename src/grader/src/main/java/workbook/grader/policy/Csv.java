package workbook.grader.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * A table that somebody may have saved with Excel: with commas, semicolons or tabs between its columns, whichever its
 * first line has most of. Lines with nothing in them are passed over.
 *
 * @param file its name, for messages
 * @param columns their names, as they are written
 */
record Csv(String file, char separator, List<String> columns, List<Row> rows) {

    /**
     * A line.
     *
     * @param line its number in the file, from 1
     * @param cells as many as there are columns
     */
    record Row(long line, List<String> cells) {
    }

    /** @throws WorkbookException if it can't be read, has no header, or a line has too few cells or too many */
    static Csv read(Path file) {
        String name = file.getFileName().toString();
        String text = Utf8.read(file);
        char separator = separator(text.lines().filter(line -> !line.isBlank()).findFirst()
                .orElseThrow(() -> wrong(name, 1, "is empty. The first line names the columns")));
        List<Row> rows = rows(name, text, separator);
        List<String> columns = rows.remove(0).cells();
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw wrong(name, row.line(), "has " + row.cells().size() + " cells, and the header " + columns.size()
                        + ". A cell with a '" + separator + "' in it is written in \"quotes\"");
            }
        }
        return new Csv(name, separator, columns, rows);
    }

    /**
     * Where each column is, by its name in small letters.
     *
     * @throws WorkbookException if one that is needed isn't there, or one is there twice
     */
    Map<String, Integer> places(String... needed) {
        Map<String, Integer> places = new HashMap<>();
        for (String column : columns) {
            String key = column.strip().toLowerCase(Locale.ROOT);
            if (!key.isEmpty() && places.put(key, places(key, columns)) != null) {
                throw wrong(1, "has the column '" + key + "' twice");
            }
        }
        for (String column : needed) {
            if (!places.containsKey(column)) {
                throw wrong(1, "has no column '" + column + "'. The first line names the columns, and it has: "
                        + String.join(", ", columns));
            }
        }
        return places;
    }

    WorkbookException wrong(long line, String what) {
        return wrong(file, line, what);
    }

    private static int places(String key, List<String> columns) {
        return columns.stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList().indexOf(key);
    }

    private static List<Row> rows(String name, String text, char separator) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            long before = 0;
            for (CSVRecord record : parser) {
                if (record.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(new Row(before + 1, record.toList()));
                }
                before = parser.getCurrentLineNumber();
            }
        } catch (UncheckedIOException | IOException | IllegalStateException e) {
            throw new WorkbookException(Blame.USAGE, name + " isn't a table with '" + separator
                    + "' between its columns: " + e.getMessage(), e);
        }
        return rows;
    }

    private static char separator(String header) {
        char most = ',';
        for (char each : new char[] {';', '\t'}) {
            most = count(header, each) > count(header, most) ? each : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(each -> each == wanted).count();
    }

    private static WorkbookException wrong(String file, long line, String what) {
        return new WorkbookException(Blame.USAGE, file + ", line " + line + " " + what + ".");
    }
}
