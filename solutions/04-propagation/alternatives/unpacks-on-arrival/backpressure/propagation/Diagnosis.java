package backpressure.propagation;

import java.util.List;
import java.util.Optional;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

/** A diagnosis by streams: drop the backpressured tasks at the top, and look at the first that is left. */
public final class Diagnosis {

    private Diagnosis() {
    }

    public static Level level(TimeShares shares) {
        double backpressured = shares.softBackpressured() + shares.hardBackpressured();
        return backpressured > 500 ? Level.HIGH : backpressured > 100 ? Level.LOW : Level.OK;
    }

    public static Optional<String> bottleneck(List<TaskReading> tasks) {
        return tasks.stream()
                .dropWhile(task -> level(task.shares()) != Level.OK)
                .limit(1)
                .filter(task -> task.shares().busy() > 500)
                .map(TaskReading::name)
                .findFirst();
    }
}
