package workbook.grader.policy;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.testkit.TaskNumber;

/**
 * What points are given for: a task or a question. Written with the word in front, since a spreadsheet takes
 * {@code 3.1} for a date.
 *
 * @param chapter from 1
 * @param isQuestion or else it's a task
 * @param number {@code "3.1"} or {@code "3b"}
 */
record Item(int chapter, boolean isQuestion, String number) implements Comparable<Item> {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(?:task|question)\\s*)?(([1-9]\\d?)(?:\\.[1-9]\\d?|([a-z])))");
    private static final Comparator<Item> IN_ORDER = Comparator.comparingInt(Item::chapter)
            .thenComparing(Item::isQuestion).thenComparing(item -> item.number().length()).thenComparing(Item::number);

    static Item of(TaskNumber task) {
        return new Item(task.chapter(), false, task.toString());
    }

    static Item of(Policy.Question question) {
        return new Item(Integer.parseInt(question.chapter()), true, question.id());
    }

    /** With or without the word in front; nothing if it's neither. */
    static Optional<Item> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        return written.matches()
                ? Optional.of(new Item(Integer.parseInt(written.group(2)), written.group(3) != null, written.group(1)))
                : Optional.empty();
    }

    @Override
    public int compareTo(Item other) {
        return IN_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (isQuestion ? "question " : "task ") + number;
    }
}
