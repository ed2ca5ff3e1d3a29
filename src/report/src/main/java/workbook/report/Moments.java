package workbook.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import workbook.world.metrics.TaskReading;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/** What there is to say of a moment: which tasks wait, and who makes them. The page says the same at length. */
final class Moments {

    /** Milliseconds of a second. */
    private static final double OK = 100;
    private static final double HALF = 500;
    private static final double NEARLY_ALL = 950;

    private final List<Sample> samples;
    private final long inPerSecond;
    private final RunEvents events;
    private final Rates rates;

    Moments(ScenarioRun run) {
        samples = run.samples();
        inPerSecond = run.settings().inPerSecond();
        events = new RunEvents(run);
        rates = new Rates(samples);
    }

    /** In a sentence, and in a shorter one. */
    List<String> said(int index) {
        List<TaskReading> tasks = samples.get(index).tasks();
        List<String> waits = tasks.stream().filter(task -> index > 0 && task.shares().backpressured() > OK)
                .map(TaskReading::name).toList();
        String names = waits.size() < 2 ? String.join("", waits)
                : String.join(", ", waits.subList(0, waits.size() - 1)) + " and " + waits.get(waits.size() - 1);
        Function<String, String> sentence = who -> sentence(index, who, waits.size());
        return List.of(sentence.apply(names), sentence.apply(waits.size() + (waits.size() == 1 ? " task" : " tasks")));
    }

    private String sentence(int index, String who, int waiting) {
        Sample sample = samples.get(index);
        List<TaskReading> tasks = sample.tasks();
        int slow = events.bottleneckAt(index);
        boolean hasLag = sample.whereabouts().lag() > Math.max(1, inPerSecond / 100);
        boolean shrinks = rates.lag(index) <= -1;
        if (sample.produced() == 0) {
            return "Nothing has arrived yet.";
        }
        if (waiting == 0) {
            if (slow >= 0) {
                return tasks.get(slow).name() + " works all the time; the rest waits in Kafka.";
            }
            return hasLag ? "Nobody waits for a buffer." + (shrinks ? " The lag shrinks." : "") : keepsUp(tasks);
        }
        String wait = who + (waiting == 1 ? " waits" : " wait");
        if (!hasLag) {
            return wait + " for buffers. Kafka doesn't feel it yet.";
        }
        if (shrinks) {
            return wait + " part of the time. The lag shrinks.";
        }
        if (slow >= 0) {
            return tasks.get(slow).name() + " is too slow: " + wait + ", the rest piles up in Kafka.";
        }
        boolean somebodyWorks = IntStream.range(0, tasks.size()).anyMatch(i -> tasks.get(i).shares().busy() >= HALF);
        return somebodyWorks ? wait + " for buffers." : wait + " for buffers, and no task works: who frees them?";
    }

    private static String keepsUp(List<TaskReading> tasks) {
        return tasks.stream().filter(task -> task.shares().busy() >= NEARLY_ALL).findFirst()
                .map(full -> full.name() + " works all the time. Its input fills up; nobody above has noticed.")
                .orElse("All tasks keep up.");
    }
}
