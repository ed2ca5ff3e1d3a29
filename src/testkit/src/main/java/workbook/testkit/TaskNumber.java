package workbook.testkit;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A task's number, {@code 3.2}: the second task of chapter 03.
 *
 * @param chapter 1 to 99
 * @param task within the chapter, from 1
 */
public record TaskNumber(int chapter, int task) implements Comparable<TaskNumber> {

    private static final Pattern PATTERN = Pattern.compile("[1-9]\\d?\\.[1-9]\\d?");

    /** @throws IllegalArgumentException if it isn't of the form {@code 3.2} */
    public static TaskNumber parse(String number) {
        if (!PATTERN.matcher(number).matches()) {
            throw new IllegalArgumentException("not the number of a task: " + number);
        }
        String[] parts = number.split("\\.");
        return new TaskNumber(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The one among a test's tags that is a task's number. */
    public static Optional<TaskNumber> among(Set<String> tags) {
        return tags.stream().filter(PATTERN.asMatchPredicate()).map(TaskNumber::parse).min(Comparator.naturalOrder());
    }

    @Override
    public int compareTo(TaskNumber other) {
        return Comparator.comparingInt(TaskNumber::chapter).thenComparingInt(TaskNumber::task).compare(this, other);
    }

    @Override
    public String toString() {
        return chapter + "." + task;
    }
}
