package backpressure.pipeline;

import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.lag.Consumer;
import backpressure.lag.LagMonitor;
import backpressure.lag.SourceTask;
import backpressure.propagation.Diagnosis;
import backpressure.propagation.InputGate;
import backpressure.propagation.Task;
import backpressure.propagation.TaskMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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

    private static final String GROUP = "pipeline";
    private static final int SINK_RETRIES = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ScenarioSettings settings;
    private final Runtime runtime;
    private final Topic topic;
    private final Table table;
    private final List<TaskSettings> tasks;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Subtask> subtasks = new ArrayList<>();
    private final List<Consumer> consumers = new ArrayList<>();
    /** Subtasks of the last task, the sink's, that haven't ended. */
    private final AtomicInteger lastRunning;

    private final List<LagMonitor> lags = new ArrayList<>();
    private final List<LongSupplier> fetched = new ArrayList<>();
    private final List<LongSupplier> inHand = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<BatchingSink> sinks = new ArrayList<>();
    private final Ledger ledger;

    /** A thread's work, and what there is to know of it. */
    private record Subtask(TaskSettings task, String name, Runtime.TaskBody body, TaskMeter meter,
            LongSupplier records) {
    }

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
        this.settings = settings;
        this.runtime = runtime;
        this.topic = topic;
        this.table = table;
        tasks = settings.tasks();
        for (int i = 1; i < tasks.size(); i++) {
            exchanges.add(new Exchange(tasks.get(i - 1), tasks.get(i), settings, runtime));
        }
        for (int i = 0; i < tasks.size(); i++) {
            for (int subtask = 0; subtask < tasks.get(i).parallelism(); subtask++) {
                Optional<Exchange.Output> output = i == exchanges.size() ? Optional.empty()
                        : Optional.of(exchanges.get(i).output(subtask));
                subtasks.add(i == 0 ? source(tasks.get(i), subtask, output)
                        : task(tasks.get(i), subtask, exchanges.get(i - 1).gate(subtask), output));
            }
        }
        lastRunning = new AtomicInteger(tasks.get(tasks.size() - 1).parallelism());
        List<IntSupplier> inExchanges = exchanges.stream().<IntSupplier>map(exchange -> exchange::records).toList();
        ledger = new Ledger(lags, fetched, inHand, inExchanges, filters, sinks, table);
    }

    /**
     * Starts the subtasks, each named as its task, {@code "map"}, or, if that has several,
     * {@code "map (1/2)"}; and, if there is a buffer timeout, one more, {@code "flusher"}, which flushes
     * every writer each time the timeout has passed, until all subtasks of the last task have ended, well
     * or badly. What a task throws, it throws to the runtime.
     */
    @Override
    public void start() {
        for (Subtask subtask : subtasks) {
            boolean last = subtask.task == tasks.get(tasks.size() - 1);
            runtime.start(subtask.name, last ? () -> runLast(subtask) : subtask.body);
        }
        settings.bufferTimeoutMillis().ifPresent(
                timeout -> runtime.start("flusher", () -> flushEvery(timeout * NANOS_PER_MILLI)));
    }

    /**
     * For each task, by its name, from the source to the sink: of its subtasks' shares since the last call
     * the average, and the records of all of them. For a map or a filter, records taken in will do.
     */
    @Override
    public List<TaskReading> readTasks() {
        return tasks.stream().map(task -> {
            List<Subtask> all = subtasks.stream().filter(subtask -> subtask.task == task).toList();
            List<TimeShares> shares = all.stream().map(subtask -> subtask.meter.read()).toList();
            return new TaskReading(task.name(), average(shares),
                    all.stream().mapToLong(subtask -> subtask.records.getAsLong()).sum());
        }).toList();
    }

    /**
     * For each exchange, by its name, from the source's on: the buffers, credit and records of all its
     * subtasks together. A remote exchange has, at the receiver, the exclusive buffers of each channel and the
     * floating ones of each gate; a local one has none there, and no credit.
     */
    @Override
    public List<ExchangeReading> readExchanges() {
        return exchanges.stream().map(Exchange::read).toList();
    }

    @Override
    public Whereabouts whereabouts() {
        return ledger.read();
    }

    /** For each partition, by its number in the whole topic: the offset that is fetched from it next. */
    @Override
    public long[] positions() {
        return IntStream.range(0, settings.partitions())
                .mapToLong(p -> consumers.get(p % consumers.size()).position(p / consumers.size()))
                .toArray();
    }

    @Override
    public Level level(TimeShares shares) {
        return Diagnosis.level(shares);
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        return Diagnosis.bottleneck(tasks);
    }

    private Subtask source(TaskSettings task, int number, Optional<Exchange.Output> output) {
        Topic assigned = new AssignedPartitions(topic, number, task.parallelism());
        Consumer consumer = new Consumer(assigned, GROUP);
        Chain chain = new Chain(task.operators().subList(1, task.operators().size()));
        ResultPartitionWriter writer = writer(output);
        SourceTask source = new SourceTask(assigned, consumer, settings.maxPollRecords(),
                chain.operator == null ? writer : new ChainingOutput(chain.operator, writer, runtime.clock()),
                runtime.lock(name(task, number)), runtime.clock());
        consumers.add(consumer);
        lags.add(new LagMonitor(assigned, consumer, GROUP, runtime.clock()));
        fetched.add(() -> source.fetched() - chain.inSink());
        return new Subtask(task, name(task, number), source::run, meter(source::idleNanos, output), source::recordsOut);
    }

    private Subtask task(TaskSettings task, int number, InputGate gate, Optional<Exchange.Output> output) {
        Chain chain = new Chain(task.operators());
        Task running = new Task(gate, chain.operator, writer(output));
        inHand.add(() -> running.recordsInHand() - chain.inSink());
        return new Subtask(task, name(task, number), running::run, meter(gate::idleNanos, output), running::recordsIn);
    }

    /** The operators of one subtask as one. */
    private final class Chain {
        /** Null if there are none: a source by itself. */
        private Operator operator;
        private InHand sink;

        Chain(List<String> names) {
            for (String name : names) {
                operator = operator == null ? operator(name) : operator.chain(operator(name));
            }
        }

        /** What the sink is at counts with its batch, and so no longer with the task that handed it over. */
        int inSink() {
            return sink == null ? 0 : sink.records();
        }

        private Operator operator(String name) {
            switch (name) {
                case "map":
                    return settings.map(runtime);
                case "filter":
                    Filter filter = settings.filter();
                    filters.add(filter);
                    return settings.slowedFilter(filter, runtime);
                default:
                    BatchingSink batching = new BatchingSink(table, settings.batchRows(),
                            settings.batchTimeoutMillis() * NANOS_PER_MILLI, SINK_RETRIES, runtime.clock());
                    sinks.add(batching);
                    sink = new InHand(batching);
                    return sink;
            }
        }
    }

    private static String name(TaskSettings task, int number) {
        return task.parallelism() == 1 ? task.name()
                : task.name() + " (" + (number + 1) + "/" + task.parallelism() + ")";
    }

    private static ResultPartitionWriter writer(Optional<Exchange.Output> output) {
        return output.map(Exchange.Output::writer).orElseGet(ResultPartitionWriter::none);
    }

    private TaskMeter meter(LongSupplier idleNanos, Optional<Exchange.Output> output) {
        return output.isEmpty() ? new TaskMeter(runtime.clock(), () -> 0, () -> 0, idleNanos)
                : new TaskMeter(runtime.clock(), output.get()::softBackpressuredNanos,
                        output.get()::hardBackpressuredNanos, idleNanos);
    }

    private static TimeShares average(List<TimeShares> shares) {
        return new TimeShares(average(shares, TimeShares::busy), average(shares, TimeShares::softBackpressured),
                average(shares, TimeShares::hardBackpressured), average(shares, TimeShares::idle));
    }

    private static double average(List<TimeShares> shares, ToDoubleFunction<TimeShares> share) {
        return shares.stream().mapToDouble(share).average().orElseThrow();
    }

    private void runLast(Subtask subtask) throws Exception {
        try {
            subtask.body.run();
        } finally {
            lastRunning.decrementAndGet();
        }
    }

    private void flushEvery(long nanos) throws InterruptedException {
        while (lastRunning.get() > 0) {
            runtime.sleep(nanos);
            exchanges.forEach(Exchange::flush);
        }
    }
}
