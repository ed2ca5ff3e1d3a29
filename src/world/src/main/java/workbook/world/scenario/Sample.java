package workbook.world.scenario;

import java.util.List;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;

/**
 * What a run looked like at one moment.
 *
 * @param second virtual time since the start
 * @param tasks from the source to the sink
 * @param exchanges from the source's to the sink's
 * @param whereabouts where every record is
 * @param produced how many records were produced so far
 * @param lagPerPartition end offset minus position of each
 * @param resources what it takes of memory, disk and network
 */
public record Sample(double second, List<TaskReading> tasks, List<ExchangeReading> exchanges,
        Whereabouts whereabouts, long produced, List<Long> lagPerPartition, Resources resources) {
}
