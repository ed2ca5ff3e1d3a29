package workbook.world.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

/** What was read in the steps of the last second: averages of it, and rates. */
final class LastSecond {

    /** How many steps a second has. */
    static final int STEPS = 10;

    /** The newest last. */
    private final Deque<Reading> readings = new ArrayDeque<>();

    /**
     * What only grows.
     *
     * @param fetched records, from all partitions
     * @param rows committed
     */
    record Counts(long fetched, long rows, long commits) {
    }

    private record Reading(List<TaskReading> tasks, Counts counts) {
    }

    /** @param tasks what they did in this step */
    void add(List<TaskReading> tasks, Counts counts) {
        readings.add(new Reading(tasks, counts));
        if (readings.size() > STEPS + 1) {
            readings.remove();
        }
    }

    /** Another job begins. */
    void clear() {
        readings.clear();
    }

    /** Whether the job has only just begun. */
    boolean isEmpty() {
        return readings.isEmpty();
    }

    /** Tasks that had no time to do anything. */
    static List<TaskReading> idle(List<TaskReading> tasks) {
        return tasks.stream()
                .map(task -> new TaskReading(task.name(), new TimeShares(0, 0, 0, 1_000), task.recordsOut())).toList();
    }

    /** What they did on average, if anything was read. */
    List<TaskReading> tasks() {
        List<Reading> second = readings.stream().skip(Math.max(0, readings.size() - STEPS)).toList();
        List<TaskReading> averages = new ArrayList<>();
        for (int i = 0; i < readings.getLast().tasks().size(); i++) {
            TaskReading now = readings.getLast().tasks().get(i);
            averages.add(new TaskReading(now.name(), new TimeShares(average(second, i, TimeShares::busy),
                    average(second, i, TimeShares::softBackpressured), average(second, i, TimeShares::hardBackpressured),
                    average(second, i, TimeShares::idle)), now.recordsOut()));
        }
        return averages;
    }

    /** What it takes, with the rates of the last second. */
    Resources resources(ScenarioSettings settings, List<ExchangeReading> exchanges, long lag) {
        long buffers = exchanges.stream().mapToLong(e -> e.senderBuffersUsed() + e.receiverBuffersUsed()).sum();
        Counts first = readings.isEmpty() ? new Counts(0, 0, 0) : readings.getFirst().counts();
        Counts last = readings.isEmpty() ? first : readings.getLast().counts();
        double seconds = Math.max(1, readings.size() - 1) / (double) STEPS;
        return new Resources(buffers * settings.bufferBytes(), lag * settings.recordBytes(),
                (last.fetched - first.fetched) * settings.recordBytes() / seconds,
                (last.rows - first.rows) * settings.streamRecordBytes() / seconds,
                (last.commits - first.commits) / seconds);
    }

    private static double average(List<Reading> second, int task, ToDoubleFunction<TimeShares> share) {
        return second.stream().mapToDouble(reading -> share.applyAsDouble(reading.tasks().get(task).shares())).average()
                .orElse(0);
    }
}
