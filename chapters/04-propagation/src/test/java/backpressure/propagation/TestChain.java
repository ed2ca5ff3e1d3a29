package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.blockonemit.TimerGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import workbook.world.metrics.TaskReading;
import workbook.world.operator.Operator;
import workbook.world.simulation.Simulation;

/**
 * A source and tasks, one after the other, in virtual time. At the source so many numbered records
 * come in per second; those that it can't hand on wait there, and none is lost.
 */
final class TestChain {

    static final String SOURCE = "source";
    private static final double NANOS_PER_SECOND = 1e9;

    /** The exchanges, from the source's on. */
    final List<TestExchange> exchanges = new ArrayList<>();
    /** The tasks, without the source. */
    final List<Task> tasks = new ArrayList<>();
    final List<String> names = new ArrayList<>();

    private final Simulation world;
    private final double inPerSecond;
    private final int recordBytes;
    private final Function<String, TestExchange> makesExchange;
    private final TimerGauge sourceIdle;
    private final List<Function<ResultPartitionWriter, Task>> pending = new ArrayList<>();
    private final List<TaskMeter> meters = new ArrayList<>();
    private long handedOnBySource;

    /**
     * @param inPerSecond records that come in per second
     * @param recordBytes bytes of each, at least 4
     * @param makesExchange makes an exchange of this name
     */
    TestChain(Simulation world, double inPerSecond, int recordBytes, Function<String, TestExchange> makesExchange) {
        this.world = world;
        this.inPerSecond = inPerSecond;
        this.recordBytes = recordBytes;
        this.makesExchange = makesExchange;
        sourceIdle = new TimerGauge(world.lock(SOURCE), world.clock());
        names.add(SOURCE);
    }

    /** Adds a task below those that are there. */
    TestChain then(String name, Operator operator) {
        TestExchange input = makesExchange.apply(names.get(names.size() - 1) + " → " + name);
        exchanges.add(input);
        names.add(name);
        pending.add(output -> new Task(input.gate, operator, output));
        return this;
    }

    /** Adds the last task. */
    TestChain thenSink(String name, Operator operator) {
        then(name, operator);
        for (int i = 0; i < pending.size(); i++) {
            boolean isSink = i == pending.size() - 1;
            tasks.add(pending.get(i).apply(isSink ? ResultPartitionWriter.none() : exchanges.get(i + 1).writer));
        }
        for (int i = 0; i < names.size(); i++) {
            meters.add(meter(i));
        }
        return this;
    }

    /** Starts all tasks. After so many records the source ends. */
    void start(long records) {
        world.start(SOURCE, () -> runSource(records));
        for (int i = 0; i < tasks.size(); i++) {
            world.start(names.get(i + 1), tasks.get(i)::run);
        }
    }

    /** What each task did since the last time this was asked, or since the start. */
    List<TaskReading> read() {
        List<TaskReading> readings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            readings.add(new TaskReading(names.get(i), meters.get(i).read(),
                    i == 0 ? handedOnBySource : tasks.get(i - 1).recordsIn()));
        }
        return readings;
    }

    /** How long this task has waited for output buffers so far. */
    long backpressuredNanos(int task) {
        return task == tasks.size() ? 0 : exchanges.get(task).writer.softBackpressuredNanos()
                + exchanges.get(task).writer.hardBackpressuredNanos();
    }

    /** Records that have come in and that the last task has not taken: in the exchanges, and before the source. */
    long piledUp() {
        return (long) (world.clock().nanoTime() * inPerSecond / NANOS_PER_SECOND)
                - tasks.get(tasks.size() - 1).recordsIn();
    }

    private TaskMeter meter(int task) {
        LongSupplier idle = task == 0 ? sourceIdle::nanos : exchanges.get(task - 1).gate::idleNanos;
        return task == tasks.size()
                ? new TaskMeter(world.clock(), () -> 0, () -> 0, idle)
                : new TaskMeter(world.clock(), exchanges.get(task).writer::softBackpressuredNanos,
                        exchanges.get(task).writer::hardBackpressuredNanos, idle);
    }

    private void runSource(long records) throws InterruptedException {
        ResultPartitionWriter output = exchanges.get(0).writer;
        for (int number = 0; number < records; number++) {
            long due = (long) (number * NANOS_PER_SECOND / inPerSecond);
            if (due > world.clock().nanoTime()) {
                sourceIdle.markStart();
                world.sleep(due - world.clock().nanoTime());
                sourceIdle.markEnd();
            }
            output.awaitAvailable();
            output.collect(TestRecords.numbered(number, recordBytes));
            handedOnBySource++;
        }
        output.finish();
    }
}
