package workbook.lab.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The position of the source's consumer in each partition: the offset it fetches next. A consumer tells its own only to
 * the thread that it polls on, and its metrics are stale where it matters; so this looks over its shoulder, in the way
 * that Kafka has for it.
 */
public final class Positions implements ConsumerInterceptor<byte[], byte[]> {

    /** By partition. There is one source in this JVM. */
    private static final Map<Integer, Long> POSITIONS = new ConcurrentHashMap<>();

    /** Before a run. */
    public static void forget() {
        POSITIONS.clear();
    }

    /** As of now; 0 where nothing was fetched yet. */
    public static long[] now(int partitions) {
        long[] positions = new long[partitions];
        POSITIONS.forEach((partition, position) -> positions[partition] = position);
        return positions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> fetched = records.records(partition);
            POSITIONS.put(partition.partition(), fetched.get(fetched.size() - 1).offset() + 1);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // the broker is asked for those
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        // nothing to choose
    }

    @Override
    public void close() {
        // nothing to free
    }
}
