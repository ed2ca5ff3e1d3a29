package workbook.lab.measure;

import java.util.List;
import java.util.Optional;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

/** What Flink's Web UI, and whoever reads it, makes of the tasks' shares. */
public final class FlinkLevels {

    /** Milliseconds of a second: 10 %, 50 %, 95 %. */
    private static final double OK = 100;
    private static final double LOW = 500;
    private static final double NEARLY_ALL = 950;

    private FlinkLevels() {
    }

    /** In Flink: {@code JobVertexBackPressureHandler.getBackPressureLevel}. */
    public static Level of(TimeShares shares) {
        return shares.backpressured() <= OK ? Level.OK : shares.backpressured() <= LOW ? Level.LOW : Level.HIGH;
    }

    /** The task that is busy and not backpressured, below one that is; or the only one, if it is busy all the time. */
    public static Optional<String> bottleneck(List<TaskReading> tasks) {
        for (int i = tasks.size() - 1; i > 0; i--) {
            TimeShares shares = tasks.get(i).shares();
            if (shares.busy() >= LOW && of(shares) == Level.OK && of(tasks.get(i - 1).shares()) != Level.OK) {
                return Optional.of(tasks.get(i).name());
            }
        }
        return tasks.stream().limit(1).filter(task -> task.shares().busy() >= NEARLY_ALL).map(TaskReading::name)
                .findFirst();
    }
}
