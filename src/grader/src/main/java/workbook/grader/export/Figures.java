package workbook.grader.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.grader.export.Standing.Failure;
import workbook.grader.misconception.Misconception;
import workbook.grader.policy.Score.TaskPoints;
import workbook.testkit.TaskNumber;

/** What the class as a whole finds hard. Submissions of nobody's count, too: somebody wrote them. */
final class Figures {

    private Figures() {
    }

    /**
     * A task.
     *
     * @param states how many are in each, of those who handed in
     * @param mostFailed the test that most fail, with how many; none if nobody fails
     */
    record TaskFigures(TaskNumber task, String title, Map<Symbol, Long> states,
            Optional<Map.Entry<String, Long>> mostFailed) {

        long count(Symbol symbol) {
            return states.getOrDefault(symbol, 0L);
        }
    }

    /** @param ids of those whose failure looks like it, in order */
    record Likeness(Misconception misconception, String task, List<String> ids) {
    }

    /** Those that fewest pass first; of two, the one that more fail. */
    static List<TaskFigures> hardestFirst(List<Standing> standings) {
        Map<TaskNumber, List<TaskPoints>> tasks = new TreeMap<>();
        standings.stream().filter(standing -> standing.participant().submission().isPresent())
                .flatMap(standing -> standing.score().tasks().stream())
                .forEach(task -> tasks.computeIfAbsent(task.task(), any -> new ArrayList<>()).add(task));
        Map<String, Map<String, Long>> failed = standings.stream().flatMap(standing -> standing.failures().stream())
                .collect(Collectors.groupingBy(Failure::task,
                        Collectors.groupingBy(Failure::test, TreeMap::new, Collectors.counting())));
        return tasks.keySet().stream().map(task -> figures(task, tasks.get(task), failed.get(task.toString())))
                .sorted(Comparator.comparingLong((TaskFigures each) -> each.count(Symbol.PASSING))
                        .thenComparing(each -> -each.count(Symbol.FAILING)).thenComparing(TaskFigures::task))
                .toList();
    }

    private static TaskFigures figures(TaskNumber task, List<TaskPoints> all, Map<String, Long> failed) {
        String title = all.stream().map(TaskPoints::title).filter(each -> !each.isEmpty()).findFirst().orElse("");
        Map<Symbol, Long> states = all.stream()
                .collect(Collectors.groupingBy(each -> Symbol.of(each.verdict()), TreeMap::new, Collectors.counting()));
        Optional<Map.Entry<String, Long>> most = failed == null ? Optional.empty()
                : failed.entrySet().stream().max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
        return new TaskFigures(task, title, states, most);
    }

    /** Those that most have first. */
    static Collection<Likeness> likenesses(List<Standing> standings) {
        Map<String, Likeness> byName = new LinkedHashMap<>();
        for (Standing standing : standings) {
            for (Failure failure : standing.failures()) {
                failure.looksLike().ifPresent(like -> {
                    List<String> ids = byName.computeIfAbsent(like.name(),
                            any -> new Likeness(like, failure.task(), new ArrayList<>())).ids();
                    if (!ids.contains(standing.id())) {
                        ids.add(standing.id());
                    }
                });
            }
        }
        return byName.values().stream().sorted(Comparator.comparingInt((Likeness each) -> -each.ids().size())
                .thenComparing(each -> TaskNumber.parse(each.task()))
                .thenComparing(each -> each.misconception().name()))
                .toList();
    }
}
