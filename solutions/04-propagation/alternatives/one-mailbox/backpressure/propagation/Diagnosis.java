package backpressure.propagation;

import java.util.List;
import java.util.Optional;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

/** A diagnosis that walks up from the sink: each task that is OK overrules those below it. */
public final class Diagnosis {

    private Diagnosis() {
    }

    public static Level level(TimeShares shares) {
        if (shares.backpressured() > 500) {
            return Level.HIGH;
        }
        return shares.backpressured() > 100 ? Level.LOW : Level.OK;
    }

    public static Optional<String> bottleneck(List<TaskReading> tasks) {
        String name = null;
        for (int i = tasks.size() - 1; i >= 0; i--) {
            TaskReading task = tasks.get(i);
            if (level(task.shares()).equals(Level.OK)) {
                name = task.shares().busy() > 500 ? task.name() : null;
            }
        }
        return Optional.ofNullable(name);
    }
}
