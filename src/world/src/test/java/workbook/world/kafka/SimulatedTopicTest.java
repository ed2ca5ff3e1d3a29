package workbook.world.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Runtime.RunningTask;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

class SimulatedTopicTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final long NO_END = Long.MAX_VALUE;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void producesAtItsRateToEachPartitionInTurn() {
        SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, NO_END, world);
        assertThat(topic.produced()).isZero();

        world.runUntil(SECOND);
        assertThat(topic.produced()).isEqualTo(1_000);
        assertThat(ends(topic)).containsExactly(334, 333, 333);

        world.runUntil(600 * SECOND);
        assertThat(topic.produced()).isEqualTo(600_000);
    }

    @Test
    void aRecordIsThereAtItsTimestampAndNotBefore() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            long start = random.nextInt(1_000);
            int rate = 1 + random.nextInt(1_000_000);
            int number = random.nextInt(100_000);
            long timestamp = produce(rate, start, start + 100_000 * SECOND).fetch(0, number, 1).get(0).timestamp();

            assertThat(produce(rate, start, timestamp).produced())
                    .as("%d/s, at the timestamp of record %d", rate, number).isEqualTo(number + 1);
            assertThat(produce(rate, start, timestamp - 1).produced())
                    .as("%d/s, 1 ns before the timestamp of record %d", rate, number).isEqualTo(number);
        }
    }

    private static SimulatedTopic produce(int rate, long from, long until) {
        Simulation world = new Simulation(Order.seeded(1));
        world.runUntil(from);
        SimulatedTopic topic = new SimulatedTopic(1, rate, 8, NO_END, world);
        world.runUntil(until);
        return topic;
    }

    @Test
    void fetchesInOrderAsManyAsThereAreAndMaxAtMost() {
        SimulatedTopic topic = new SimulatedTopic(3, 10, 100, NO_END, world);
        world.runUntil(SECOND);

        List<ConsumerRecord> records = topic.fetch(1, 1, 10);
        assertThat(records).extracting(ConsumerRecord::partition).containsOnly(1);
        assertThat(records).extracting(ConsumerRecord::offset).containsExactly(1L, 2L);
        assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(500 * MILLI, 800 * MILLI);
        assertThat(records).extracting(record -> SimulatedTopic.number(record.value())).containsExactly(4L, 7L);
        assertThat(records).extracting(record -> record.value().length).containsOnly(100);
        assertThat(topic.fetch(1, 0, 2)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
        assertThat(topic.fetch(1, 3, 10)).isEmpty();
        assertThat(topic.fetch(1, 0, 0)).isEmpty();
    }

    @Test
    void refusesOffsetsAndPartitionsThatAreNotThere() {
        SimulatedTopic topic = new SimulatedTopic(3, 10, 100, NO_END, world);
        world.runUntil(SECOND);

        assertThatIllegalArgumentException().isThrownBy(() -> topic.fetch(0, -1, 1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> topic.fetch(0, 5, 1))
                .withMessageContaining("from 0 to 4");
        assertThatIllegalArgumentException().isThrownBy(() -> topic.fetch(3, 0, 1))
                .withMessageContaining("partition 3");
        assertThatIllegalArgumentException().isThrownBy(() -> topic.endOffset(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> topic.commit("group", 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> topic.committed("group", 3));
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedTopic(0, 1, 8, 1, world));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedTopic(1, -1, 8, 1, world));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedTopic(1, 1, 7, 1, world));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedTopic(1, 1, 8, -1, world));
        SimulatedTopic topic = new SimulatedTopic(1, 1, 8, 1, world);
        assertThatIllegalArgumentException().isThrownBy(() -> topic.changeRate(-1));
    }

    @Test
    void countsFromTheMomentItIsMade() {
        world.runUntil(7 * SECOND);
        SimulatedTopic topic = new SimulatedTopic(1, 4, 8, NO_END, world);
        assertThat(topic.produced()).isZero();
        world.runUntil(8 * SECOND);
        assertThat(times(topic)).containsExactly(7_250 * MILLI, 7_500 * MILLI, 7_750 * MILLI, 8_000 * MILLI);
    }

    @Test
    void changesItsRateFromNowOn() {
        SimulatedTopic topic = new SimulatedTopic(1, 2, 8, NO_END, world);
        world.runUntil(1_200 * MILLI);
        topic.changeRate(10);
        world.runUntil(1_500 * MILLI);
        topic.changeRate(0);
        world.runUntil(9_000 * MILLI);
        assertThat(topic.produced()).isEqualTo(5);
        topic.changeRate(1);
        world.runUntil(11_000 * MILLI);

        assertThat(times(topic)).containsExactly(500 * MILLI, 1_000 * MILLI, 1_300 * MILLI, 1_400 * MILLI,
                1_500 * MILLI, 10_000 * MILLI, 11_000 * MILLI);
    }

    @Test
    void stopsForGoodAfterTheLastRecord() {
        SimulatedTopic topic = new SimulatedTopic(2, 10, 8, 5, world);
        world.runUntil(499 * MILLI);
        assertThat(topic.isFinished()).isFalse();
        world.runUntil(500 * MILLI);
        assertThat(topic.isFinished()).isTrue();
        assertThat(ends(topic)).containsExactly(3, 2);
        topic.changeRate(1_000);
        world.runUntil(100 * SECOND);
        assertThat(topic.produced()).isEqualTo(5);
        assertThat(new SimulatedTopic(1, 10, 8, 0, world).isFinished()).isTrue();
    }

    @Test
    void awaitsTheNextRecordThatIsMissing() {
        SimulatedTopic topic = new SimulatedTopic(3, 10, 8, NO_END, world);
        List<Long> woken = new ArrayList<>();
        world.start("source", () -> {
            await(topic, woken, NO_END, 0, 0, 0);
            await(topic, woken, NO_END, 0, 0, 0);
            await(topic, woken, NO_END, 1, 0, 0);
            await(topic, woken, NO_END, 2, 1, 1);
        });
        world.run();

        assertThat(woken).containsExactly(100 * MILLI, 100 * MILLI, 200 * MILLI, 500 * MILLI);
    }

    @Test
    void awaitsNoLongerThanTheDeadline() {
        SimulatedTopic topic = new SimulatedTopic(1, 1, 8, NO_END, world);
        List<Long> woken = new ArrayList<>();
        world.start("source", () -> {
            await(topic, woken, 300 * MILLI, 0);
            await(topic, woken, 100 * MILLI, 0);
            await(topic, woken, 2 * SECOND, 0);
        });
        world.run();

        assertThat(woken).containsExactly(300 * MILLI, 300 * MILLI, SECOND);
    }

    @Test
    void awaitsNoLongerThanToTheEnd() {
        SimulatedTopic topic = new SimulatedTopic(2, 10, 8, 3, world);
        List<Long> woken = new ArrayList<>();
        world.start("source", () -> {
            await(topic, woken, NO_END, 1, 1);
            await(topic, woken, NO_END, 2, 1);
        });
        world.run();

        assertThat(woken).containsExactly(300 * MILLI, 300 * MILLI);
    }

    @Test
    void whoAwaitsHearsOfANewRate() {
        SimulatedTopic topic = new SimulatedTopic(1, 0, 8, NO_END, world);
        List<Long> woken = new ArrayList<>();
        world.start("source", () -> await(topic, woken, NO_END, 0));
        world.start("producer", () -> {
            world.sleep(SECOND);
            topic.changeRate(1);
            world.sleep(SECOND / 2);
            topic.changeRate(4);
        });
        world.run();

        assertThat(woken).containsExactly(1_750 * MILLI);
    }

    @Test
    void whoAwaitsCanBeInterrupted() {
        SimulatedTopic topic = new SimulatedTopic(1, 0, 8, NO_END, world);
        List<Long> interrupted = new ArrayList<>();
        RunningTask source = world.start("source", () -> {
            try {
                topic.awaitRecords(new long[1], NO_END);
            } catch (InterruptedException e) {
                interrupted.add(world.clock().nanoTime());
            }
        });
        world.start("cancel", () -> {
            world.sleep(SECOND);
            source.interrupt();
        });
        world.run();

        assertThat(interrupted).containsExactly(SECOND);
    }

    @Test
    void keepsWhatEachGroupCommits() {
        SimulatedTopic topic = new SimulatedTopic(2, 10, 8, NO_END, world);
        assertThat(topic.committed("a", 1)).isZero();
        topic.commit("a", 1, 5);
        topic.commit("b", 1, 7);
        topic.commit("a", 1, 6);

        assertThat(topic.committed("a", 1)).isEqualTo(6);
        assertThat(topic.committed("a", 0)).isZero();
        assertThat(topic.committed("b", 1)).isEqualTo(7);
    }

    private void await(SimulatedTopic topic, List<Long> woken, long deadline, long... positions)
            throws InterruptedException {
        topic.awaitRecords(positions, deadline);
        woken.add(world.clock().nanoTime());
    }

    private static long[] ends(SimulatedTopic topic) {
        return IntStream.range(0, topic.partitions()).mapToLong(topic::endOffset).toArray();
    }

    private static List<Long> times(SimulatedTopic topic) {
        return topic.fetch(0, 0, 100).stream().map(ConsumerRecord::timestamp).toList();
    }
}
