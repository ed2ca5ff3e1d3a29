package workbook.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import workbook.runner.ChapterReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;

/**
 * Which tests to run first, so that the student knows at once: those that didn't pass, since that is what they
 * work on, and of the others as many as there is time for, the shortest first. The rest comes right after.
 */
final class FirstLook {

    private static final Duration TIME = Duration.ofMillis(120);
    /** With few orders a test takes much less than with all; how much, one sees when it was run like that. */
    private static final int FASTER = 4;

    private final Map<String, Duration> took = new HashMap<>();

    /** What a first look took. */
    void learn(ChapterReport look) {
        look.tests().forEach(test -> took.put(test.method(), test.took()));
    }

    /** The names of the tests to run, at least one. */
    Set<String> testsOf(ChapterReport before) {
        List<TestReport> inOrder = before.tests().stream()
                .sorted(Comparator.comparing((TestReport test) -> test.verdict() == Verdict.PASSING)
                        .thenComparing(this::estimate))
                .toList();
        Set<String> chosen = new LinkedHashSet<>();
        Duration sum = Duration.ZERO;
        for (TestReport test : inOrder) {
            sum = sum.plus(estimate(test));
            if (chosen.isEmpty() || sum.compareTo(TIME) <= 0) {
                chosen.add(test.method());
            }
        }
        return chosen;
    }

    private Duration estimate(TestReport test) {
        return took.getOrDefault(test.method(), test.took().dividedBy(FASTER));
    }
}
