package workbook.grader.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.policy.Policy.Question;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;
import workbook.testkit.TaskNumber;

/** Reads a {@link Policy} from a properties file; what it doesn't say is as in the one that ships. */
final class PolicyFile {

    private static final String DEFAULT = "policy.properties";
    private static final Pattern QUESTION = Pattern.compile("[1-9]\\d?[a-z]");

    private final String name;
    private final SortedMap<String, String> values;

    private PolicyFile(String name, String text) {
        this.name = name;
        values = values(text);
    }

    static String defaultText() {
        try (InputStream in = PolicyFile.class.getResourceAsStream(DEFAULT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Policy byDefault() {
        Late nothing = new Late(0, BigDecimal.ZERO, OptionalInt.empty());
        Policy empty = new Policy(new TreeMap<>(), List.of(), Borrow.NEVER, nothing, List.of());
        return new PolicyFile(DEFAULT, defaultText()).over(empty, true);
    }

    static Policy read(Path file) {
        return new PolicyFile(file.getFileName().toString(), Utf8.read(file)).over(byDefault(), false);
    }

    /** @param anyTask whether it may name tasks that the other policy doesn't know */
    private Policy over(Policy other, boolean anyTask) {
        SortedMap<TaskNumber, BigDecimal> points = new TreeMap<>(other.points());
        Map<String, Question> questions = new TreeMap<>();
        other.questions().forEach(question -> questions.put(question.id(), question));
        List<String> chapters = other.chapters();
        Borrow borrow = other.borrow();
        int freeDays = other.late().freeDays();
        BigDecimal percent = other.late().percentPerDay();
        OptionalInt mostDays = other.late().mostDays();
        for (String key : values.keySet()) {
            String value = values.get(key);
            if (key.startsWith("points.")) {
                points.put(task(key, points, anyTask), points(key, value));
            } else if (key.startsWith("question.")) {
                Question question = question(key, value, questions);
                questions.put(question.id(), question);
            } else {
                switch (key) {
                    case "chapters" -> chapters = List.of(value.split("[\\s,]+"));
                    case "borrow" -> borrow = borrow(key, value);
                    case "late.free-days" -> freeDays = days(key, value);
                    case "late.percent-per-day" -> percent = percent(key, value);
                    case "late.most-days" -> mostDays = value.isEmpty() ? OptionalInt.empty()
                            : OptionalInt.of(days(key, value));
                    default -> throw wrong(key, "is no key of a policy. Those that are: points.1.1 and so on, chapters,"
                            + " borrow, late.free-days, late.percent-per-day, late.most-days, question.1a and so on");
                }
            }
        }
        return new Policy(points, chapters(chapters, points), borrow, new Late(freeDays, percent, mostDays),
                asked(questions, chapters));
    }

    private static List<Question> asked(Map<String, Question> questions, List<String> chapters) {
        return questions.values().stream()
                .filter(question -> question.most().signum() > 0 && chapters.contains(question.chapter()))
                .sorted(Question.IN_ORDER).toList();
    }

    private List<String> chapters(List<String> chapters, Map<TaskNumber, BigDecimal> points) {
        List<String> known = points.keySet().stream().map(Policy::chapterOf).distinct().toList();
        for (String chapter : chapters) {
            if (!known.contains(chapter)) {
                throw wrong("chapters", "names '" + chapter + "'. There are " + String.join(" ", known)
                        + ", with spaces between them");
            }
        }
        return chapters.stream().distinct().sorted().toList();
    }

    private TaskNumber task(String key, SortedMap<TaskNumber, BigDecimal> points, boolean anyTask) {
        try {
            TaskNumber task = TaskNumber.parse(key.substring("points.".length()));
            if (anyTask || points.containsKey(task)) {
                return task;
            }
        } catch (IllegalArgumentException e) {
            // isn't one either
        }
        throw wrong(key, "names no task of the workbook. It has " + points.firstKey() + " to " + points.lastKey());
    }

    private BigDecimal points(String key, String value) {
        return Points.parse(value).orElseThrow(() -> wrong(key, "is '" + value
                + "'. Points are a number such as 2 or 1.5: 0 or more, at most two decimals"));
    }

    private Question question(String key, String value, Map<String, Question> known) {
        String id = key.substring("question.".length());
        int comma = value.indexOf(',');
        String text = comma < 0 ? "" : value.substring(comma + 1).strip();
        Question other = known.get(id);
        if (!QUESTION.matcher(id).matches()) {
            throw wrong(key, "isn't the name of a question, which is the chapter's number and a letter: question.3b");
        }
        if (text.isEmpty() && other == null) {
            throw wrong(key, "needs a text after its points: question." + id + " = 2, why a buffer has a size");
        }
        String most = (comma < 0 ? value : value.substring(0, comma)).strip();
        return new Question(id, points(key, most), text.isEmpty() ? other.text() : text);
    }

    private Borrow borrow(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "never" -> Borrow.NEVER;
            case "broken" -> Borrow.BROKEN;
            default -> throw wrong(key, "is '" + value + "'. It is either never or broken");
        };
    }

    private int days(String key, String value) {
        if (!value.matches("\\d{1,4}")) {
            throw wrong(key, "is '" + value + "'. Days are a whole number, 0 or more");
        }
        return Integer.parseInt(value);
    }

    private BigDecimal percent(String key, String value) {
        return Points.parse(value).filter(percent -> percent.compareTo(BigDecimal.valueOf(100)) <= 0)
                .orElseThrow(() -> wrong(key, "is '" + value + "'. It is a number from 0 to 100, without a %"));
    }

    private SortedMap<String, String> values(String text) {
        SortedMap<String, String> read = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        Properties properties = new Properties() {
            @Override
            public Object put(Object key, Object value) { // what load() calls for each
                if (read.put((String) key, ((String) value).strip()) != null) {
                    twice.add((String) key);
                }
                return null;
            }
        };
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkbookException(Blame.USAGE, name + " can't be read: " + e.getMessage(), e);
        }
        if (!twice.isEmpty()) {
            throw wrong(twice.get(0), "is there twice. Take one of them out");
        }
        return read;
    }

    private WorkbookException wrong(String key, String what) {
        return new WorkbookException(Blame.USAGE, name + ": " + key + " " + what + ".");
    }
}
