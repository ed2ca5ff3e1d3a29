package workbook.world.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

class AssignedPartitionsTest {

    private static final long SECOND = 1_000_000_000;

    private final Simulation world = new Simulation(Order.seeded(1));
    private final SimulatedTopic topic = new SimulatedTopic(5, 5, 8, Long.MAX_VALUE, world);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void eachPartitionBelongsToOneReader() {
        List<Integer> numbers = new ArrayList<>();
        for (int reader = 0; reader < 2; reader++) {
            AssignedPartitions assigned = new AssignedPartitions(topic, reader, 2);
            for (int partition = 0; partition < assigned.partitions(); partition++) {
                numbers.add(assigned.numberInTopic(partition));
            }
        }
        assertThat(numbers).containsExactly(0, 2, 4, 1, 3);
    }

    @Test
    void whatIsAskedOfAPartitionIsAskedOfTheTopics() {
        AssignedPartitions assigned = new AssignedPartitions(topic, 1, 2);
        world.runUntil(10 * SECOND + SECOND / 2);   // 52 records: partitions 0 and 1 have 11, the others 10

        assertThat(assigned.endOffset(0)).as("partition 1 of the topic").isEqualTo(11);
        assertThat(assigned.endOffset(1)).as("partition 3 of the topic").isEqualTo(10);
        List<ConsumerRecord> records = assigned.fetch(1, 4, 2);
        assertThat(records).extracting(ConsumerRecord::partition).containsOnly(1);
        assertThat(records).extracting(record -> SimulatedTopic.number(record.value())).containsExactly(23L, 28L);
        assigned.commit("group", 1, 7);
        assertThat(topic.committed("group", 3)).isEqualTo(7);
        assertThat(assigned.committed("group", 1)).isEqualTo(7);
        assertThat(assigned.isFinished()).isFalse();
    }

    @Test
    void waitsForItsOwnPartitionsOnly() {
        AssignedPartitions assigned = new AssignedPartitions(topic, 2, 3);   // partition 2 of the topic, alone
        List<Long> woke = new ArrayList<>();
        world.start("reader", () -> {
            assigned.awaitRecords(new long[] {0}, Long.MAX_VALUE);
            woke.add(world.clock().nanoTime());
            assigned.awaitRecords(new long[] {1}, Long.MAX_VALUE);
            woke.add(world.clock().nanoTime());
        });
        world.runUntil(5 * SECOND);

        assertThat(woke).as("5 records/s, partition 2 gets the 3rd, the 8th, and so on")
                .containsExactly(3 * SECOND / 5, 8 * SECOND / 5);
    }

    @Test
    void refusesAReaderWithoutPartitions() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AssignedPartitions(topic, 0, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> new AssignedPartitions(topic, 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new AssignedPartitions(topic, -1, 2));
    }
}
