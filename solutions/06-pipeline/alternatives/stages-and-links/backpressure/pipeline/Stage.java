package backpressure.pipeline;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.credits.FloatingBuffers;
import backpressure.propagation.InputGate;
import backpressure.propagation.Task;
import backpressure.propagation.TaskMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import workbook.world.Runtime;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** A task with all its subtasks, the links by which it reads from the stage above, and that stage. */
final class Stage {

    private final TaskSettings task;
    private final ScenarioSettings settings;
    private final Runtime runtime;
    /** Null for the first. */
    private final Stage above;
    /** {@code links[writer][reader]}, null where the two aren't joined; nothing at all for the first stage. */
    private final Link[][] links;
    private final List<BlockingBufferPool> pools = new ArrayList<>();
    private final List<InputGate> gates = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    /** One subtask. */
    static final class Worker {
        private final String name;
        private final Runtime.TaskBody body;
        private final LongSupplier records;
        private final LongSupplier idleNanos;
        private final AtomicBoolean ended = new AtomicBoolean();
        private TaskMeter meter;

        Worker(String name, Runtime.TaskBody body, LongSupplier records, LongSupplier idleNanos) {
            this.name = name;
            this.body = body;
            this.records = records;
            this.idleNanos = idleNanos;
        }
    }

    Stage(TaskSettings task, Stage above, ScenarioSettings settings, Runtime runtime) {
        this.task = task;
        this.above = above;
        this.settings = settings;
        this.runtime = runtime;
        this.links = above == null ? new Link[0][0] : new Link[above.task.parallelism()][task.parallelism()];
        if (above != null) {
            connect(runtime.lock(exchangeName()));
        }
    }

    private void connect(Lock lock) {
        boolean forward = isForward();
        int channels = forward ? 1 : task.parallelism();
        for (int writer = 0; writer < links.length; writer++) {
            pools.add(new BlockingBufferPool(settings.senderBuffers(channels), settings.bufferBytes(), lock));
        }
        for (int reader = 0; reader < task.parallelism(); reader++) {
            FloatingBuffers floating = new FloatingBuffers(settings.floatingBuffers(), settings.bufferBytes());
            List<Link> mine = new ArrayList<>();
            for (int writer = 0; writer < links.length; writer++) {
                if (!forward || writer == reader) {
                    links[writer][reader] = new Link(pools.get(writer), floating, settings, lock, runtime.clock());
                    mine.add(links[writer][reader]);
                }
            }
            ChannelUnion union = mine.size() == 1 ? null
                    : new ChannelUnion(mine.stream().map(Link::channel).toList(), lock, runtime.clock());
            mine.forEach(link -> link.writeTo(union));
            gates.add(new InputGate(union == null ? mine.get(0).channel() : union, lock, runtime.clock()));
        }
    }

    boolean isForward() {
        return above.task.parallelism() == task.parallelism();
    }

    int parallelism() {
        return task.parallelism();
    }

    InputGate gate(int subtask) {
        return gates.get(subtask);
    }

    String name(int subtask) {
        return task.name() + (task.parallelism() == 1 ? "" : " (" + (subtask + 1) + "/" + task.parallelism() + ")");
    }

    /** The links that a subtask of the stage above writes to. */
    List<Link> linksOf(int writer) {
        return IntStream.range(0, task.parallelism()).mapToObj(reader -> links[writer][reader])
                .filter(link -> link != null).toList();
    }

    /** The output of a subtask, given the stage below; null if there is none. */
    static ResultPartitionWriter output(Stage below, int subtask) {
        if (below == null) {
            return ResultPartitionWriter.none();
        }
        List<Link> mine = below.linksOf(subtask);
        return mine.size() == 1 ? mine.get(0).writer() : new RebalancingWriter(mine.stream().map(Link::writer).toList());
    }

    void add(Worker worker, Stage below) {
        List<Link> mine = below == null ? List.of() : below.linksOf(workers.size());
        worker.meter = new TaskMeter(runtime.clock(),
                () -> mine.stream().mapToLong(link -> link.writer().softBackpressuredNanos()).sum(),
                () -> mine.stream().mapToLong(link -> link.writer().hardBackpressuredNanos()).sum(), worker.idleNanos);
        workers.add(worker);
    }

    void start() {
        for (Worker worker : workers) {
            runtime.start(worker.name, () -> {
                try {
                    worker.body.run();
                } finally {
                    worker.ended.set(true);
                }
            });
        }
    }

    boolean hasEnded() {
        return workers.stream().allMatch(worker -> worker.ended.get());
    }

    void flush() {
        for (Link[] row : links) {
            for (Link link : row) {
                if (link != null) {
                    link.writer().flush();
                }
            }
        }
    }

    /** Records that come to it: with the writers, on the way, and with its gates. */
    int records() {
        int records = 0;
        for (int writer = 0; writer < links.length; writer++) {
            records += linksOf(writer).stream().mapToInt(Link::records).sum();
        }
        return records + gates.stream().mapToInt(InputGate::records).sum();
    }

    TaskReading readTask() {
        double busy = 0;
        double soft = 0;
        double hard = 0;
        double idle = 0;
        long records = 0;
        for (Worker worker : workers) {
            TimeShares shares = worker.meter.read();
            busy += shares.busy() / workers.size();
            soft += shares.softBackpressured() / workers.size();
            hard += shares.hardBackpressured() / workers.size();
            idle += shares.idle() / workers.size();
            records += worker.records.getAsLong();
        }
        return new TaskReading(task.name(), new TimeShares(busy, soft, hard, idle), records);
    }

    ExchangeReading readExchange() {
        int senderBuffers = pools.size() * settings.senderBuffers(isForward() ? 1 : task.parallelism());
        int free = 0;
        int inUse = 0;
        int credit = 0;
        int channels = 0;
        for (int writer = 0; writer < links.length; writer++) {
            free += pools.get(writer).available();
            for (Link link : linksOf(writer)) {
                inUse += link.receiverBuffersInUse();
                credit += link.credit();
                channels++;
            }
        }
        int receiverBuffers = settings.network() == Network.LOCAL ? 0
                : channels * settings.exclusiveBuffers() + gates.size() * settings.floatingBuffers();
        return new ExchangeReading(exchangeName(), senderBuffers - free, senderBuffers, inUse, receiverBuffers, credit,
                records());
    }

    static Worker worker(String name, Task task, InputGate gate) {
        return new Worker(name, task::run, task::recordsIn, gate::idleNanos);
    }

    private String exchangeName() {
        return above.task.name() + " → " + task.name();
    }
}
