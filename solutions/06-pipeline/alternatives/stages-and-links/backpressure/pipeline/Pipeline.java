package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.lag.Consumer;
import backpressure.lag.LagMonitor;
import backpressure.lag.SourceTask;
import backpressure.propagation.Diagnosis;
import backpressure.propagation.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import workbook.world.Runtime;
import workbook.world.kafka.AssignedPartitions;
import workbook.world.kafka.Topic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.operator.InHand;
import workbook.world.operator.Operator;
import workbook.world.postgres.Table;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/**
 * A pipeline of {@link Stage}s, each of which owns its input; a {@link Link} is one channel with its writer. The
 * positions are asked of every consumer and put where they belong. No map, filter or sink knows where it stands.
 */
public final class Pipeline implements ScenarioPipeline {

    private final ScenarioSettings settings;
    private final Runtime runtime;
    private final Topic topic;
    private final Table table;
    private final List<Stage> stages = new ArrayList<>();
    private final List<AssignedPartitions> assigned = new ArrayList<>();
    private final List<Consumer> consumers = new ArrayList<>();
    private final List<LagMonitor> lags = new ArrayList<>();
    private final List<LongSupplier> fetched = new ArrayList<>();
    private final List<LongSupplier> inHand = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<BatchingSink> sinks = new ArrayList<>();

    public Pipeline(ScenarioSettings settings, Runtime runtime, Topic topic, Table table) {
        this.settings = settings;
        this.runtime = runtime;
        this.topic = topic;
        this.table = table;
        Stage above = null;
        for (TaskSettings task : settings.tasks()) {
            above = new Stage(task, above, settings, runtime);
            stages.add(above);
        }
        for (int i = 0; i < stages.size(); i++) {
            Stage below = i + 1 < stages.size() ? stages.get(i + 1) : null;
            for (int subtask = 0; subtask < stages.get(i).parallelism(); subtask++) {
                ResultPartitionWriter output = Stage.output(below, subtask);
                List<String> operators = settings.tasks().get(i).operators();
                stages.get(i).add(i == 0 ? source(subtask, operators, output)
                        : between(stages.get(i), subtask, operators, output), below);
            }
        }
    }

    @Override
    public void start() {
        stages.forEach(Stage::start);
        if (settings.bufferTimeoutMillis().isPresent()) {
            runtime.start("flusher", this::flush);
        }
    }

    @Override
    public List<TaskReading> readTasks() {
        return stages.stream().map(Stage::readTask).toList();
    }

    @Override
    public List<ExchangeReading> readExchanges() {
        return stages.stream().skip(1).map(Stage::readExchange).toList();
    }

    @Override
    public Whereabouts whereabouts() {
        List<IntSupplier> exchanges = stages.stream().<IntSupplier>map(stage -> stage::records).toList();
        return new Ledger(lags, fetched, inHand, exchanges, filters, sinks, table).read();
    }

    @Override
    public long[] positions() {
        long[] positions = new long[settings.partitions()];
        for (int reader = 0; reader < consumers.size(); reader++) {
            for (int partition = 0; partition < assigned.get(reader).partitions(); partition++) {
                positions[assigned.get(reader).numberInTopic(partition)] = consumers.get(reader).position(partition);
            }
        }
        return positions;
    }

    @Override
    public Level level(TimeShares shares) {
        return Diagnosis.level(shares);
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        return Diagnosis.bottleneck(tasks);
    }

    private void flush() throws InterruptedException {
        long nanos = settings.bufferTimeoutMillis().getAsLong() * 1_000_000;
        do {
            runtime.sleep(nanos);
            stages.forEach(Stage::flush);
        } while (!stages.get(stages.size() - 1).hasEnded());
    }

    private Stage.Worker source(int subtask, List<String> operators, ResultPartitionWriter output) {
        AssignedPartitions mine = new AssignedPartitions(topic, subtask, stages.get(0).parallelism());
        Consumer consumer = new Consumer(mine, "stages");
        List<InHand> sink = new ArrayList<>();
        ResultPartitionWriter first = output;
        if (operators.size() > 1) {
            first = new ChainingOutput(chain(operators.subList(1, operators.size()), sink), output, runtime.clock());
        }
        String name = stages.get(0).name(subtask);
        SourceTask source = new SourceTask(mine, consumer, settings.maxPollRecords(), first,
                runtime.lock(name + ", idle"), runtime.clock());
        assigned.add(mine);
        consumers.add(consumer);
        lags.add(new LagMonitor(mine, consumer, "stages", runtime.clock()));
        fetched.add(() -> source.fetched() - atSink(sink));
        return new Stage.Worker(name, source::run, source::recordsOut, source::idleNanos);
    }

    private Stage.Worker between(Stage stage, int subtask, List<String> operators, ResultPartitionWriter output) {
        List<InHand> sink = new ArrayList<>();
        Task task = new Task(stage.gate(subtask), chain(operators, sink), output);
        inHand.add(() -> task.recordsInHand() - atSink(sink));
        return Stage.worker(stage.name(subtask), task, stage.gate(subtask));
    }

    /** The first one with all the rest. */
    private Operator chain(List<String> names, List<InHand> sink) {
        Operator first = switch (names.get(0)) {
            case "map" -> settings.map(runtime);
            case "filter" -> filter();
            default -> sink(sink);
        };
        return names.size() == 1 ? first : first.chain(chain(names.subList(1, names.size()), sink));
    }

    private Operator filter() {
        Filter filter = settings.filter();
        filters.add(filter);
        return settings.slowedFilter(filter, runtime);
    }

    private Operator sink(List<InHand> sink) {
        BatchingSink batching = new BatchingSink(table, settings.batchRows(), settings.batchTimeoutMillis() * 1_000_000,
                3, runtime.clock());
        sinks.add(batching);
        sink.add(new InHand(batching));
        return sink.get(0);
    }

    private static int atSink(List<InHand> sink) {
        return sink.isEmpty() ? 0 : sink.get(0).records();
    }
}
