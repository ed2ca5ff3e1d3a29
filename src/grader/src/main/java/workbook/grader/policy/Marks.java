package workbook.grader.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import workbook.grader.policy.Policy.Question;
import workbook.runner.WholeFile;
import workbook.testkit.TaskNumber;

/**
 * What people give by hand: a table {@code id,item,points,comment}, which survives grading again. Points for a task
 * replace those that the tests give.
 */
public final class Marks {

    private static final List<String> COLUMNS = List.of("id", "item", "points", "comment");

    /**
     * What somebody has written into a row.
     *
     * @param points empty: not given yet
     */
    public record Mark(Optional<BigDecimal> points, String comment) {
    }

    private record Row(String id, Item item, Mark mark, List<String> cells) {

        boolean saysSomething(int idPlace, int itemPlace) {
            for (int i = 0; i < cells.size(); i++) {
                if (i != idPlace && i != itemPlace && !cells.get(i).isBlank()) {
                    return true;
                }
            }
            return false;
        }
    }

    private final char separator;
    private final List<String> columns;
    private final Map<String, Integer> places;
    /** By id, in the order of the file. */
    private final Map<String, SortedMap<Item, Row>> rows = new LinkedHashMap<>();

    private Marks(char separator, List<String> columns, Map<String, Integer> places) {
        this.separator = separator;
        this.columns = columns;
        this.places = places;
    }

    /** Nobody has given any. */
    public static Marks none() {
        return new Marks(',', COLUMNS, Map.of("id", 0, "item", 1, "points", 2, "comment", 3));
    }

    /**
     * Reads them; none, if there is no such file. Rows for chapters that aren't graded are kept, and passed over.
     *
     * @throws workbook.runner.WorkbookException if something in it isn't right, with the line: points above the most,
     *     say. Then nothing should be written: it might be somebody's evening
     */
    public static Marks read(Path file, Policy policy) {
        if (Files.notExists(file)) {
            return none();
        }
        Csv csv = Csv.read(file);
        Map<String, Integer> places = csv.places("id", "item", "points", "comment");
        Marks marks = new Marks(csv.separator(), csv.columns(), places);
        for (Csv.Row row : csv.rows()) {
            String id = CsvText.undone(row.cells().get(places.get("id")).strip());
            if (id.isEmpty()) {
                throw csv.wrong(row.line(), "has no id");
            }
            String written = row.cells().get(places.get("item")).strip();
            Item item = Item.parse(written).orElseThrow(() -> csv.wrong(row.line(), "has the item '" + written
                    + "'. An item is written like 'task 3.1' or 'question 3b'"));
            Mark mark = new Mark(points(csv, row, row.cells().get(places.get("points")).strip(), item, policy),
                    row.cells().get(places.get("comment")).strip());
            Row other = marks.of(id).put(item, new Row(id, item, mark, row.cells()));
            if (other != null) {
                throw csv.wrong(row.line(), "is the second one for " + id + ", " + item + ". Take one of them out");
            }
        }
        return marks;
    }

    /** For a task; nothing if nobody has written anything. */
    public Optional<Mark> of(String id, TaskNumber task) {
        return of(id, Item.of(task));
    }

    /** For a question; nothing if nobody has written anything. */
    public Optional<Mark> of(String id, Question question) {
        return of(id, Item.of(question));
    }

    /** Those that there are marks for, and who aren't among these. */
    public List<String> strangers(Collection<String> ids) {
        return rows.keySet().stream().filter(id -> !ids.contains(id))
                .filter(id -> rows.get(id).values().stream().anyMatch(this::saysSomething)).toList();
    }

    /**
     * Writes them, with an empty row for what is still to be given; what somebody has written stays as it is.
     *
     * @param unjudged whoever takes part, in order, each with the tasks that a person has to judge
     */
    public void write(Path file, Map<String, List<TaskNumber>> unjudged, Policy policy) {
        StringBuilder text = new StringBuilder(Utf8.BYTE_ORDER_MARK); // else Excel takes it for something else
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT.builder().setDelimiter(separator).get())) {
            printer.printRecord(columns);
            for (String id : unjudged.keySet()) {
                SortedMap<Item, List<String>> cells = new TreeMap<>();
                policy.questions().forEach(question -> cells.put(Item.of(question), empty(id, Item.of(question))));
                unjudged.get(id).forEach(task -> cells.put(Item.of(task), empty(id, Item.of(task))));
                cells.putAll(kept(id));
                printer.printRecords(cells.values());
            }
            for (String id : strangers(unjudged.keySet())) {
                printer.printRecords(kept(id).values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private SortedMap<Item, List<String>> kept(String id) {
        SortedMap<Item, List<String>> kept = new TreeMap<>();
        rows.getOrDefault(id, new TreeMap<>()).values().stream().filter(this::saysSomething)
                .forEach(row -> kept.put(row.item(), row.cells()));
        return kept;
    }

    private List<String> empty(String id, Item item) {
        String[] cells = new String[columns.size()];
        Arrays.fill(cells, "");
        cells[places.get("id")] = CsvText.defused(id);
        cells[places.get("item")] = item.toString();
        return new ArrayList<>(Arrays.asList(cells));
    }

    private boolean saysSomething(Row row) {
        return row.saysSomething(places.get("id"), places.get("item"));
    }

    private Optional<Mark> of(String id, Item item) {
        return Optional.ofNullable(rows.getOrDefault(id, new TreeMap<>()).get(item)).filter(this::saysSomething)
                .map(Row::mark);
    }

    private SortedMap<Item, Row> of(String id) {
        return rows.computeIfAbsent(id, any -> new TreeMap<>());
    }

    private static Optional<BigDecimal> points(Csv csv, Csv.Row row, String written, Item item, Policy policy) {
        Optional<BigDecimal> most = most(item, policy);
        boolean graded = policy.chapters().contains(Policy.code(item.chapter()));
        if (graded && most.isEmpty()) {
            throw csv.wrong(row.line(), "is for " + item + ", which there isn't");
        }
        if (written.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal points = Points.parse(written).orElseThrow(() -> csv.wrong(row.line(), "has the points '" + written
                + "'. Points are a number such as 2 or 1.5: 0 or more, at most two decimals"));
        if (graded && points.compareTo(most.get()) > 0) {
            throw csv.wrong(row.line(), "gives " + written + " points for " + item + ", which is worth "
                    + Points.text(most.get()) + " at most");
        }
        return Optional.of(points);
    }

    private static Optional<BigDecimal> most(Item item, Policy policy) {
        return item.isQuestion()
                ? policy.questions().stream().filter(question -> question.id().equals(item.number())).findFirst()
                        .map(Question::most)
                : Optional.ofNullable(policy.points().get(TaskNumber.parse(item.number())));
    }
}
