package workbook.lab.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.world.kafka.Topic;

/** On Kafka's own consumer for tests: no broker. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaTopicTest {

    private static final int PARTITIONS = 2;
    private static final String NAME = "events";

    /** A broker's memory. */
    private static final class TestOffsets implements Offsets {
        private final long[] ends = new long[PARTITIONS];
        private final Map<String, Map<Integer, Long>> committed = new HashMap<>();

        @Override
        public long[] ends() {
            return ends.clone();
        }

        @Override
        public Map<Integer, Long> committed(String group) {
            return committed.getOrDefault(group, Map.of());
        }

        @Override
        public void commit(String group, Map<Integer, Long> offsets) {
            committed.computeIfAbsent(group, any -> new HashMap<>()).putAll(offsets);
        }
    }

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final TestOffsets offsets = new TestOffsets();
    private KafkaTopic topic;

    @BeforeEach
    void connect() {
        topic = new KafkaTopic(kafka, NAME, PARTITIONS, offsets, System::nanoTime);
        for (int p = 0; p < PARTITIONS; p++) {
            kafka.updateBeginningOffsets(Map.of(new TopicPartition(NAME, p), 0L));
        }
    }

    @Test
    @DisplayName("records come in the order of their offsets, as many as are asked for, none twice")
    void inOrder() {
        produce(0, 5);
        topic.look();

        assertThat(topic.fetch(0, 0, 3)).extracting(record -> record.offset()).containsExactly(0L, 1L, 2L);
        assertThat(topic.fetch(0, 3, 3)).extracting(record -> record.offset()).containsExactly(3L, 4L);
        assertThat(topic.fetch(0, 5, 3)).isEmpty();
        assertThat(topic.fetch(1, 0, 3)).isEmpty();
    }

    @Test
    @DisplayName("a record is what was produced, with its partition and its time by the runtime's clock")
    void whatARecordIs() {
        produce(1, 1);
        topic.look();

        workbook.world.kafka.ConsumerRecord record = topic.fetch(1, 0, 10).get(0);

        assertThat(record.partition()).isEqualTo(1);
        assertThat(ByteBuffer.wrap(record.value()).getLong()).isEqualTo(7);
        assertThat(Math.abs(System.nanoTime() - record.timestamp())).isLessThan(TimeUnit.MINUTES.toNanos(1));
    }

    @Test
    @DisplayName("whoever fetches an earlier offset again gets it again; a later one, that one")
    void seeks() {
        produce(0, 5);
        topic.look();
        topic.fetch(0, 0, 4);

        kafka.schedulePollTask(() -> produceAgain(0, 1, 5));
        assertThat(topic.fetch(0, 1, 2)).extracting(record -> record.offset()).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("an offset beyond the end, or below 0, is refused")
    void beyondTheEnd() {
        produce(0, 2);
        assertThatThrownBy(() -> topic.fetch(0, 3, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to 2");
        assertThatThrownBy(() -> topic.fetch(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topic.endOffset(2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("what has come before the broker was asked for its end offset counts as produced: no lag is negative")
    void endsFollowWhatHasCome() throws InterruptedException {
        produce(0, 3);
        assertThat(topic.endOffset(0)).isZero();

        topic.awaitRecords(new long[] {0, 0}, Long.MAX_VALUE);

        assertThat(topic.endOffset(0)).isEqualTo(3);
        assertThat(topic.produced()).isEqualTo(3);
        assertThat(topic.fetch(0, 0, 10)).hasSize(3);
    }

    @Test
    @DisplayName("a wait ends at its deadline; a partition at Long.MAX_VALUE isn't waited for")
    void deadline() throws InterruptedException {
        produce(0, 3);
        topic.look();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);

        topic.awaitRecords(new long[] {Long.MAX_VALUE, 0}, deadline);

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    @DisplayName("an interrupted wait ends with an InterruptedException")
    void interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> topic.awaitRecords(new long[] {0, 0}, Long.MAX_VALUE))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("offsets are committed with the broker, each group its own; 0 where it never did")
    void commits() {
        topic.commit("lab", 1, 42);
        assertThat(topic.committed("lab", 1)).isEqualTo(42);
        assertThat(topic.committed("lab", 0)).isZero();
        assertThat(topic.committed("other", 1)).isZero();
    }

    @Test
    @DisplayName("more than lie ready at once can be fetched")
    void manyAtOnce() {
        produce(0, 2_500);
        topic.look();
        Topic asAnybodySeesIt = topic;
        assertThat(asAnybodySeesIt.fetch(0, 0, Integer.MAX_VALUE)).hasSize(2_500);
    }

    private void produce(int partition, int records) {
        produceAgain(partition, 0, records);
        offsets.ends[partition] = records;
    }

    private void produceAgain(int partition, int from, int to) {
        for (int offset = from; offset < to; offset++) {
            kafka.addRecord(record(partition, offset));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        byte[] value = ByteBuffer.allocate(100).putLong(7).array();
        return new ConsumerRecord<>(NAME, partition, offset, System.currentTimeMillis(),
                TimestampType.CREATE_TIME, 0, value.length, new byte[0], value,
                new RecordHeaders(), Optional.empty());
    }
}
