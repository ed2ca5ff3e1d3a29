package workbook.world.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Runtime;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Operator;
import workbook.world.operator.StreamRecord;
import workbook.world.postgres.Table;

/** The smallest pipeline there is: a source with the map in it, a queue of 10 records for each buffer, and a sink. */
class TwoTasks implements ScenarioPipeline {

    private static final int RECORDS_PER_BUFFER = 10;

    final ScenarioSettings settings;
    final Topic topic;
    private final Runtime runtime;
    private final Table table;
    private final Lock lock;
    private final Condition changed;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final long[] positions;
    private final int capacity;
    private long fetched;
    private long inSink;

    TwoTasks(ScenarioSettings settings, Runtime runtime, Topic topic, Table table) {
        this.settings = settings;
        this.runtime = runtime;
        this.topic = topic;
        this.table = table;
        lock = runtime.lock("queue");
        changed = lock.newCondition();
        capacity = settings.senderBuffers() * RECORDS_PER_BUFFER;
        positions = new long[topic.partitions()];
        for (int p = 0; p < positions.length; p++) {
            positions[p] = topic.committed("two tasks", p);
        }
    }

    @Override
    public void start() {
        Operator map = settings.map(runtime);
        runtime.start("source", () -> {
            for (int p = 0; true; p = (p + 1) % positions.length) {
                List<ConsumerRecord> records = topic.fetch(p, positions[p], 1);
                if (records.isEmpty()) {
                    topic.awaitRecords(positions, Long.MAX_VALUE);
                    continue;
                }
                positions[p]++;
                fetched++;
                map.processElement(new StreamRecord(0, records.get(0).value()).toBytes(), this::put);
            }
        });
        runtime.start("sink", () -> {
            while (true) {
                write(take());
            }
        });
    }

    private void put(byte[] record) throws InterruptedException {
        lock.lock();
        try {
            while (queue.size() == capacity) {
                changed.await();
            }
            queue.add(record);
            fetched--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                changed.await();
            }
            inSink++;
            changed.signalAll();
            return queue.remove();
        } finally {
            lock.unlock();
        }
    }

    void write(byte[] record) throws Exception {
        table.insert(List.of(record));
        inSink--;
    }

    @Override
    public List<TaskReading> readTasks() {
        List<TaskReading> readings = new ArrayList<>();
        settings.tasks().forEach(task -> readings.add(new TaskReading(task.name(), new TimeShares(500, 250, 0, 250),
                table.rows())));
        return readings;
    }

    @Override
    public List<ExchangeReading> readExchanges() {
        return List.of(new ExchangeReading("source → sink", queue.size() / RECORDS_PER_BUFFER,
                settings.senderBuffers(), 0, 0, 0, queue.size()));
    }

    @Override
    public Whereabouts whereabouts() {
        long lag = 0;
        for (int p = 0; p < positions.length; p++) {
            lag += topic.endOffset(p) - positions[p];
        }
        return new Whereabouts(lag, fetched, 0, queue.size(), inSink - table.inSocket() - table.inTransaction(),
                table.inSocket(), table.inTransaction(), table.rows(), 0);
    }

    @Override
    public long[] positions() {
        return positions.clone();
    }

    @Override
    public Level level(TimeShares shares) {
        return Level.OK;
    }

    @Override
    public Optional<String> bottleneck(List<TaskReading> tasks) {
        return Optional.empty();
    }
}
