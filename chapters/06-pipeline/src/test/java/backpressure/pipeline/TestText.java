package backpressure.pipeline;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.ScenarioSettings;

/** What the tests have to tell, short. */
final class TestText {

    static final String NOTHING = "nothing";

    private TestText() {
    }

    /** {@code "source×2 map×3 filter sink×2"}, {@code "source map+filter sink"}. */
    static String tasks(ScenarioSettings settings) {
        return settings.tasks().stream()
                .map(task -> task.name() + (task.parallelism() == 1 ? "" : "×" + task.parallelism()))
                .collect(Collectors.joining(" "));
    }

    /** Of each task, what it did with its time. */
    static String readings(List<TaskReading> tasks) {
        return tasks.stream().map(task -> task.name() + ": " + shares(task.shares())).collect(Collectors.joining("; "));
    }

    /** In ms/s. */
    static String shares(TimeShares shares) {
        return String.format(Locale.ROOT, "busy %.0f, soft %.0f, hard %.0f, idle %.0f", shares.busy(),
                shares.softBackpressured(), shares.hardBackpressured(), shares.idle());
    }

    /** What is wrong with the records of a table that should hold each once, those of 0 to {@code total} - 1. */
    static String missingOrDoubled(List<Long> written, long total) {
        Set<Long> seen = new HashSet<>();
        List<Long> doubled = written.stream().filter(number -> !seen.add(number)).toList();
        List<Long> missing = LongStream.range(0, total).filter(number -> !seen.contains(number)).boxed().toList();
        String wrong = Stream.of(told(missing, "missing"), told(doubled, "there twice"))
                .filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        return wrong.isEmpty() ? NOTHING : wrong;
    }

    /** Which of the numbers, which should only grow, is the first that doesn't. */
    static String outOfOrder(Stream<Long> numbers) {
        long before = -1;
        for (Iterator<Long> each = numbers.iterator(); each.hasNext();) {
            long number = each.next();
            if (number < before) {
                return number + " was written after " + before;
            }
            before = number;
        }
        return NOTHING;
    }

    /** What was thrown, without its stack trace. */
    static String thrown(Throwable thrown) {
        return thrown == null ? NOTHING : thrown.toString();
    }

    /** To a tenth: nobody reads more digits. */
    static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }

    private static String told(List<Long> numbers, String what) {
        return numbers.isEmpty() ? "" : String.format(Locale.ROOT, "%,d %s %s, first %,d", numbers.size(),
                numbers.size() == 1 ? "is" : "are", what, numbers.get(0));
    }
}
