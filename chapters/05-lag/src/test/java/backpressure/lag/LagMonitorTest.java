package backpressure.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static workbook.testkit.Seeds.forEachSeed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.kafka.Topic;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class LagMonitorTest {

    private static final long SECOND = 1_000_000_000;
    private static final double EXACT = 1e-6;

    private final Simulation world = new Simulation(Order.seeded(1));

    @Test
    @Tag("5.3")
    @DisplayName("lag by position counts what wasn't fetched, lag by committed offset what wasn't committed")
    void theTwoLagsDiffer() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        world.runUntil(SECOND);
        consumer.poll(300);
        consumer.commit();
        consumer.poll(150);
        String done = "1,000 produced over 3 partitions, poll(300), commit, poll(150): ";

        assertThat(monitor.lagByPosition()).as(done + "lag by position, together").isEqualTo(550);
        assertThat(monitor.lagByCommitted()).as(done + "lag by committed, together").isEqualTo(700);
        List<Long> ends = each(topic::endOffset);
        assertThat(each(monitor::lagByPosition))
                .as(done + "lag by position, each; ends %s, positions %s", ends, each(consumer::position))
                .isEqualTo(each(partition -> topic.endOffset(partition) - consumer.position(partition)));
        assertThat(each(monitor::lagByCommitted))
                .as(done + "lag by committed, each; ends %s, committed %s", ends,
                        each(partition -> topic.committed("group", partition)))
                .isEqualTo(each(partition -> topic.endOffset(partition) - topic.committed("group", partition)));
    }

    @Test
    @Tag("5.3")
    @DisplayName("a lag may be of billions: no lag, of one partition or of all, is cut to an int")
    void lagsOfBillions() {
        TestTopic topic = new TestTopic(2) {
            @Override
            public long endOffset(int partition) {
                return 4_000_000_000L;
            }
        };
        topic.commit("other", 1, 3_000_000_000L);
        LagMonitor monitor = new LagMonitor(topic, new Consumer(topic, "group"), "other", world.clock());
        String done = "2 partitions that end at 4,000,000,000; the consumer is at 0, its group has committed"
                + " 3,000,000,000 of partition 1: ";

        assertThat(monitor.lagByPosition(0)).as(done + "lagByPosition(0)").isEqualTo(4_000_000_000L);
        assertThat(monitor.lagByPosition()).as(done + "lagByPosition()").isEqualTo(8_000_000_000L);
        assertThat(monitor.lagByCommitted(1)).as(done + "lagByCommitted(1)").isEqualTo(1_000_000_000L);
        assertThat(monitor.lagByCommitted()).as(done + "lagByCommitted()").isEqualTo(5_000_000_000L);
    }

    @Test
    @Tag("5.3")
    @DisplayName("asked again, it asks the topic again, also while the consumer does nothing")
    void itAsksTheTopicEachTime() {
        SimulatedTopic topic = topic(1_000);
        LagMonitor monitor = monitor(topic, new Consumer(topic, "group"));
        List<Long> byPosition = new ArrayList<>();
        List<Long> byCommitted = new ArrayList<>();
        for (int second = 1; second <= 3; second++) {
            world.runUntil(second * SECOND);
            byPosition.add(monitor.lagByPosition());
            byCommitted.add(monitor.lagByCommitted());
        }

        assertThat(byPosition).as("by position after 1, 2 and 3 s at 1,000 records/s, no poll")
                .containsExactly(1_000L, 2_000L, 3_000L);
        assertThat(byCommitted).as("by committed after 1, 2 and 3 s at 1,000 records/s, no poll")
                .containsExactly(1_000L, 2_000L, 3_000L);
    }

    @Test
    @Tag("5.3")
    @DisplayName("where nobody commits, lag by committed offset grows with the full input rate")
    void withoutCommits() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        List<Long> byPosition = new ArrayList<>();
        List<Long> byCommitted = new ArrayList<>();
        for (int second = 1; second <= 5; second++) {
            world.runUntil(second * SECOND);
            consumer.poll(100);
            byPosition.add(monitor.lagByPosition());
            byCommitted.add(monitor.lagByCommitted());
        }
        String done = "1,000 records/s, poll(100) every second, no commit, ";

        assertThat(byPosition).as(done + "by position").containsExactly(900L, 1_800L, 2_700L, 3_600L, 4_500L);
        assertThat(byCommitted).as(done + "by committed").containsExactly(1_000L, 2_000L, 3_000L, 4_000L, 5_000L);
    }

    @Test
    @Tag("5.3")
    @DisplayName("with a commit now and then, lag by committed offset is a sawtooth that touches lag by position")
    void withCommits() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        List<Long> byCommitted = new ArrayList<>();
        for (int second = 1; second <= 6; second++) {
            world.runUntil(second * SECOND);
            consumer.poll(100);
            if (second % 3 == 0) {
                consumer.commit();
            }
            byCommitted.add(monitor.lagByCommitted());
        }

        assertThat(byCommitted)
                .as("1,000 records/s, poll(100) every second, commit at 3 s and 6 s, by committed")
                .containsExactly(1_000L, 2_000L, 2_700L, 3_700L, 4_700L, 5_400L);
    }

    @Test
    @Tag("5.3")
    @DisplayName("what another group commits changes nothing")
    void anotherGroupsCommits() {
        TestTopic topic = new TestTopic(2).produceInEach(10);
        LagMonitor monitor = monitor(topic, new Consumer(topic, "group"));
        topic.commit("others", 0, 10);
        topic.commit("others", 1, 10);

        assertThat(monitor.lagByCommitted())
                .as("lag of 'group', which never committed; 'others' committed all 20").isEqualTo(20);
    }

    @Test
    @Tag("5.3")
    @DisplayName("each partition's lag is its own")
    void eachPartitionsLagIsItsOwn() {
        forEachSeed(100, random -> {
            int partitions = 1 + random.nextInt(5);
            TestTopic topic = new TestTopic(partitions);
            Consumer consumer = new Consumer(topic, "group");
            LagMonitor monitor = monitor(topic, consumer);
            Steps steps = new Steps().did("partitions: %d", partitions);
            for (int round = 0; round < 5; round++) {
                for (int partition = 0; partition < partitions; partition++) {
                    int count = random.nextInt(20);
                    topic.produce(partition, count);
                    steps.did("%d new records in partition %d", count, partition);
                }
                int polled = consumer.poll(1 + random.nextInt(20)).size();
                steps.did("poll brings %d", polled);
                if (random.nextBoolean()) {
                    consumer.commit();
                    steps.did("commit");
                }
                long byPosition = 0;
                long byCommitted = 0;
                for (int partition = 0; partition < partitions; partition++) {
                    long end = topic.endOffset(partition);
                    assertThat(monitor.lagByPosition(partition))
                            .as(steps.then("lagByPosition(" + partition + "), the end is " + end))
                            .isEqualTo(end - consumer.position(partition));
                    assertThat(monitor.lagByCommitted(partition))
                            .as(steps.then("lagByCommitted(" + partition + "), the end is " + end))
                            .isEqualTo(end - topic.committed("group", partition));
                    byPosition += end - consumer.position(partition);
                    byCommitted += end - topic.committed("group", partition);
                }
                assertThat(monitor.lagByPosition()).as(steps.then("lagByPosition()")).isEqualTo(byPosition);
                assertThat(monitor.lagByCommitted()).as(steps.then("lagByCommitted()")).isEqualTo(byCommitted);
            }
        });
    }

    @Test
    @Tag("5.3")
    @DisplayName("after 10 s at 1,000/s in and 100/s out, 9,000 records wait, and the one just read is 9 s old")
    void lagIsAlsoATime() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        double age = 0;
        for (int second = 1; second <= 10; second++) {
            world.runUntil(second * SECOND);
            for (ConsumerRecord record : consumer.poll(100)) {
                age = (world.clock().nanoTime() - record.timestamp()) / 1e9;
            }
        }
        String done = "1,000 records/s, poll(100) every second for 10 s: ";

        assertThat(monitor.lagByPosition()).as(done + "by position").isEqualTo(9_000);
        assertThat(age).as(done + "age in seconds of the last record polled").isCloseTo(9, within(0.1));
    }

    @Test
    @Tag("5.4")
    @DisplayName("in at 1,000/s and out at 100/s, lag grows by 900 every second")
    void lagGrowsByTheDifference() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        for (int second = 1; second <= 10; second++) {
            world.runUntil(second * SECOND);
            consumer.poll(100);
            monitor.sample();
        }

        assertGrowth(monitor, "1,000 records/s; each second poll(100), then sample(), ten times", 900);
    }

    @Test
    @Tag("5.4")
    @DisplayName("a lag that shrinks grows by less than 0")
    void lagShrinks() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        world.runUntil(10 * SECOND);
        monitor.sample();
        for (int second = 11; second <= 15; second++) {
            world.runUntil(second * SECOND);
            consumer.poll(1_500);
        }
        monitor.sample();

        assertGrowth(monitor, "1,000 records/s; sample() at 10 s; poll(1,500) at 11 … 15 s; sample() at 15 s", -500);
    }

    @Test
    @Tag("5.4")
    @DisplayName("the growth is that from the first sample to the last, whatever lies between")
    void growthIsFromTheFirstToTheLast() {
        TestTopic topic = new TestTopic(2).produce(0, 50);
        LagMonitor monitor = monitor(topic, new Consumer(topic, "group"));
        monitor.sample();
        world.runUntil(SECOND);
        topic.produce(1, 900);
        monitor.sample();
        world.runUntil(4 * SECOND);
        topic.produce(0, 100);
        monitor.sample();

        assertGrowth(monitor, "lag 50 at 0 s, 950 at 1 s, 1,050 at 4 s, each with a sample()", 250);
    }

    @Test
    @Tag("5.4")
    @DisplayName("a commit is of no account for the growth")
    void growthGoesByPosition() {
        TestTopic topic = new TestTopic(1).produce(0, 1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = monitor(topic, consumer);
        consumer.poll(400);
        monitor.sample();
        world.runUntil(2 * SECOND);
        consumer.commit();
        topic.produce(0, 100);
        monitor.sample();

        assertGrowth(monitor, "1,000 records, poll(400), sample(); 2 s later commit, 100 new records, sample()", 50);
    }

    @Test
    @Tag("5.4")
    @DisplayName("without two samples of different times there is no growth")
    void noGrowthWithoutTwoTimes() {
        TestTopic topic = new TestTopic(1).produce(0, 10);
        LagMonitor monitor = monitor(topic, new Consumer(topic, "group"));

        assertThat(monitor.growthPerSecond()).as("growth, no sample").isEmpty();
        monitor.sample();
        assertThat(monitor.growthPerSecond()).as("growth, one sample").isEmpty();
        topic.produce(0, 10);
        monitor.sample();
        assertThat(monitor.growthPerSecond()).as("growth, two samples of the same moment").isEmpty();
        world.runUntil(SECOND);
        assertThat(monitor.growthPerSecond()).as("growth, two samples of the same moment, a second ago").isEmpty();
        monitor.sample();
        assertGrowth(monitor, "lag 10, sample(), lag 20, sample(), a second later sample()", 10);
    }

    @Test
    @Tag("5.4")
    @DisplayName("the growth is exact for any lags and any times")
    void growthIsExact() {
        forEachSeed(200, random -> {
            long[] now = {random.nextInt(2_000_000_000)};
            TestTopic topic = new TestTopic(1 + random.nextInt(4)).produceInEach(random.nextInt(30));
            Consumer consumer = new Consumer(topic, "group");
            LagMonitor monitor = new LagMonitor(topic, consumer, "group", () -> now[0]);
            Steps steps = new Steps();
            long startedAt = now[0];
            long firstLag = sample(topic, consumer, monitor, now, steps);
            for (int samples = 2 + random.nextInt(4); samples > 1; samples--) {
                now[0] += 1 + random.nextInt(1_000_000_000);
                topic.produce(random.nextInt(topic.partitions()), random.nextInt(50));
                consumer.poll(1 + random.nextInt(40));
                long lag = sample(topic, consumer, monitor, now, steps);
                OptionalDouble growth = monitor.growthPerSecond();
                assertThat(growth).as(steps.then("growthPerSecond()")).isPresent();
                assertThat(growth.getAsDouble()).as(steps.then("growthPerSecond()"))
                        .isCloseTo((lag - firstLag) * 1e9 / (now[0] - startedAt), within(1e-3));
            }
        });
    }

    @Test
    @Tag("5.4")
    @DisplayName("the growth of a lag of billions is as exact")
    void billionsAreAsExact() {
        long[] produced = {0};
        long[] now = {5 * SECOND};
        TestTopic topic = new TestTopic(1) {
            @Override
            public long endOffset(int partition) {
                return produced[0];
            }

            @Override
            public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                return offset < produced[0] && max > 0
                        ? List.of(new ConsumerRecord(partition, offset, 0, new byte[1])) : List.of();
            }
        };
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = new LagMonitor(topic, consumer, "group", () -> now[0]);
        consumer.poll(1);
        monitor.sample();
        produced[0] = 20_000_000_001L;
        now[0] += 10 * SECOND;
        consumer.poll(1);
        monitor.sample();

        assertGrowth(monitor, "sample() at 5 s, lag 0, and at 15 s, lag 20,000,000,000: 2,000,000,000 a second", 2e9);
    }

    @Test
    @Tag("5.4")
    @DisplayName("the growth is that from the first sample to the last, also if two samples are of the same moment")
    void twoOfThreeAtTheSameMoment() {
        TestTopic topic = new TestTopic(1).produce(0, 10);
        LagMonitor monitor = monitor(topic, new Consumer(topic, "group"));
        monitor.sample();
        world.runUntil(SECOND);
        topic.produce(0, 10);
        monitor.sample();
        topic.produce(0, 10);
        monitor.sample();

        assertGrowth(monitor, "lag 10, sample() at 0 s; lag 20, sample() at 1 s; lag 30, sample() at 1 s, too", 20);
    }

    private static long sample(TestTopic topic, Consumer consumer, LagMonitor monitor, long[] now, Steps steps) {
        long lag = IntStream.range(0, topic.partitions())
                .mapToLong(partition -> topic.endOffset(partition) - consumer.position(partition)).sum();
        monitor.sample();
        steps.did("at %,d ns, lag %d: sample()", now[0], lag);
        return lag;
    }

    @Test
    @Tag("5.5")
    @DisplayName("a disk is full after exactly free bytes ÷ bytes per second, however slowly, and however little is left")
    void aSlowGrowthFillsADiskToo() {
        assertThat(LagMonitor.secondsUntilFull(1_005, 10, 0.05).orElseThrow())
                .as("secondsUntilFull(1005 bytes free, records of 10 bytes, 0.05 records/s): 0.5 bytes/s")
                .isCloseTo(2_010, within(1e-6));
    }

    @Test
    @Tag("5.5")
    @DisplayName("100 GB take 900 records/s of 100 bytes for 1,111,111 seconds: not quite 13 days")
    void theLessonsDisk() {
        assertSeconds(LagMonitor.secondsUntilFull(100_000_000_000L, 100, 900),
                "secondsUntilFull(100 GB, 100 B, 900/s)", 1_111_111.111_111);
        assertThat(1_111_111.111_111 / 86_400).as("that in days").isBetween(12.8, 13.0);
    }

    @Test
    @Tag("5.5")
    @DisplayName("two minutes at +900/s are gone in 108 s, if 2,000/s are dealt with and 1,000/s still come in")
    void theLessonsCatchingUp() {
        assertSeconds(LagMonitor.secondsToCatchUp(120 * 900, 1_000, 2_000),
                "secondsToCatchUp(108,000, 1,000/s, 2,000/s)", 108);
        assertSeconds(LagMonitor.secondsToCatchUp(120 * 900, 1_000, 1_100),
                "secondsToCatchUp(108,000, 1,000/s, 1,100/s)", 1_080);
    }

    @Test
    @Tag("5.5")
    @DisplayName("a lag that doesn't grow fills no disk, however little is free")
    void noGrowthFillsNoDisk() {
        assertThat(LagMonitor.secondsUntilFull(1_000, 10, 0)).as("secondsUntilFull(1,000 B, 10 B, 0/s)").isEmpty();
        assertThat(LagMonitor.secondsUntilFull(1_000, 10, -5)).as("secondsUntilFull(1,000 B, 10 B, -5/s)").isEmpty();
        assertThat(LagMonitor.secondsUntilFull(0, 10, 0)).as("secondsUntilFull(0 B, 10 B, 0/s)").isEmpty();
        assertThat(LagMonitor.secondsUntilFull(0, 10, -5)).as("secondsUntilFull(0 B, 10 B, -5/s)").isEmpty();
        assertSeconds(LagMonitor.secondsUntilFull(1_000, 10, 0.5), "secondsUntilFull(1,000 B, 10 B, 0.5/s)", 200);
    }

    @Test
    @Tag("5.5")
    @DisplayName("a disk with nothing free is full in 0 seconds, if the lag grows")
    void aFullDisk() {
        assertSeconds(LagMonitor.secondsUntilFull(0, 10, 5), "secondsUntilFull(0 B, 10 B, 5/s)", 0);
    }

    @Test
    @Tag("5.5")
    @DisplayName("who is no faster than what comes in never catches up, except with a lag of 0")
    void neverCatchingUp() {
        assertThat(LagMonitor.secondsToCatchUp(1, 100, 100)).as("secondsToCatchUp(1, 100/s, 100/s)").isEmpty();
        assertThat(LagMonitor.secondsToCatchUp(50, 100, 99)).as("secondsToCatchUp(50, 100/s, 99/s)").isEmpty();
        assertThat(LagMonitor.secondsToCatchUp(50, 0, 0)).as("secondsToCatchUp(50, 0/s, 0/s)").isEmpty();
        assertSeconds(LagMonitor.secondsToCatchUp(0, 100, 100), "secondsToCatchUp(0, 100/s, 100/s)", 0);
        assertSeconds(LagMonitor.secondsToCatchUp(0, 100, 10), "secondsToCatchUp(0, 100/s, 10/s)", 0);
        assertSeconds(LagMonitor.secondsToCatchUp(0, 10, 100), "secondsToCatchUp(0, 10/s, 100/s)", 0);
        assertSeconds(LagMonitor.secondsToCatchUp(50, 0, 100), "secondsToCatchUp(50, 0/s, 100/s)", 0.5);
    }

    @Test
    @Tag("5.5")
    @DisplayName("both times are right for any numbers")
    void anyNumbers() {
        forEachSeed(200, random -> {
            int seconds = 1 + random.nextInt(100_000);
            int recordBytes = 1 + random.nextInt(1_000_000);
            int growth = 1 + random.nextInt(100_000);
            assertSeconds(LagMonitor.secondsUntilFull((long) recordBytes * growth * seconds, recordBytes, growth),
                    String.format("secondsUntilFull(%,d B, %,d B, %,d/s)", (long) recordBytes * growth * seconds,
                            recordBytes, growth), seconds);
            int in = random.nextInt(100_000);
            assertSeconds(LagMonitor.secondsToCatchUp((long) growth * seconds, in, in + growth),
                    String.format("secondsToCatchUp(%,d, %,d/s, %,d/s)", (long) growth * seconds, in, in + growth),
                    seconds);
        });
    }

    private static void assertSeconds(OptionalDouble actual, String call, double expected) {
        assertThat(actual).as(call).isPresent();
        assertThat(actual.getAsDouble()).as(call).isCloseTo(expected, within(EXACT * Math.max(1, expected)));
    }

    private static void assertGrowth(LagMonitor monitor, String done, double expected) {
        OptionalDouble growth = monitor.growthPerSecond();
        assertThat(growth).as(done + ": growthPerSecond()").isPresent();
        assertThat(growth.getAsDouble()).as(done + ": growthPerSecond()")
                .isCloseTo(expected, within(EXACT * Math.max(1, Math.abs(expected))));
    }

    private static List<Long> each(IntToLongFunction lag) {
        return IntStream.range(0, 3).mapToLong(lag::applyAsLong).boxed().toList();
    }

    private SimulatedTopic topic(long recordsPerSecond) {
        return new SimulatedTopic(3, recordsPerSecond, 100, Long.MAX_VALUE, world);
    }

    private LagMonitor monitor(Topic topic, Consumer consumer) {
        return new LagMonitor(topic, consumer, "group", world.clock());
    }
}
