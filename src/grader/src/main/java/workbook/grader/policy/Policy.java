package workbook.grader.policy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import workbook.testkit.TaskNumber;

/**
 * What counts how much, and what an instructor decides once for everybody.
 *
 * @param points for each task, when all its tests pass; of all chapters, graded or not
 * @param chapters those that are graded, as {@code "03"}, in order
 * @param questions of those chapters, which a person grades, in order
 */
public record Policy(SortedMap<TaskNumber, BigDecimal> points, List<String> chapters, Borrow borrow, Late late,
        List<Question> questions) {

    /** When the reference stands in for an earlier chapter of a submission. */
    public enum Borrow {
        NEVER,
        /** When not all tasks of that chapter pass. */
        BROKEN
    }

    /**
     * A question of a lesson.
     *
     * @param id {@code "3b"}: the second question of chapter 03
     * @param most so many points for a full answer
     */
    public record Question(String id, BigDecimal most, String text) {

        static final Comparator<Question> IN_ORDER =
                Comparator.comparing(Question::chapter).thenComparing(Question::id);

        /** {@code "03"} */
        public String chapter() {
            return Policy.code(Integer.parseInt(id.substring(0, id.length() - 1)));
        }
    }

    public Policy {
        points = new TreeMap<>(points);
        chapters = List.copyOf(chapters);
        questions = List.copyOf(questions);
    }

    /** The one that ships with the workbook. */
    public static Policy byDefault() {
        return PolicyFile.byDefault();
    }

    /** The file of the default policy, whose comments explain every key: to begin one's own with. */
    public static String defaultFile() {
        return PolicyFile.defaultText();
    }

    /**
     * The default policy, with what a file says otherwise.
     *
     * @throws workbook.runner.WorkbookException if it isn't there, or something in it isn't understood
     */
    public static Policy read(Path file) {
        return PolicyFile.read(file);
    }

    /** The same for some chapters alone, as {@code "03"}. */
    public Policy only(Collection<String> some) {
        List<String> graded = some.stream().distinct().sorted().toList();
        return new Policy(points, graded, borrow, late,
                questions.stream().filter(question -> graded.contains(question.chapter())).toList());
    }

    /** Of the chapters that are graded, in order. */
    public List<TaskNumber> tasks() {
        return points.keySet().stream().filter(task -> chapters.contains(chapterOf(task))).toList();
    }

    /** The chapter of a task, as {@code "03"}. */
    public static String chapterOf(TaskNumber task) {
        return code(task.chapter());
    }

    static String code(int chapter) {
        return (chapter < 10 ? "0" : "") + chapter;
    }

    /** What all tasks and questions are worth together. */
    public BigDecimal outOf() {
        return Points.sum(tasks().stream().map(points::get)).add(Points.sum(questions.stream().map(Question::most)));
    }
}
