package backpressure.lag;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static workbook.testkit.Explorer.explore;
import static workbook.testkit.Seeds.forEachSeed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class ConsumerTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    @Tag("5.1")
    @DisplayName("each poll goes on where the one before ended, and the position says where that is")
    void eachPollGoesOnWhereTheLastEnded() {
        Consumer consumer = new Consumer(new TestTopic(1).produce(0, 5), "group");

        assertThat(consumer.position(0)).as("position before any poll").isZero();
        assertThat(offsets(poll(consumer, 2))).as("offsets of poll(2), with 5 records there").containsExactly(0L, 1L);
        assertThat(consumer.position(0)).as("position after poll(2)").isEqualTo(2);
        assertThat(offsets(poll(consumer, 2))).as("offsets of a second poll(2)").containsExactly(2L, 3L);
        assertThat(consumer.position(0)).as("position after two times poll(2)").isEqualTo(4);
    }

    @Test
    @Tag("5.1")
    @DisplayName("a poll brings the records as they are in the topic")
    void aPollBringsTheRecordsAsTheyAre() {
        TestTopic topic = new TestTopic(2).produceInEach(2);
        List<String> inTheTopic = new ArrayList<>();
        topic.fetch(0, 0, 2).forEach(record -> inTheTopic.add(inWords(record)));
        topic.fetch(1, 0, 2).forEach(record -> inTheTopic.add(inWords(record)));

        assertThat(poll(new Consumer(topic, "group"), 4)).extracting(ConsumerTest::inWords)
                .as("poll(4) of 2 partitions with 2 records each")
                .containsExactlyInAnyOrderElementsOf(inTheTopic);
    }

    @Test
    @Tag("5.1")
    @DisplayName("where there are fewer records than max, the position moves behind those there are, no further")
    void thePositionNeverPassesTheEnd() {
        TestTopic topic = new TestTopic(1).produce(0, 3);
        Consumer consumer = new Consumer(topic, "group");
        Steps steps = new Steps().did("new Consumer, 1 partition with 3 records");

        assertThat(offsets(poll(consumer, 10, steps)))
                .as("offsets of poll(10), with 3 records there").containsExactly(0L, 1L, 2L);
        assertThat(consumer.position(0)).as("position after poll(10) brought 3").isEqualTo(3);
        steps.did("poll(10) brings the 3");
        assertThat(offsets(poll(consumer, 10, steps))).as("offsets of a second poll(10), nothing new there").isEmpty();
        assertThat(consumer.position(0)).as("position after a poll that brought nothing").isEqualTo(3);

        topic.produce(0, 2);
        assertThat(offsets(poll(consumer, 10)))
                .as("offsets of a third poll(10), with 2 new records").containsExactly(3L, 4L);
    }

    @Test
    @Tag("5.1")
    @DisplayName("partitions that have enough each give the same number, give or take one")
    void partitionsGiveTheSameNumber() {
        for (int max : new int[] {3, 4, 5, 30, 31, 100}) {
            Consumer consumer = new Consumer(new TestTopic(3).produceInEach(100), "group");
            List<Integer> given = perPartition(poll(consumer, max), 3);
            String done = "poll(%d) of 3 partitions with 100 records each; they gave %s: ".formatted(max, given);
            assertThat(sum(given)).as(done + "in all").isEqualTo(max);
            assertThat(Collections.max(given) - Collections.min(given))
                    .as(done + "by how many the most and the fewest differ").isLessThanOrEqualTo(1);
        }
    }

    @Test
    @Tag("5.1")
    @DisplayName("with max below the number of partitions, they take turns")
    void partitionsTakeTurns() {
        for (int partitions = 2; partitions <= 5; partitions++) {
            for (int max = 1; max < partitions; max++) {
                checkTurns(partitions, max);
            }
        }
    }

    private static void checkTurns(int partitions, int max) {
        Consumer consumer = new Consumer(new TestTopic(partitions).produceInEach(100), "group");
        List<Set<Integer>> polls = new ArrayList<>();
        for (int poll = 0; poll < 4 * partitions; poll++) {
            Set<Integer> reached = new HashSet<>();
            poll(consumer, max).forEach(record -> reached.add(record.partition()));
            polls.add(reached);
            if (polls.size() >= partitions) {
                Set<Integer> inARow = new HashSet<>();
                polls.subList(polls.size() - partitions, polls.size()).forEach(inARow::addAll);
                assertThat(inARow)
                        .as("%d partitions with enough in each, poll(%d) again and again; it reached partitions %s;"
                                + " the last %d polls in a row reached", partitions, max, polls, partitions)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, partitions).boxed().toList());
            }
        }
    }

    @Test
    @Tag("5.1")
    @DisplayName("what one partition hasn't got, the others give")
    void othersGiveWhatOneHasNot() {
        for (int full = 0; full < 3; full++) {
            TestTopic topic = new TestTopic(3).produceInEach(2).produce(full, 98);
            Consumer consumer = new Consumer(topic, "group");
            Steps steps = new Steps().did("100 records in partition %d, 2 in each of the other two", full);
            for (int expected : new int[] {50, 50, 4}) {
                List<Integer> given = perPartition(poll(consumer, 50), 3);
                steps.did("poll(50): partitions 0, 1 and 2 gave %s", given);
                assertThat(sum(given)).as(steps.then("how many that are; 104 were there at first"))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @Tag("5.1")
    @DisplayName("max may be as large as it likes")
    void maxMayBeHuge() {
        for (List<Integer> arriving : List.of(List.of(5, 5, 5), List.of(5, 5, 0), List.of(5, 0, 5), List.of(0, 5, 5))) {
            TestTopic topic = new TestTopic(3);
            Consumer consumer = new Consumer(topic, "group");
            Steps steps = new Steps().did("new Consumer, 3 partitions, all empty");
            for (int poll = 1; poll <= 3; poll++) {
                for (int partition = 0; partition < 3; partition++) {
                    topic.produce(partition, arriving.get(partition));
                }
                List<ConsumerRecord> records = poll(consumer, Integer.MAX_VALUE, steps.did("%s new records", arriving));
                assertThat(perPartition(records, 3))
                        .as(steps.then("poll(Integer.MAX_VALUE): what partitions 0, 1 and 2 gave"))
                        .isEqualTo(arriving);
                steps.did("poll(Integer.MAX_VALUE) brings all of them");
            }
        }
    }

    @Test
    @Tag("5.1")
    @DisplayName("no record is skipped or doubled, whatever arrives and however much is asked for")
    void noRecordIsSkippedOrDoubled() {
        forEachSeed(200, random -> {
            int partitions = 1 + random.nextInt(5);
            TestTopic topic = new TestTopic(partitions);
            Consumer consumer = new Consumer(topic, "group");
            Steps steps = new Steps().did("new Consumer, partitions: %d, all empty", partitions);
            long[] next = new long[partitions];
            for (int round = 0; round < 12; round++) {
                int[] arriving = random.ints(partitions, 0, random.nextInt(4) == 0 ? 20 : 3).toArray();
                IntStream.range(0, partitions).forEach(partition -> topic.produce(partition, arriving[partition]));
                long waiting = IntStream.range(0, partitions).mapToLong(p -> topic.endOffset(p) - next[p]).sum();
                int max = 1 + random.nextInt(10);

                steps.did("%s new records arrive", IntStream.of(arriving).boxed().toList());
                List<ConsumerRecord> records = poll(consumer, max, steps);
                steps.did("poll(%d) brings %s", max, names(records));
                for (ConsumerRecord record : records) {
                    assertThat(record.offset())
                            .as(steps.then("the next record of partition " + record.partition() + " has the offset"))
                            .isEqualTo(next[record.partition()]++);
                }
                assertThat(records.size())
                        .as(steps.then("how many that are, at max " + max + " of " + waiting + " that waited"))
                        .isEqualTo((int) Math.min(max, waiting));
                for (int partition = 0; partition < partitions; partition++) {
                    assertThat(consumer.position(partition))
                            .as(steps.then("position(" + partition + ")"))
                            .isEqualTo(next[partition]);
                }
            }
        });
    }

    @Test
    @Tag("5.1")
    @DisplayName("any thread may ask for a position while another polls")
    void anyThreadMayAskForAPosition() {
        checkAskedByAnother(consumer -> consumer.position(0) + consumer.position(1), true,
                "positions, both partitions together", 8);
    }

    /** Two times poll(4) in one task, while another asks, in all kinds of orders; 20 records in 2 partitions. */
    private static void checkAskedByAnother(ToLongFunction<Consumer> number, boolean grows, String what, long last) {
        explore(world -> {
            Consumer consumer = new Consumer(new TestTopic(2).produceInEach(10), "group");
            List<Long> readings = new ArrayList<>();
            world.start("source", () -> {
                consumer.poll(4);
                consumer.poll(4);
            });
            world.start("metrics", () -> {
                readings.add(number.applyAsLong(consumer));
                readings.add(number.applyAsLong(consumer));
            });
            return () -> {
                readings.add(number.applyAsLong(consumer));
                if (grows) {
                    assertThat(readings).as("%s: two readings by another task, and one when all is done", what)
                            .isSorted();
                }
                assertThat(readings.get(2)).as("%s, after two times poll(4)", what).isEqualTo(last);
            };
        });
    }

    @Test
    @Tag("5.2")
    @DisplayName("it goes on at offsets of billions like at any other")
    void offsetsOfBillions() {
        long before = 5_000_000_000L;
        TestTopic topic = new TestTopic(1) {   // the first 5 billion are gone
            @Override
            public long endOffset(int partition) {
                return before + super.endOffset(partition);
            }

            @Override
            public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                assertThat(offset).as("a fetch's offset; the group has committed 5,000,000,000, and there are 3 records"
                        + " from there on").isBetween(before, before + 3);
                return super.fetch(partition, offset - before, max).stream().map(record -> new ConsumerRecord(partition,
                        before + record.offset(), record.timestamp(), record.value())).toList();
            }
        };
        topic.produce(0, 3).commit("group", 0, before);
        Consumer consumer = new Consumer(topic, "group");
        Steps steps = new Steps().did("new Consumer, committed at 5,000,000,000, 3 records from there on");

        assertThat(consumer.position(0)).as(steps.then("position(0)")).isEqualTo(before);
        assertThat(offsets(poll(consumer, 2, steps))).as(steps.then("offsets of poll(2)"))
                .containsExactly(before, before + 1);
        consumer.commit();
        steps.did("poll(2)").did("commit()");
        assertThat(topic.committed("group", 0)).as(steps.then("what the group has committed")).isEqualTo(before + 2);
    }

    @Test
    @Tag("5.2")
    @DisplayName("a new consumer of the group goes on where the last one committed")
    void aNewConsumerGoesOnWhereTheLastCommitted() {
        TestTopic topic = new TestTopic(3).produce(0, 10).produce(1, 4).produce(2, 1);
        Consumer before = new Consumer(topic, "group");
        before.poll(9);
        before.commit();
        long[] committed = positions(before, 3);
        before.poll(3);

        Consumer after = new Consumer(topic, "group");

        assertThat(positions(after, 3))
                .as("positions of a new consumer, after: poll(9), commit, poll(3) by the old one")
                .containsExactly(committed);
        assertThat(sum(perPartition(poll(after, 100), 3)))
                .as("how many poll(100) by the new one brings: 15 are in the topic, 9 were committed; the 3 polled"
                        + " after the commit come again")
                .isEqualTo(6);
    }

    @Test
    @Tag("5.2")
    @DisplayName("nothing is committed by polling, only by commit")
    void pollingCommitsNothing() {
        TestTopic topic = new TestTopic(2).produceInEach(10);
        Consumer consumer = new Consumer(topic, "group");

        consumer.poll(6);
        long[] afterOnePoll = positions(consumer, 2);
        assertThat(committed(topic, "group")).as("committed offsets after poll(6), no commit").containsExactly(0, 0);

        consumer.commit();
        assertThat(committed(topic, "group")).as("committed offsets after poll(6), commit: the positions")
                .containsExactly(afterOnePoll);

        consumer.poll(6);
        assertThat(committed(topic, "group"))
                .as("committed offsets after poll(6), commit, poll(6): the positions at the commit")
                .containsExactly(afterOnePoll);

        consumer.commit();
        assertThat(committed(topic, "group"))
                .as("committed offsets after poll(6), commit, poll(6), commit: the positions")
                .containsExactly(positions(consumer, 2));
    }

    @Test
    @Tag("5.2")
    @DisplayName("a consumer that commits before it polls leaves the offsets as they are")
    void committingFirstChangesNothing() {
        TestTopic topic = new TestTopic(2).produceInEach(10);
        topic.commit("group", 0, 7);
        topic.commit("group", 1, 2);

        new Consumer(topic, "group").commit();

        assertThat(committed(topic, "group"))
                .as("the group had committed 7 and 2; a new consumer commits at once").containsExactly(7, 2);
    }

    @Test
    @Tag("5.2")
    @DisplayName("another group's commits are no concern of a consumer's")
    void groupsAreApart() {
        TestTopic topic = new TestTopic(2).produceInEach(10);
        Consumer reports = new Consumer(topic, "reports");
        reports.poll(8);
        reports.commit();

        assertThat(committed(topic, "reports")).as("what group 'reports' has committed, after poll(8): its positions")
                .containsExactly(positions(reports, 2));
        assertThat(positions(new Consumer(topic, "billing"), 2))
                .as("positions of group 'billing', which never committed; 'reports' committed %s",
                        Arrays.toString(positions(reports, 2)))
                .containsExactly(0, 0);
        assertThat(committed(topic, "billing")).as("what group 'billing' has committed").containsExactly(0, 0);
    }

    @Test
    @Tag("5.2")
    @DisplayName("after any number of crashes, what was committed never comes again and nothing else is missed")
    void crashesMissNothing() {
        forEachSeed(100, random -> {
            int partitions = 1 + random.nextInt(4);
            TestTopic topic = new TestTopic(partitions);
            Steps steps = new Steps().did("new Consumer, partitions: %d, all empty", partitions);
            Consumer consumer = new Consumer(topic, "group");
            long[] next = new long[partitions];
            long[] committed = new long[partitions];
            for (int round = 0; round < 12; round++) {
                topic.produceInEach(random.nextInt(4));
                int max = 1 + random.nextInt(6);
                List<ConsumerRecord> records = poll(consumer, max, steps);
                steps.did("poll(%d) brings %s", max, names(records));
                for (ConsumerRecord record : records) {
                    assertThat(record.offset())
                            .as(steps.then("the next record of partition " + record.partition() + " has the offset"))
                            .isEqualTo(next[record.partition()]++);
                }
                switch (random.nextInt(4)) {
                    case 0 -> {
                        consumer.commit();
                        committed = next.clone();
                        steps.did("commit");
                    }
                    case 1 -> {
                        consumer = new Consumer(topic, "group");
                        next = committed.clone();
                        steps.did("crash, and a new Consumer");
                    }
                    default -> {
                        // polls on
                    }
                }
            }
        });
    }

    @Test
    @Tag("5.6")
    @DisplayName("the reported lag is what the last poll left behind, in all partitions together")
    void theReportedLagIsWhatThePollLeft() {
        TestTopic topic = new TestTopic(3).produce(0, 10).produce(1, 4).produce(2, 1);
        Consumer consumer = new Consumer(topic, "group");

        assertThat(consumer.reportedLag()).as("reported lag before any poll, 15 records there").isZero();
        consumer.poll(9);
        assertThat(consumer.reportedLag()).as("reported lag after poll(9) of 15").isEqualTo(6);
        consumer.poll(9);
        assertThat(consumer.reportedLag()).as("reported lag after another poll(9), all 15 fetched").isZero();
    }

    @Test
    @Tag("5.6")
    @DisplayName("a new consumer reports no lag before its first poll, also where its group has committed before")
    void aNewConsumerReportsNoLag() {
        TestTopic topic = new TestTopic(1).produce(0, 10);
        topic.commit("group", 0, 7);
        Consumer consumer = new Consumer(topic, "group");

        assertThat(consumer.reportedLag()).as("reported lag before any poll; 10 records there, the group committed 7")
                .isZero();
        consumer.poll(1);
        assertThat(consumer.reportedLag()).as("the same after poll(1) brought the 8th of the 10").isEqualTo(2);
    }

    @Test
    @Tag("5.6")
    @DisplayName("between two polls the reported lag stands still, whatever arrives")
    void theReportedLagStandsStill() {
        TestTopic topic = new TestTopic(2).produceInEach(10);
        Consumer consumer = new Consumer(topic, "group");
        consumer.poll(6);
        topic.produceInEach(500);

        assertThat(consumer.reportedLag())
                .as("reported lag: 20 records, poll(6), and then 1,000 more arrived").isEqualTo(14);
        consumer.commit();
        assertThat(consumer.reportedLag()).as("the same after a commit, which is no poll").isEqualTo(14);
        consumer.poll(4);
        assertThat(consumer.reportedLag()).as("reported lag after another poll(4)").isEqualTo(1_010);
    }

    @Test
    @Tag("5.6")
    @DisplayName("a poll that brings nothing reports no lag")
    void anEmptyPollReportsNoLag() {
        TestTopic topic = new TestTopic(2).produceInEach(3);
        Consumer consumer = new Consumer(topic, "group");
        consumer.poll(4);
        consumer.poll(4);
        consumer.poll(4);

        assertThat(consumer.reportedLag()).as("reported lag: 6 records, three times poll(4)").isZero();
    }

    @Test
    @Tag("5.6")
    @DisplayName("any thread may ask for the reported lag while another polls")
    void anyThreadMayAskForTheReportedLag() {
        checkAskedByAnother(Consumer::reportedLag, false, "reported lag", 12);
    }

    @Test
    @Tag("5.6")
    @DisplayName("a consumer that is blocked for 103 seconds still reports 626 when the truth is 103,542")
    void aBlockedConsumerReportsAnOldTruth() {
        Simulation world = new Simulation(Order.seeded(1));
        SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, world);
        Consumer consumer = new Consumer(topic, "group");

        world.runUntil(SECOND);
        consumer.poll(374);
        assertThat(consumer.reportedLag()).as("reported after 1 s at 1,000 records/s, poll(374)").isEqualTo(626);
        assertThat(topic.produced() - sum(positions(consumer, 3))).as("true at that moment: produced minus polled")
                .isEqualTo(626);

        world.runUntil(103_916_000_000L);
        assertThat(consumer.reportedLag()).as("reported at 103.916 s, no poll since").isEqualTo(626);
        assertThat(topic.produced() - sum(positions(consumer, 3))).as("true at 103.916 s: produced minus polled")
                .isEqualTo(103_542);
    }

    /** Polls; what it throws is told together with the steps before. */
    private static List<ConsumerRecord> poll(Consumer consumer, int max, Steps steps) {
        List<ConsumerRecord> polled;
        try {
            polled = consumer.poll(max);
        } catch (RuntimeException e) {
            String line = Arrays.stream(e.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith(Consumer.class.getName()))
                    .findFirst()
                    .map(frame -> " (Consumer." + frame.getMethodName() + ", line " + frame.getLineNumber() + ")")
                    .orElse("");
            throw new AssertionError(steps + "\n  then poll(" + max + ") threw " + e + line, e);
        }
        return ours(polled);
    }

    private static List<ConsumerRecord> poll(Consumer consumer, int max) {
        return ours(consumer.poll(max));
    }

    /** In a list of our own, record by record: what it equals, and how long it is, must not be up to the answer. */
    private static List<ConsumerRecord> ours(List<ConsumerRecord> polled) {
        List<ConsumerRecord> ours = new ArrayList<>();
        for (ConsumerRecord record : polled) {
            ours.add(record);
        }
        return ours;
    }

    private static long sum(long[] numbers) {
        return Arrays.stream(numbers).sum();
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private static String inWords(ConsumerRecord record) {
        return "partition " + record.partition() + " offset " + record.offset() + " timestamp " + record.timestamp()
                + " value " + new String(record.value(), US_ASCII);
    }

    private static List<Long> offsets(List<ConsumerRecord> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }

    private static List<Integer> perPartition(List<ConsumerRecord> records, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> (int) records.stream().filter(r -> r.partition() == partition).count())
                .toList();
    }

    /** Partition and offsets: {@code {0=[3, 4], 1=[7]}}. */
    private static String names(List<ConsumerRecord> records) {
        TreeMap<Integer, List<Long>> offsets = new TreeMap<>();
        records.forEach(r -> offsets.computeIfAbsent(r.partition(), any -> new ArrayList<>()).add(r.offset()));
        return records.isEmpty() ? "nothing" : "partition=offsets " + offsets;
    }

    private static long[] positions(Consumer consumer, int partitions) {
        return IntStream.range(0, partitions).mapToLong(consumer::position).toArray();
    }

    private static long[] committed(TestTopic topic, String group) {
        return IntStream.range(0, topic.partitions())
                .mapToLong(partition -> topic.committed(group, partition))
                .toArray();
    }
}
