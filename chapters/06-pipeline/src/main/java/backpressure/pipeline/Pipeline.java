package backpressure.pipeline;

import java.util.List;
import java.util.Optional;
import workbook.world.Runtime;
import workbook.world.Todo;
import workbook.world.kafka.Topic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.postgres.Table;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioSettings;

/**
 * Source → map → filter → sink: four tasks, so named, and an exchange between each and the next,
 * named {@code "source → map"} and so on.
 *
 * <p>Each exchange has one lock, which its pool, channel, writer and gate share; no task ever holds
 * two.
 *
 * <p>In Flink: a job of four operators that aren't chained.
 */
public final class Pipeline implements ScenarioPipeline {

    /**
     * Puts the pipeline together; {@link #start} sets it going.
     *
     * @param settings its numbers; the map is {@link ScenarioSettings#map}, the filter
     *     {@link ScenarioSettings#filter}, made to take its time by {@link ScenarioSettings#slowedFilter}
     * @param runtime where its locks and its clock come from, and where its tasks are started
     * @param topic what the source reads
     * @param table where the sink writes; a failed insert is tried again 3 times
     */
    public Pipeline(ScenarioSettings settings, Runtime runtime, Topic topic, Table table) {
        throw new Todo("6.3");
    }

    /**
     * Starts the four tasks, named source, map, filter and sink; and, if there is a buffer timeout,
     * a fifth, the flusher, which flushes every writer each time the timeout has passed, until the
     * sink has ended, well or badly. What a task throws, it throws to the runtime.
     */
    @Override
    public void start() {
        throw new Todo("6.3");
    }

    @Override
    public List<TaskReading> readTasks() {
        throw new Todo("6.3");
    }

    @Override
    public List<ExchangeReading> readExchanges() {
        throw new Todo("6.3");
    }

    @Override
    public Whereabouts whereabouts() {
        throw new Todo("6.4");
    }

    @Override
    public long[] positions() {
        throw new Todo("6.3");
    }

    @Override
    public Level level(TimeShares shares) {
        throw new Todo("6.3");
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        throw new Todo("6.3");
    }
}
