package workbook.world.scenario;

import java.util.List;
import java.util.Optional;
import workbook.world.Runtime;
import workbook.world.kafka.Topic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.postgres.Table;

/** Source → map → filter → sink, between a topic and a table: what a run needs of it. */
public interface ScenarioPipeline {

    /** Starts its tasks. Doesn't wait for them. */
    void start();

    /** What the meters say, from the source to the sink; the shares are those since the last call. */
    List<TaskReading> readTasks();

    /** How full the exchanges are, from the source's to the sink's. */
    List<ExchangeReading> readExchanges();

    /** Where every record is. */
    Whereabouts whereabouts();

    /** The offset the source fetches next, for each partition. */
    long[] positions();

    /** How backpressured a task with these shares is. */
    Level level(TimeShares shares);

    /** Which of the tasks, from the source to the sink, holds up the others; nothing if none does. */
    Optional<String> bottleneck(List<TaskReading> tasks);

    /** Builds one. */
    @FunctionalInterface
    interface Builder {
        ScenarioPipeline build(ScenarioSettings settings, Runtime runtime, Topic topic, Table table);
    }
}
