package backpressure.pipeline;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import backpressure.propagation.InputChannel;
import backpressure.propagation.InputGate;
import backpressure.propagation.LocalChannel;
import backpressure.propagation.RemoteChannel;
import backpressure.propagation.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import workbook.report.BenchGoal;
import workbook.report.BenchMain;
import workbook.report.BenchRecords;
import workbook.world.RealRuntime;
import workbook.world.operator.Filter;
import workbook.world.operator.Operator;
import workbook.world.scenario.ScenarioSettings;

/**
 * Four tasks on real threads and the exchanges between them, made of the parts of chapters 01 to 04, as fast as they
 * go: what {@code ./workbook bench} starts. No Kafka, no table.
 */
public final class BenchPipeline {

    private static final ScenarioSettings SETTINGS = ScenarioSettings.defaults();
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SECONDS_TO_END = 10;

    private final boolean local;
    private final RealRuntime runtime;
    private final List<RecordWriter> writers = new ArrayList<>();

    private BenchPipeline(boolean local, RealRuntime runtime) {
        this.local = local;
        this.runtime = runtime;
    }

    /** Argument: remote or local. */
    public static void main(String[] args) throws IOException {
        BenchMain.serve("parts", (kind, records) -> {
            try (RealRuntime runtime = new RealRuntime()) {
                return new BenchPipeline(args[0].equals("local"), runtime).run(kind, records);
            }
        });
        java.lang.Runtime.getRuntime().halt(0); // whatever threads the parts have left
    }

    private double run(BenchRecords kind, long records) throws Exception {
        BenchGoal goal = new BenchGoal(kind, records);
        InputGate toMap = exchange("source → map");
        InputGate toFilter = exchange("map → filter");
        InputGate toSink = exchange("filter → sink");
        RecordWriter source = writers.get(0);
        runtime.start("source", () -> produce(kind, records, source));
        start("map", toMap, map(kind), writers.get(1));
        start("filter", toFilter, new Filter(record -> BenchRecords.number(record) >= 0), writers.get(2));
        start("sink", toSink, (record, output) -> goal.arrive(BenchRecords.number(record)),
                ResultPartitionWriter.none());
        runtime.start("flusher", () -> {
            while (!toSink.isFinished()) {
                runtime.sleep(FLUSH_NANOS);
                writers.forEach(RecordWriter::flush);
            }
        });
        double rate = goal.await(() -> {
            checkTasks();
            if (runtime.isFinished()) {
                goal.checkAll(); // nobody is left to bring another one
            }
        });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        while (!runtime.isFinished()) {
            checkTasks();
            if (System.nanoTime() > deadline) {
                throw new BenchGoal.Missed("all records have come to the sink, but not all tasks have ended after "
                        + SECONDS_TO_END + " s", null);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        goal.checkAll();
        return rate;
    }

    private void checkTasks() throws BenchGoal.Missed {
        if (runtime.failure().isPresent()) {
            throw new BenchGoal.Missed("a task failed", runtime.failure().get());
        }
    }

    /** As Flink's defaults have it: 10 buffers of 32 KiB at each end. */
    private InputGate exchange(String name) {
        Lock lock = runtime.lock(name);
        BlockingBufferPool pool = new BlockingBufferPool(SETTINGS.senderBuffers(), SETTINGS.bufferBytes(), lock);
        if (local) {
            LocalChannel channel = new LocalChannel(pool, lock, runtime.clock());
            return connect(pool, channel, channel, lock);
        }
        FloatingBuffers floating = new FloatingBuffers(SETTINGS.floatingBuffers(), SETTINGS.bufferBytes());
        CreditedReceiver receiver = new CreditedReceiver(SETTINGS.exclusiveBuffers(), SETTINGS.bufferBytes(), floating);
        RemoteChannel channel = new RemoteChannel(pool, receiver, lock, runtime.clock());
        return connect(pool, channel, channel, lock);
    }

    private InputGate connect(BlockingBufferPool pool, Subpartition writersEnd, InputChannel readersEnd, Lock lock) {
        writers.add(new RecordWriter(pool, writersEnd, lock, runtime.clock()));
        return new InputGate(readersEnd, lock, runtime.clock());
    }

    private void start(String name, InputGate input, Operator operator, ResultPartitionWriter output) {
        Task task = new Task(input, operator, output);
        runtime.start(name, task::run);
    }

    private static void produce(BenchRecords kind, long records, RecordWriter output) throws InterruptedException {
        for (long number = 0; number < records; number++) {
            output.awaitAvailable();
            output.collect(kind.toBytes(number));
        }
        output.finish();
    }

    private static Operator map(BenchRecords kind) {
        return kind == BenchRecords.BYTES ? (record, output) -> output.collect(record)
                : (record, output) -> output.collect(kind.toBytes(BenchRecords.number(record) + 1));
    }
}
