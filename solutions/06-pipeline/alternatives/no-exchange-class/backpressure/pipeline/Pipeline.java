package backpressure.pipeline;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import backpressure.lag.Consumer;
import backpressure.lag.LagMonitor;
import backpressure.lag.SourceTask;
import backpressure.propagation.Diagnosis;
import backpressure.propagation.InputChannel;
import backpressure.propagation.InputGate;
import backpressure.propagation.LocalChannel;
import backpressure.propagation.RemoteChannel;
import backpressure.propagation.Task;
import backpressure.propagation.TaskMeter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
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
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/**
 * A pipeline without a class for an exchange: whoever makes a part notes at once how it is asked for each
 * number, and the windows only go through these notes. It is built from the sink upwards, every gate reads from a
 * {@link ChannelUnion} and every task writes through a {@link RebalancingWriter}, be there one channel or several.
 */
public final class Pipeline implements ScenarioPipeline {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ScenarioSettings settings;
    private final Runtime runtime;
    private final Topic topic;
    private final Table table;

    private final Map<String, Runtime.TaskBody> bodies = new LinkedHashMap<>();
    private final List<Supplier<TaskReading>> taskReadings = new ArrayList<>();
    private final List<Supplier<ExchangeReading>> exchangeReadings = new ArrayList<>();
    private final List<Runnable> flushes = new ArrayList<>();
    private final LongSupplier[] positions;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    private final List<LagMonitor> lags = new ArrayList<>();
    private final List<LongSupplier> fetched = new ArrayList<>();
    private final List<LongSupplier> inHand = new ArrayList<>();
    private final List<IntSupplier> inExchanges = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<BatchingSink> sinks = new ArrayList<>();
    private final Ledger ledger;

    /** Where the next task up writes: for each of its subtasks one pool, and writers for it. */
    private record Above(List<List<RecordWriter>> writers, List<InputGate> gates) {
    }

    public Pipeline(ScenarioSettings settings, Runtime runtime, Topic topic, Table table) {
        this.settings = settings;
        this.runtime = runtime;
        this.topic = topic;
        this.table = table;
        positions = new LongSupplier[settings.partitions()];
        List<TaskSettings> tasks = settings.tasks();
        List<List<RecordWriter>> outputs = new ArrayList<>();
        for (int subtask = 0; subtask < tasks.get(tasks.size() - 1).parallelism(); subtask++) {
            outputs.add(List.of());
        }
        for (int i = tasks.size() - 1; i > 0; i--) {
            Above above = join(tasks.get(i - 1), tasks.get(i));
            add(tasks.get(i), above.gates, outputs);
            outputs = above.writers;
        }
        add(tasks.get(0), List.of(), outputs);
        ledger = new Ledger(lags, fetched, inHand, inExchanges, filters, sinks, table);
    }

    @Override
    public void start() {
        String last = settings.tasks().get(settings.tasks().size() - 1).name();
        bodies.keySet().stream().filter(name -> name.equals(last) || name.startsWith(last + " (")).forEach(running::add);
        bodies.forEach((name, body) -> runtime.start(name, () -> {
            try {
                body.run();
            } finally {
                running.remove(name);
            }
        }));
        if (settings.bufferTimeoutMillis().isPresent()) {
            long nanos = settings.bufferTimeoutMillis().getAsLong() * NANOS_PER_MILLI;
            runtime.start("flusher", () -> {
                for (runtime.sleep(nanos); !running.isEmpty(); runtime.sleep(nanos)) {
                    flushes.forEach(Runnable::run);
                }
            });
        }
    }

    @Override
    public List<TaskReading> readTasks() {
        return taskReadings.stream().map(Supplier::get).toList();
    }

    @Override
    public List<ExchangeReading> readExchanges() {
        return exchangeReadings.stream().map(Supplier::get).toList();
    }

    @Override
    public Whereabouts whereabouts() {
        return ledger.read();
    }

    @Override
    public long[] positions() {
        long[] now = new long[positions.length];
        for (int partition = 0; partition < now.length; partition++) {
            now[partition] = positions[partition].getAsLong();
        }
        return now;
    }

    @Override
    public Level level(TimeShares shares) {
        return Diagnosis.level(shares);
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        return Diagnosis.bottleneck(tasks);
    }

    private Above join(TaskSettings from, TaskSettings to) {
        String name = from.name() + " → " + to.name();
        Lock lock = runtime.lock(name);
        boolean forward = from.parallelism() == to.parallelism();
        int channelsOfEach = forward ? 1 : to.parallelism();
        List<BlockingBufferPool> pools = new ArrayList<>();
        List<List<RecordWriter>> writers = new ArrayList<>();
        for (int subtask = 0; subtask < from.parallelism(); subtask++) {
            pools.add(new BlockingBufferPool(settings.senderBuffers(channelsOfEach), settings.bufferBytes(), lock));
            writers.add(new ArrayList<>());
        }
        List<InputGate> gates = new ArrayList<>();
        List<InputChannel> channels = new ArrayList<>();
        List<RemoteChannel> remote = new ArrayList<>();
        for (int reader = 0; reader < to.parallelism(); reader++) {
            FloatingBuffers floating = new FloatingBuffers(settings.floatingBuffers(), settings.bufferBytes());
            List<InputChannel> read = new ArrayList<>();
            List<Subpartition> written = new ArrayList<>();
            List<Integer> by = new ArrayList<>();
            for (int writer = 0; writer < from.parallelism(); writer++) {
                if (forward && writer != reader) {
                    continue;
                }
                by.add(writer);
                if (settings.network() == Network.LOCAL) {
                    LocalChannel channel = new LocalChannel(pools.get(writer), lock, runtime.clock());
                    read.add(channel);
                    written.add(channel);
                } else {
                    RemoteChannel channel = new RemoteChannel(pools.get(writer), new CreditedReceiver(
                            settings.exclusiveBuffers(), settings.bufferBytes(), floating), lock, runtime.clock());
                    read.add(channel);
                    written.add(channel);
                    remote.add(channel);
                }
            }
            ChannelUnion union = new ChannelUnion(read, lock, runtime.clock());
            gates.add(new InputGate(union, lock, runtime.clock()));
            channels.addAll(read);
            for (int i = 0; i < by.size(); i++) {
                writers.get(by.get(i)).add(new RecordWriter(pools.get(by.get(i)), union.writerEnd(written.get(i)), lock,
                        runtime.clock()));
            }
        }
        List<RecordWriter> all = writers.stream().flatMap(List::stream).toList();
        all.forEach(writer -> flushes.add(writer::flush));
        IntSupplier records = () -> sum(all, RecordWriter::records) + sum(channels, InputChannel::records)
                + sum(gates, InputGate::records);
        inExchanges.add(records);
        int atSender = from.parallelism() * settings.senderBuffers(channelsOfEach);
        int atReceiver = remote.isEmpty() ? 0
                : remote.size() * settings.exclusiveBuffers() + gates.size() * settings.floatingBuffers();
        exchangeReadings.add(0, () -> new ExchangeReading(name, atSender - sum(pools, BlockingBufferPool::available),
                atSender, sum(remote, RemoteChannel::receiverBuffersInUse), atReceiver, sum(remote, RemoteChannel::credit),
                records.getAsInt()));
        return new Above(writers, gates);
    }

    /** Adds all subtasks of one task; the source's if there are no gates. */
    private void add(TaskSettings task, List<InputGate> gates, List<List<RecordWriter>> outputs) {
        List<TaskMeter> meters = new ArrayList<>();
        List<LongSupplier> records = new ArrayList<>();
        Map<String, Runtime.TaskBody> ofTask = new LinkedHashMap<>();
        for (int subtask = 0; subtask < task.parallelism(); subtask++) {
            String name = task.parallelism() == 1 ? task.name()
                    : String.format("%s (%d/%d)", task.name(), subtask + 1, task.parallelism());
            List<RecordWriter> writers = outputs.get(subtask);
            ResultPartitionWriter output = writers.isEmpty() ? ResultPartitionWriter.none() : new RebalancingWriter(writers);
            List<InHand> atSink = new ArrayList<>();
            LongSupplier idle;
            if (gates.isEmpty()) {
                SourceTask source = source(name, subtask, task, output, atSink);
                idle = source::idleNanos;
                records.add(source::recordsOut);
                ofTask.put(name, source::run);
            } else {
                Task between = new Task(gates.get(subtask), operator(task.operators(), atSink).orElseThrow(), output);
                idle = gates.get(subtask)::idleNanos;
                records.add(between::recordsIn);
                inHand.add(() -> between.recordsInHand() - sum(atSink, InHand::records));
                ofTask.put(name, between::run);
            }
            meters.add(new TaskMeter(runtime.clock(),
                    () -> writers.stream().mapToLong(RecordWriter::softBackpressuredNanos).sum(),
                    () -> writers.stream().mapToLong(RecordWriter::hardBackpressuredNanos).sum(), idle));
        }
        bodies.putAll(ofTask);
        taskReadings.add(0, () -> new TaskReading(task.name(), average(meters.stream().map(TaskMeter::read).toList()),
                records.stream().mapToLong(LongSupplier::getAsLong).sum()));
    }

    private SourceTask source(String name, int subtask, TaskSettings task, ResultPartitionWriter output,
            List<InHand> atSink) {
        AssignedPartitions assigned = new AssignedPartitions(topic, subtask, task.parallelism());
        Consumer consumer = new Consumer(assigned, "the pipeline's");
        for (int partition = 0; partition < assigned.partitions(); partition++) {
            int mine = partition;
            positions[assigned.numberInTopic(partition)] = () -> consumer.position(mine);
        }
        lags.add(new LagMonitor(assigned, consumer, "the pipeline's", runtime.clock()));
        ResultPartitionWriter chained = operator(task.operators().subList(1, task.operators().size()), atSink)
                .<ResultPartitionWriter>map(operator -> new ChainingOutput(operator, output, runtime.clock()))
                .orElse(output);
        SourceTask source = new SourceTask(assigned, consumer, settings.maxPollRecords(), chained, runtime.lock(name),
                runtime.clock());
        fetched.add(() -> source.fetched() - sum(atSink, InHand::records));
        return source;
    }

    /** All of them as one; nothing if there are none. */
    private Optional<Operator> operator(List<String> names, List<InHand> atSink) {
        return names.stream().map(name -> operator(name, atSink)).reduce(Operator::chain);
    }

    private Operator operator(String name, List<InHand> atSink) {
        if (name.equals("map")) {
            return settings.map(runtime);
        }
        if (name.equals("filter")) {
            filters.add(settings.filter());
            return settings.slowedFilter(filters.get(filters.size() - 1), runtime);
        }
        sinks.add(new BatchingSink(table, settings.batchRows(), settings.batchTimeoutMillis() * NANOS_PER_MILLI, 3,
                runtime.clock()));
        atSink.add(new InHand(sinks.get(sinks.size() - 1)));
        return atSink.get(0);
    }

    private static TimeShares average(List<TimeShares> all) {
        return new TimeShares(average(all, TimeShares::busy), average(all, TimeShares::softBackpressured),
                average(all, TimeShares::hardBackpressured), average(all, TimeShares::idle));
    }

    private static double average(List<TimeShares> all, ToDoubleFunction<TimeShares> share) {
        return all.stream().mapToDouble(share).sum() / all.size();
    }

    private static <T> int sum(List<T> parts, ToIntFunction<T> number) {
        return parts.stream().mapToInt(number).sum();
    }
}
