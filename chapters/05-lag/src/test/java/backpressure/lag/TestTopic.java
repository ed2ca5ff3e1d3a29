package backpressure.lag;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.Topic;

/** A topic that holds what the test puts into it. For one thread. */
class TestTopic implements Topic {

    private static final int MUCH_TOO_OFTEN = 1_000;

    private final List<List<ConsumerRecord>> partitions = new ArrayList<>();
    private final Map<String, long[]> committed = new HashMap<>();
    private final Deque<Runnable> arrivals = new ArrayDeque<>();
    private int fetchedInVain;
    private boolean finished;

    TestTopic(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            this.partitions.add(new ArrayList<>());
        }
    }

    /** Adds so many records. Each has a timestamp and a value of its own. */
    TestTopic produce(int partition, int count) {
        List<ConsumerRecord> log = partitions.get(partition);
        for (int i = 0; i < count; i++) {
            int offset = log.size();
            byte[] value = ("p" + partition + "-" + offset).getBytes(US_ASCII);
            log.add(new ConsumerRecord(partition, offset, 1_000L * offset + partition, value));
        }
        return this;
    }

    TestTopic produceInEach(int count) {
        for (int partition = 0; partition < partitions(); partition++) {
            produce(partition, count);
        }
        return this;
    }

    TestTopic finish() {
        finished = true;
        return this;
    }

    /** What happens the next time somebody waits for records. */
    TestTopic whenAwaited(Runnable arrival) {
        arrivals.add(arrival);
        return this;
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    public long endOffset(int partition) {
        return partitions.get(partition).size();
    }

    @Override
    public List<ConsumerRecord> fetch(int partition, long offset, int max) {
        List<ConsumerRecord> log = partitions.get(partition);
        if (offset < 0 || offset > log.size()) {
            throw new IllegalArgumentException("offset " + offset + " of partition " + partition
                    + " is out of range: it goes from 0 to " + log.size());
        }
        int from = (int) offset;
        int count = Math.max(0, Math.min(max, log.size() - from));
        fetchedInVain = count > 0 ? 0 : fetchedInVain + 1;
        if (fetchedInVain > MUCH_TOO_OFTEN) {
            throw new AssertionError("busy waiting: records were fetched " + MUCH_TOO_OFTEN
                    + " times in a row, in vain. A poll that finds nothing returns nothing; who then wants to wait"
                    + " for records calls awaitRecords.");
        }
        return List.copyOf(log.subList(from, from + count));
    }

    @Override
    public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
        for (int partition = 0; partition < partitions(); partition++) {
            if (endOffset(partition) > positions[partition]) {
                return;
            }
        }
        if (!finished) {
            if (arrivals.isEmpty()) {
                throw new AssertionError("it waits for records, and none will ever come");
            }
            fetchedInVain = 0;
            arrivals.remove().run();
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void commit(String group, int partition, long offset) {
        committed.computeIfAbsent(group, any -> new long[partitions()])[partition] = offset;
    }

    @Override
    public long committed(String group, int partition) {
        return committed.containsKey(group) ? committed.get(group)[partition] : 0;
    }
}
