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
 * named {@code "source → map"} and so on. From task 6.6 on the settings may chain operators into one
 * task, named {@code "map+filter"}; from task 6.7 on a task may have several subtasks.
 *
 * <p>Each exchange has one lock, which its pool, channel, writer and gate share; nobody ever holds two at
 * once: no task, not the flusher, and not who looks in.
 *
 * <p>In Flink: a job graph of four operators.
 */
public final class Pipeline implements ScenarioPipeline {

    /**
     * Puts the pipeline together; {@link #start} sets it going.
     *
     * @param settings its numbers; the map is {@link ScenarioSettings#map}, the filter
     *     {@link ScenarioSettings#filter}, made to take its time by {@link ScenarioSettings#slowedFilter};
     *     {@link ScenarioSettings#tasks} says which tasks there are
     * @param runtime where its locks and its clock come from, and where its tasks are started
     * @param topic what the source reads
     * @param table where the sink writes; a failed insert is tried again 3 times
     */
    public Pipeline(ScenarioSettings settings, Runtime runtime, Topic topic, Table table) {
        if (settings.tasks().size() < ScenarioSettings.OPERATORS.size()) {
            throw new Todo("6.6");   // operators that are chained: not yet
        }
        if (settings.tasks().stream().anyMatch(task -> task.parallelism() > 1)) {
            throw new Todo("6.7");   // tasks of several subtasks: not yet
        }
        throw new Todo("6.3");
    }

    /**
     * Starts the subtasks, each named as its task, {@code "map"}, or, if that has several,
     * {@code "map (1/2)"}; and, if there is a buffer timeout, one more, {@code "flusher"}, which flushes
     * every writer each time the timeout has passed, until all subtasks of the last task have ended, well
     * or badly. What a task throws, it throws to the runtime.
     */
    @Override
    public void start() {
        throw new Todo("6.3");
    }

    /**
     * For each task, by its name, from the source to the sink: of its subtasks' shares since the last call
     * the average, and the records of all of them. For a map or a filter, records taken in will do.
     */
    @Override
    public List<TaskReading> readTasks() {
        throw new Todo("6.3");
    }

    /**
     * For each exchange, by its name, from the source's on: the buffers, credit and records of all its
     * subtasks together. A remote exchange has, at the receiver, the exclusive buffers of each channel and the
     * floating ones of each gate; a local one has none there, and no credit.
     */
    @Override
    public List<ExchangeReading> readExchanges() {
        throw new Todo("6.3");
    }

    @Override
    public Whereabouts whereabouts() {
        throw new Todo("6.4");
    }

    /** For each partition, by its number in the whole topic: the offset that is fetched from it next. */
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
