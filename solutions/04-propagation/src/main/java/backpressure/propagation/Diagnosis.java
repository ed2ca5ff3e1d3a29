package backpressure.propagation;

import java.util.List;
import java.util.Optional;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

/** Reads the meters as somebody looking for the slow one would. */
public final class Diagnosis {

    private Diagnosis() {
    }

    /** How backpressured a task is: at most 100 of 1,000 ms is OK, at most 500 LOW, more HIGH. */
    public static Level level(TimeShares shares) {
        if (shares.backpressured() <= 100) {
            return Level.OK;
        }
        return shares.backpressured() <= 500 ? Level.LOW : Level.HIGH;
    }

    /**
     * The task that holds up the others: the first, from the source on, that is OK itself and busy
     * more than half of its time, while every task above it is backpressured (LOW or HIGH).
     *
     * @param tasks from the source to the sink
     * @return its name, or nothing
     */
    public static Optional<String> bottleneck(List<TaskReading> tasks) {
        for (TaskReading task : tasks) {
            if (level(task.shares()) == Level.OK) {
                return task.shares().busy() > 500 ? Optional.of(task.name()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
