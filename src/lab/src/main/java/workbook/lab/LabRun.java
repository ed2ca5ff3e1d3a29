package workbook.lab;

import java.util.List;
import workbook.lab.postgres.TableContent;
import workbook.world.scenario.ScenarioRun;

/**
 * What came of a lab.
 *
 * @param run what any run gives
 * @param versions of the three systems, in words
 * @param content of the table, when all had stopped
 * @param committed the offsets that the job had committed in Kafka at the end; none without checkpoints
 * @param checkpointMillis how long each finished checkpoint took, in order
 */
public record LabRun(ScenarioRun run, String versions, TableContent content, List<Long> committed,
        List<Long> checkpointMillis) {
}
