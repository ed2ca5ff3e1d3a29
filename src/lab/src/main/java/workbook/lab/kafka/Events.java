package workbook.lab.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The topic, as the broker sees it: who asks a consumer for its lag gets yesterday's. */
public final class Events implements AutoCloseable {

    public static final String TOPIC = "events";
    public static final String GROUP = "lab";

    private static final String LONGEST_ANSWER_MILLIS = "20000";

    private final Admin admin;
    private final List<TopicPartition> partitions;

    private Events(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    }

    /** On a broker that has the topic already. */
    public static Events open(String broker, int partitions) {
        return new Events(Admin.create(Map.of("bootstrap.servers", broker,
                "default.api.timeout.ms", LONGEST_ANSWER_MILLIS, "request.timeout.ms", LONGEST_ANSWER_MILLIS)), partitions);
    }

    /** Creates it, on a broker that has no such topic. */
    public static Events create(String broker, int partitions) throws InterruptedException, ExecutionException {
        return create(broker, partitions, 1);
    }

    /** The same on several brokers: so many of them are to have a copy of each partition. */
    public static Events create(String broker, int partitions, int replicas)
            throws InterruptedException, ExecutionException {
        Events events = open(broker, partitions);
        try {
            events.admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) replicas))).all().get();
            return events;
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            events.close();
            throw e;
        }
    }

    public int partitions() {
        return partitions.size();
    }

    /** The offset behind the last record of each partition: how many were produced into it. Asks the broker. */
    public long[] endOffsets() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(latest).all().get();
        return partitions.stream().mapToLong(partition -> found.get(partition).offset()).toArray();
    }

    /** Which broker leads each partition; -1 if none does. Asks any broker. */
    public int[] leaders() throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions().stream()
                .mapToInt(partition -> partition.leader() == null ? -1 : partition.leader().id()).toArray();
    }

    /** Of each partition that the job has committed an offset of, which. Asks the broker. */
    public Map<Integer, Long> committedOffsets() throws InterruptedException, ExecutionException {
        return committedOffsets(GROUP);
    }

    /** The same for another group. */
    public Map<Integer, Long> committedOffsets(String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> found =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Map<Integer, Long> committed = new TreeMap<>();
        found.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    /** Commits offsets for a group, by partition. Returns when the broker has them. */
    public void commit(String group, Map<Integer, Long> offsets) throws InterruptedException, ExecutionException {
        admin.alterConsumerGroupOffsets(group, offsets.entrySet().stream().collect(Collectors.toMap(
                each -> partitions.get(each.getKey()), each -> new OffsetAndMetadata(each.getValue())))).all().get();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO); // what it has asked, nobody waits for
    }
}
