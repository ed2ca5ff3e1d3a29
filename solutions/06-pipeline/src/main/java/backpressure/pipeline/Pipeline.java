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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.kafka.Topic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.operator.Operator;
import workbook.world.postgres.Table;
import workbook.world.scenario.Network;
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

    private static final String GROUP = "pipeline";
    private static final int SINK_RETRIES = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ScenarioSettings settings;
    private final Runtime runtime;
    private final Exchange sourceToMap;
    private final Exchange mapToFilter;
    private final Exchange filterToSink;
    private final Consumer consumer;
    private final SourceTask source;
    private final Task map;
    private final Task filter;
    private final Task sink;
    private final List<Meter> meters;
    private final Ledger ledger;
    private volatile boolean sinkEnded;

    private record Meter(String name, TaskMeter shares, LongSupplier records) {

        TaskReading read() {
            return new TaskReading(name, shares.read(), records.getAsLong());
        }
    }

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
        this.settings = settings;
        this.runtime = runtime;
        Clock clock = runtime.clock();
        sourceToMap = new Exchange("source → map");
        mapToFilter = new Exchange("map → filter");
        filterToSink = new Exchange("filter → sink");

        consumer = new Consumer(topic, GROUP);
        source = new SourceTask(topic, consumer, settings.maxPollRecords(), sourceToMap.writer, runtime.lock("source"), clock);
        map = new Task(sourceToMap.gate, settings.map(runtime), mapToFilter.writer);
        Filter dropping = settings.filter();
        Operator slowedFilter = settings.slowedFilter(dropping, runtime);
        filter = new Task(mapToFilter.gate, slowedFilter, filterToSink.writer);
        BatchingSink batching = new BatchingSink(table, settings.batchRows(),
                settings.batchTimeoutMillis() * NANOS_PER_MILLI, SINK_RETRIES, clock);
        sink = new Task(filterToSink.gate, batching, ResultPartitionWriter.none());

        meters = List.of(
                new Meter("source", meter(source::idleNanos, sourceToMap), source::recordsOut),
                new Meter("map", meter(sourceToMap.gate::idleNanos, mapToFilter), map::recordsIn),
                new Meter("filter", meter(mapToFilter.gate::idleNanos, filterToSink), filter::recordsIn),
                new Meter("sink", new TaskMeter(clock, () -> 0, () -> 0, filterToSink.gate::idleNanos),
                        sink::recordsIn));
        ledger = new Ledger(new LagMonitor(topic, consumer, GROUP, clock), source, List.of(map, filter), dropping,
                List.of(sourceToMap::records, mapToFilter::records, filterToSink::records), batching, table);
    }

    /**
     * Starts the four tasks, named source, map, filter and sink; and, if there is a buffer timeout,
     * a fifth, the flusher, which flushes every writer each time the timeout has passed, until the
     * sink has ended, well or badly. What a task throws, it throws to the runtime.
     */
    @Override
    public void start() {
        runtime.start("source", source::run);
        runtime.start("map", map::run);
        runtime.start("filter", filter::run);
        runtime.start("sink", () -> {
            try {
                sink.run();
            } finally {
                sinkEnded = true;
            }
        });
        settings.bufferTimeoutMillis().ifPresent(
                timeout -> runtime.start("flusher", () -> flushEvery(timeout * NANOS_PER_MILLI)));
    }

    @Override
    public List<TaskReading> readTasks() {
        return meters.stream().map(Meter::read).toList();
    }

    @Override
    public List<ExchangeReading> readExchanges() {
        return List.of(sourceToMap.read(), mapToFilter.read(), filterToSink.read());
    }

    @Override
    public Whereabouts whereabouts() {
        return ledger.read();
    }

    @Override
    public long[] positions() {
        return IntStream.range(0, settings.partitions()).mapToLong(consumer::position).toArray();
    }

    @Override
    public Level level(TimeShares shares) {
        return Diagnosis.level(shares);
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        return Diagnosis.bottleneck(tasks);
    }

    private TaskMeter meter(LongSupplier idleNanos, Exchange output) {
        return new TaskMeter(runtime.clock(), output.writer::softBackpressuredNanos,
                output.writer::hardBackpressuredNanos, idleNanos);
    }

    private void flushEvery(long nanos) throws InterruptedException {
        while (!sinkEnded) {
            runtime.sleep(nanos);
            sourceToMap.writer.flush();
            mapToFilter.writer.flush();
            filterToSink.writer.flush();
        }
    }

    /** All that lies between two tasks, under one lock. */
    private final class Exchange {

        final String name;
        final BlockingBufferPool pool;
        final RecordWriter writer;
        final InputGate gate;
        final InputChannel channel;

        Exchange(String name) {
            this.name = name;
            Lock lock = runtime.lock(name);
            Clock clock = runtime.clock();
            pool = new BlockingBufferPool(settings.senderBuffers(), settings.bufferBytes(), lock);
            Subpartition target;
            if (settings.network() == Network.LOCAL) {
                LocalChannel local = new LocalChannel(pool, lock, clock);
                target = local;
                channel = local;
            } else {
                FloatingBuffers floating = new FloatingBuffers(settings.floatingBuffers(), settings.bufferBytes());
                CreditedReceiver receiver =
                        new CreditedReceiver(settings.exclusiveBuffers(), settings.bufferBytes(), floating);
                RemoteChannel remote = new RemoteChannel(pool, receiver, lock, clock);
                target = remote;
                channel = remote;
            }
            writer = new RecordWriter(pool, target, lock, clock);
            gate = new InputGate(channel, lock, clock);
        }

        int records() {
            return writer.records() + channel.records() + gate.records();
        }

        ExchangeReading read() {
            int senderBuffersUsed = settings.senderBuffers() - pool.available();
            return channel instanceof RemoteChannel remote
                    ? new ExchangeReading(name, senderBuffersUsed, settings.senderBuffers(),
                            remote.receiverBuffersInUse(), settings.exclusiveBuffers() + settings.floatingBuffers(),
                            remote.credit(), records())
                    : new ExchangeReading(name, senderBuffersUsed, settings.senderBuffers(), 0, 0, 0, records());
        }
    }
}
