package backpressure.lag;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static workbook.testkit.Explorer.explore;
import static workbook.testkit.Seeds.forEachSeed;

import backpressure.blockonemit.ResultPartitionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.Runtime.RunningTask;
import workbook.world.kafka.ConsumerRecord;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.kafka.Topic;
import workbook.world.operator.StreamRecord;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class SourceTaskTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final int BYTES = 100;
    /** Whoever fetches thousands of records one by one isn't busy waiting yet. */
    private static final long STEP_LIMIT = 200_000;
    private static final String NO_STREAM_RECORD = "not a stream record: ";

    private final Simulation world = new Simulation(Order.seeded(1), STEP_LIMIT);

    @AfterEach
    void close() {
        world.close();
    }

    // By hand

    @Test
    @Tag("5.7")
    @DisplayName("every record is handed on once, as the bytes of a StreamRecord, and then the output is finished")
    void everyRecordIsHandedOn() throws Exception {
        TestTopic topic = new TestTopic(3).produce(0, 7).produce(1, 12).produce(2, 1).finish();
        TestOutput output = new TestOutput();
        List<String> expected = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            for (ConsumerRecord record : topic.fetch(partition, 0, 100)) {
                expected.add(inWords(new StreamRecord(record.timestamp(), record.value()).toBytes()));
            }
        }

        SourceTask source = source(topic, 6, output);
        source.run();

        String done = "20 records in 3 partitions, 6 at most in a poll, the topic is finished: ";
        List<String> collected = output.records.stream().map(SourceTaskTest::inWords).toList();
        assertThat(inShort(collected.stream().filter(words -> words.startsWith(NO_STREAM_RECORD)).toList()))
                .as(done + "what it collected that isn't a StreamRecord").isEqualTo("nothing");
        assertThat(inShort(without(expected, collected)))
                .as(done + "what it never collected; it collected " + inShort(collected)).isEqualTo("nothing");
        assertThat(inShort(without(collected, expected))).as(done + "what it collected too often").isEqualTo("nothing");
        assertThat(output.calls).filteredOn("finish"::equals).as("how often it finished its output").hasSize(1);
        assertThat(output.calls).as("calls of the output, the last of which").endsWith("finish").doesNotContain("fail");
        assertThat(source.recordsOut()).as("recordsOut() in the end").isEqualTo(20);
        assertThat(source.fetched()).as("fetched() in the end, all handed on").isZero();
    }

    @Test
    @Tag("5.7")
    @DisplayName("a topic that is finished and empty only finishes the output")
    void aFinishedEmptyTopic() throws Exception {
        TestOutput output = new TestOutput();

        source(new TestTopic(3).finish(), 6, output).run();

        assertThat(output.calls).as("calls of the output; nothing was ever produced").contains("finish")
                .doesNotContain("collect", "fail");
    }

    @Test
    @Tag("5.7")
    @DisplayName("when a poll brings nothing it waits for records, and goes on with what comes")
    void aPollInVainIsFollowedByAWait() throws Exception {
        TestTopic topic = new TestTopic(2);
        topic.whenAwaited(() -> topic.produce(0, 2)).whenAwaited(() -> topic.produce(1, 3).finish());
        TestOutput output = new TestOutput();

        source(topic, 6, output).run();

        assertThat(output.records.size())
                .as("records handed on: none there at first, 2 come when it waits, 3 and the end when it waits again")
                .isEqualTo(5);
    }

    @Test
    @Tag("5.7")
    @DisplayName("before each record it waits until its output has a free buffer")
    void itAwaitsTheOutputBeforeEachRecord() throws Exception {
        TestOutput output = new TestOutput();

        source(new TestTopic(1).produce(0, 5).finish(), 2, output).run();

        for (int i = 0; i < output.calls.size(); i++) {
            if (output.calls.get(i).equals("collect")) {
                assertThat(i == 0 ? "nothing" : output.calls.get(i - 1))
                        .as("the call before call %d, a collect; all calls of the output were %s", i + 1, output.calls)
                        .isEqualTo("awaitAvailable");
            }
        }
    }

    @Test
    @Tag("5.7")
    @DisplayName("it polls again only when all it has fetched is handed on, and never fetches more than it may")
    void aPollComesWhenAllIsHandedOn() throws Exception {
        TestTopic topic = new TestTopic(3).produceInEach(4).finish();
        Consumer consumer = new Consumer(topic, "group");
        TestOutput output = new TestOutput();
        SourceTask source = source(topic, consumer, 5, output);
        StringBuilder taken = new StringBuilder();
        StringBuilder inHand = new StringBuilder();
        StringBuilder handedOn = new StringBuilder();
        output.beforeCollect(() -> {
            taken.append(' ').append(positions(consumer, 3));
            inHand.append(' ').append(source.fetched());
            handedOn.append(' ').append(source.recordsOut());
        });

        source.run();

        assertThat(taken.toString())
                .as("positions, all partitions together, at each collect; 12 records, maxPollRecords 5")
                .isEqualTo(" 5 5 5 5 5 10 10 10 10 10 12 12");
        assertThat(inHand.toString())
                .as("fetched() during each collect: what was polled and not handed on, the record being collected"
                        + " included; 12 records, maxPollRecords 5")
                .isEqualTo(" 5 4 3 2 1 5 4 3 2 1 2 1");
        assertThat(handedOn.toString())
                .as("recordsOut() during each collect: a record counts as soon as its collect has returned, not before")
                .isEqualTo(" 0 1 2 3 4 5 6 7 8 9 10 11");
    }

    @Test
    @Tag("5.7")
    @DisplayName("what its group dealt with before counts neither as fetched nor as handed on")
    void itCountsFromWhereItBegins() throws Exception {
        TestTopic topic = new TestTopic(3).produceInEach(4).finish();
        topic.commit("group", 0, 2);
        topic.commit("group", 1, 1);
        TestOutput output = new TestOutput();
        SourceTask source = source(topic, 5, output);
        List<Long> inHand = new ArrayList<>();
        output.beforeCollect(() -> inHand.add(source.fetched()));
        String done = "12 records, 3 of them committed by its group before, maxPollRecords 5: ";

        assertThat(source.fetched()).as(done + "fetched() before it runs").isZero();
        source.run();

        assertThat(inHand).as(done + "fetched() during each collect")
                .containsExactly(5L, 4L, 3L, 2L, 1L, 4L, 3L, 2L, 1L);
        assertThat(source.fetched()).as(done + "fetched() in the end").isZero();
        assertThat(source.recordsOut()).as(done + "recordsOut() in the end").isEqualTo(9);
    }

    @Test
    @Tag("5.7")
    @DisplayName("it commits nothing")
    void itCommitsNothing() throws Exception {
        TestTopic topic = new TestTopic(2).produceInEach(4).finish();
        topic.commit("group", 0, 3);
        topic.commit("group", 1, 1);
        TestOutput output = new TestOutput();
        Set<String> committed = new LinkedHashSet<>();
        output.beforeCollect(() -> committed.add(committed(topic)));

        source(topic, 2, output).run();

        String done = "2 partitions with 4 records each, of which its group committed 3 and 1; maxPollRecords 2: ";
        committed.add(committed(topic));
        assertThat(String.join(", then ", committed)).as(done + "committed offsets at each collect, and in the end")
                .isEqualTo("3 and 1");
    }

    private static String committed(Topic topic) {
        return topic.committed("group", 0) + " and " + topic.committed("group", 1);
    }

    @Test
    @Tag("5.7")
    @DisplayName("records that come together with the end of the topic, right after an empty poll, are not lost")
    void theLastRecordsAreNotLost() throws Exception {
        TestTopic topic = new TestTopic(1) {
            private boolean polledInVain;

            @Override
            public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                List<ConsumerRecord> records = super.fetch(partition, offset, max);
                polledInVain |= records.isEmpty();
                return records;
            }

            @Override
            public boolean isFinished() {
                if (polledInVain && endOffset(0) == 0) {
                    produce(0, 3).finish();
                }
                return super.isFinished();
            }
        };
        topic.whenAwaited(() -> topic.produce(0, 3).finish());
        TestOutput output = new TestOutput();

        source(topic, 10, output).run();

        assertThat(output.records.size())
                .as("records handed on; the first poll brings nothing, then 3 come and at once the topic is finished")
                .isEqualTo(3);
    }

    @Test
    @Tag("5.7")
    @DisplayName("records that come right after an empty poll are handed on at once, without a wait for still others")
    void whatComesRightAfterAnEmptyPoll() throws Exception {
        TestTopic topic = new TestTopic(1) {
            private boolean polledInVain;

            @Override
            public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                List<ConsumerRecord> records = super.fetch(partition, offset, max);
                polledInVain |= records.isEmpty();
                return records;
            }

            @Override
            public long endOffset(int partition) {
                arrive(polledInVain);
                return super.endOffset(partition);
            }

            @Override
            public void awaitRecords(long[] positions, long deadline) throws InterruptedException {
                arrive(true);
                super.awaitRecords(positions, deadline);
            }

            private void arrive(boolean now) {
                if (now && super.endOffset(0) == 0) {
                    produce(0, 3);
                }
            }
        };
        TestOutput output = new TestOutput();
        List<Integer> handedOn = new ArrayList<>();
        topic.whenAwaited(() -> {
            handedOn.add(output.records.size());
            topic.finish();
        });

        source(topic, 10, output).run();

        assertThat(handedOn).as("the first poll brings nothing, right after it 3 records come, before the source waits;"
                + " records handed on by the time it really waits, for still others").containsExactly(3);
    }

    @Test
    @Tag("5.7")
    @DisplayName("whatever its output throws is thrown by run, and the output is failed with it")
    void theOutputFails() {
        Throwable gone = new IllegalStateException("the reader is gone", new IOException("the disk is full"));
        for (Throwable thrown : List.of(gone, new Error("out of luck"))) {
            TestOutput atAwait = new TestOutput();
            atAwait.beforeAwait(() -> sneakyThrow(thrown));
            checkFailure(new TestTopic(1).produce(0, 5), atAwait, thrown, "awaitAvailable");
            TestOutput atCollect = new TestOutput();
            atCollect.beforeCollect(() -> sneakyThrow(thrown));
            checkFailure(new TestTopic(1).produce(0, 5), atCollect, thrown, "collect");
            TestOutput atFinish = new TestOutput();
            atFinish.beforeFinish(() -> sneakyThrow(thrown));
            checkFailure(new TestTopic(1).produce(0, 5).finish(), atFinish, thrown, "finish");
        }
    }

    @Test
    @Tag("5.7")
    @DisplayName("whatever the topic throws is thrown by run, and the output is failed with it")
    void theTopicFails() {
        for (Throwable thrown : List.of(new IllegalStateException("no broker answers"), new Error("out of luck"))) {
            checkFailure(new TestTopic(1) {
                @Override
                public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                    throw SourceTaskTest.<RuntimeException>sneakyThrow(thrown);
                }
            }.produce(0, 5), new TestOutput(), thrown, "the topic's fetch");
            checkFailure(new TestTopic(1).whenAwaited(() -> sneakyThrow(thrown)), new TestOutput(), thrown,
                    "the topic's awaitRecords");
        }
    }

    private void checkFailure(Topic topic, TestOutput output, Throwable thrown, String where) {
        SourceTask source = source(topic, 3, output);
        Throwable caught = catchThrowable(source::run);
        checkSame("%s threw %s: what run() threw".formatted(where, thrown), thrown, caught);
        checkSame("%s threw %s: what the output was failed with".formatted(where, thrown), thrown, output.failure);
        assertThat(Collections.frequency(output.calls, "fail")).as("how often the output was failed, after %s threw %s",
                where, thrown).isEqualTo(1);
        assertThat(output.calls).as("calls of the output, after %s threw %s", where, thrown).doesNotContain("finish");
    }

    // In time

    @Test
    @Tag("5.7")
    @DisplayName("with nobody reading it hands on until the last free buffer is begun; then it fetches no more")
    void withNobodyReadingItStops() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        TestExchange exchange = new TestExchange(4, 10, BYTES, world);
        SourceTask source = source(topic, consumer, 30, exchange.writer);
        world.start("source", source::run);
        sleeper(world, "map");

        world.runUntil(10 * SECOND);
        String done = "1,000 records/s for 10 s, a pool of 4 buffers for 10 records each, nobody reads: ";
        assertThat(source.recordsOut()).as(done + "recordsOut(), 3 full buffers and 1 record").isEqualTo(31);
        long polled = positions(consumer, 3);
        assertThat(polled).as(done + "positions, all partitions together: handed on, and one poll of 30 at most more")
                .isBetween(31L, 61L);
        assertThat(source.fetched()).as(done + "fetched()").isEqualTo(polled - 31);

        world.runUntil(100 * SECOND);
        assertThat(positions(consumer, 3)).as("positions, 90 s later").isEqualTo(polled);
        assertThat(source.recordsOut()).as("recordsOut(), 90 s later").isEqualTo(31);
    }

    @Test
    @Tag("5.7")
    @DisplayName("while it is blocked, lag grows with the full input rate, and its consumer reports none of it")
    void lagGrowsWithTheFullRate() {
        forEachSeed(20, random -> {
            int rate = 100 + random.nextInt(1_900);
            int maxPoll = 1 + random.nextInt(50);
            Simulation world = new Simulation(Order.seeded(1), STEP_LIMIT);
            SimulatedTopic topic = new SimulatedTopic(1 + random.nextInt(5), rate, BYTES, Long.MAX_VALUE, world);
            Consumer consumer = new Consumer(topic, "group");
            LagMonitor monitor = new LagMonitor(topic, consumer, "group", world.clock());
            TestExchange exchange = new TestExchange(2 + random.nextInt(3), 1 + random.nextInt(10), BYTES, world);
            SourceTask source =
                    new SourceTask(topic, consumer, maxPoll, exchange.writer, world.lock("source"), world.clock());
            world.start("source", source::run);
            sleeper(world, "map");

            world.runUntil(5 * SECOND);
            monitor.sample();
            long reported = consumer.reportedLag();
            world.runUntil(25 * SECOND);
            monitor.sample();

            String done = "%,d records/s, at most %d in a poll, nobody reads: ".formatted(rate, maxPoll);
            assertThat(monitor.growthPerSecond().orElse(Double.NaN))
                    .as(done + "lag growth per second, from 5 s to 25 s").isCloseTo(rate, within(1e-6));
            assertThat(consumer.reportedLag()).as(done + "reported lag at 25 s, as it was at 5 s").isEqualTo(reported);
            world.close();
        });
    }

    @Test
    @Tag("5.7")
    @DisplayName("a reader of 100/s below an input of 1,000/s: lag grows by 900 every second")
    void aSlowReader() {
        SimulatedTopic topic = topic(1_000);
        Consumer consumer = new Consumer(topic, "group");
        LagMonitor monitor = new LagMonitor(topic, consumer, "group", world.clock());
        TestExchange exchange = new TestExchange(4, 10, BYTES, world);
        SourceTask source = source(topic, consumer, 30, exchange.writer);
        world.start("source", source::run);
        world.start("map", () -> exchange.readSlowly(10 * MILLI));

        world.runUntil(2 * SECOND);
        monitor.sample();
        long handedOn = source.recordsOut();
        world.runUntil(8 * SECOND);
        monitor.sample();

        String done = "in 1,000/s, the reader takes 10 ms a record, from 2 s to 8 s: ";
        assertThat(source.recordsOut() - handedOn).as(done + "records handed on").isEqualTo(600);
        assertThat(monitor.growthPerSecond().orElse(Double.NaN)).as(done + "lag growth per second")
                .isCloseTo(900, within(1e-6));
    }

    @Test
    @Tag("5.7")
    @DisplayName("with any rates lag grows by the difference, and every record is in one place")
    void anySlowReader() {
        forEachSeed(10, random -> {
            int out = 50 + random.nextInt(200);
            int in = out + 1 + random.nextInt(1_000);
            int maxPoll = 1 + random.nextInt(40);
            int perBuffer = 1 + random.nextInt(10);
            Simulation world = new Simulation(Order.seeded(1), STEP_LIMIT);
            SimulatedTopic topic = new SimulatedTopic(1 + random.nextInt(5), in, BYTES, Long.MAX_VALUE, world);
            Consumer consumer = new Consumer(topic, "group");
            LagMonitor monitor = new LagMonitor(topic, consumer, "group", world.clock());
            TestExchange exchange = new TestExchange(3, perBuffer, BYTES, world);
            SourceTask source =
                    new SourceTask(topic, consumer, maxPoll, exchange.writer, world.lock("source"), world.clock());
            world.start("source", source::run);
            world.start("map", () -> exchange.readSlowly(SECOND / out));
            String done = "in %,d/s, out %,d/s, at most %d in a poll, 3 buffers for %d each, "
                    .formatted(in, out, maxPoll, perBuffer);

            for (int second = 1; second <= 10; second++) {
                world.runUntil(second * SECOND);
                assertThat(monitor.lagByPosition() + source.fetched() + source.recordsOut())
                        .as(done + "at " + second + " s: lag + fetched() + recordsOut()").isEqualTo(topic.produced());
                assertThat(source.recordsOut())
                        .as(done + "at " + second + " s: recordsOut(); the reader has read " + exchange.read.size())
                        .isBetween((long) exchange.read.size(), exchange.read.size() + 3L * perBuffer);
            }
            // what is on its way, with the source and in 3 buffers, may differ from one moment to another
            assertThat(monitor.lagByPosition()).as(done + "lag after 10 s")
                    .isBetween(topic.produced() - exchange.read.size() - maxPoll - 3L * perBuffer,
                            topic.produced() - exchange.read.size());
            world.close();
        });
    }

    @Test
    @Tag("5.7")
    @DisplayName("blocked, its time is soft backpressure; never hard, never idle")
    void blockedIsSoft() {
        SimulatedTopic topic = topic(1_000);
        TestExchange exchange = new TestExchange(4, 10, BYTES, world);
        SourceTask source = source(topic, 30, exchange.writer);
        world.start("source", source::run);
        sleeper(world, "map");

        world.runUntil(SECOND);
        long soft = exchange.writer.softBackpressuredNanos();
        long idle = source.idleNanos();
        world.runUntil(11 * SECOND);

        String done = "a blocked source, from 1 s to 11 s: ";
        assertThat(seconds(exchange.writer.softBackpressuredNanos() - soft))
                .as(done + "soft backpressure, in seconds").isEqualTo(10);
        assertThat(seconds(exchange.writer.hardBackpressuredNanos()))
                .as(done + "hard backpressure since the start, in seconds").isZero();
        assertThat(seconds(source.idleNanos() - idle)).as(done + "idle, in seconds").isZero();
    }

    @Test
    @Tag("5.7")
    @DisplayName("while no records come it is idle, and that can be read while it goes on")
    void withoutRecordsItIsIdle() {
        SimulatedTopic topic = topic(0);
        SourceTask source = source(topic, 30, new TestOutput());
        world.start("source", source::run);
        List<String> readings = new ArrayList<>();
        world.start("metrics", () -> {
            for (int i = 0; i < 3; i++) {
                world.sleep(SECOND);
                readings.add("at " + seconds(world.clock().nanoTime()) + " s: " + seconds(source.idleNanos()) + " s");
            }
        });
        sleeper(world, "producer");

        world.runUntil(4 * SECOND);

        assertThat(readings)
                .as("idleNanos() as another task reads it every second, 3 times in 4 seconds, with no record at all;"
                        + " who waits while it holds the lock lets nobody read")
                .containsExactly("at 1.0 s: 1.0 s", "at 2.0 s: 2.0 s", "at 3.0 s: 3.0 s");
    }

    @Test
    @Tag("5.7")
    @DisplayName("what it works isn't idle: of each record's time only the wait counts")
    void workIsNotIdle() {
        SimulatedTopic topic = topic(10);
        TestOutput slow = new TestOutput();
        slow.beforeCollect(() -> sleep(world, 30 * MILLI));
        SourceTask source = source(topic, 30, slow);
        world.start("source", source::run);

        world.runUntil(10 * SECOND);
        world.runUntil(10 * SECOND + 50 * MILLI);

        // a record each 100 ms, the first at 100 ms; 100 of them, 30 ms of work each
        assertThat(seconds(source.idleNanos()))
                .as("idleNanos() at 10.05 s, in seconds: a record comes every 100 ms, to hand it on takes 30 ms")
                .isEqualTo(7.05);   // 10.05 - 100 x 0.03
    }

    @Test
    @Tag("5.7")
    @DisplayName("a poll that takes its time isn't idle, even if it brings nothing: only the wait for records is")
    void aPollIsNotIdle() {
        TestTopic topic = new TestTopic(1) {
            @Override
            public List<ConsumerRecord> fetch(int partition, long offset, int max) {
                sleep(world, 10 * MILLI);
                return super.fetch(partition, offset, max);
            }
        };
        topic.whenAwaited(() -> {
            sleep(world, 100 * MILLI);
            topic.produce(0, 1);
        }).whenAwaited(() -> {
            sleep(world, 50 * MILLI);
            topic.finish();
        });
        SourceTask source = source(topic, 30, new TestOutput());
        world.start("source", source::run);
        world.run();

        assertThat(source.idleNanos() / MILLI)
                .as("idleNanos() in the end, in ms: it waits 100 ms for a record, and 50 ms for the end; each of its"
                        + " fetches, the ones in vain too, takes 10 ms").isEqualTo(150);
    }

    @Test
    @Tag("5.7")
    @DisplayName("while it runs, any thread may ask what it has fetched and what it has handed on")
    void anyThreadMayAskForItsCounters() {
        explore(world -> {
            TestTopic topic = new TestTopic(1).produce(0, 3).finish();
            SourceTask source = new SourceTask(topic, new Consumer(topic, "group"), 2, new TestOutput(),
                    world.lock("source"), world.clock());
            List<Long> handedOn = new ArrayList<>();
            List<Long> fetched = new ArrayList<>();
            world.start("source", source::run);
            world.start("metrics", () -> {
                for (int reading = 0; reading < 2; reading++) {
                    handedOn.add(source.recordsOut());
                    fetched.add(source.fetched());
                }
            });
            return () -> {
                handedOn.add(source.recordsOut());
                fetched.add(source.fetched());
                String done = "3 records, maxPollRecords 2; two readings by another task, and one in the end: ";
                assertThat(handedOn).as(done + "recordsOut()").isSorted().endsWith(3L);
                assertThat(fetched).as(done + "fetched()").endsWith(0L)
                        .allSatisfy(records -> assertThat(records).as("one of them").isBetween(0L, 2L));
            };
        });
    }

    @Test
    @Tag("5.7")
    @DisplayName("whoever asks for the idle time at the moment a wait ends counts that wait once")
    void anyThreadMayAskForItsIdleTime() {
        explore(world -> {
            SimulatedTopic topic = new SimulatedTopic(1, 1_000, 8, 1, world);   // its only record comes at 1 ms
            SourceTask source = new SourceTask(topic, new Consumer(topic, "group"), 2, new TestOutput(),
                    world.lock("source"), world.clock());
            List<Long> readings = new ArrayList<>();
            world.start("source", source::run);
            world.start("metrics", () -> {
                world.sleep(MILLI);
                readings.add(source.idleNanos());
            });
            return () -> {
                readings.add(source.idleNanos());
                assertThat(readings).as("it waits from 0 to 1 ms for the only record of the topic; idleNanos(), asked"
                        + " by another task at 1 ms, when the wait just ends, and when all is done")
                        .containsExactly(MILLI, MILLI);
            };
        });
    }

    @Test
    @Tag("5.7")
    @DisplayName("a record that comes while it waits is handed on at that very moment")
    void aRecordIsHandedOnAtOnce() {
        SimulatedTopic topic = topic(2);
        List<Double> times = new ArrayList<>();
        TestOutput output = new TestOutput();
        output.beforeCollect(() -> times.add(seconds(world.clock().nanoTime())));
        world.start("source", source(topic, 30, output)::run);

        world.runUntil(2 * SECOND);

        assertThat(times).as("when it collected, in seconds, at 2 records/s").containsExactly(0.5, 1.0, 1.5, 2.0);
    }

    @Test
    @Tag("5.7")
    @DisplayName("an interrupt ends it, whether it waits for records or for its output, and fails the output")
    void anInterruptEndsIt() {
        checkInterrupt(topic(0), new TestOutput(), "it waited for records");
        TestOutput full = new TestOutput();
        full.beforeAwait(() -> sleep(world, 100 * SECOND));
        checkInterrupt(topic(100), full, "it waited for its output");
    }

    private void checkInterrupt(Topic topic, TestOutput output, String where) {
        List<Throwable> thrown = new ArrayList<>();
        SourceTask source = source(topic, 30, output);
        RunningTask task = world.start("source", () -> thrown.add(catchThrowable(source::run)));
        long start = world.clock().nanoTime();
        world.start("cancel", () -> {
            world.sleep(SECOND);
            task.interrupt();
        });
        world.runUntil(start + 2 * SECOND);

        assertThat(thrown).as("what run() threw, interrupted while %s", where).hasSize(1);
        assertThat(thrown.get(0) instanceof InterruptedException)
                .as("what run() threw, interrupted while %s", where)
                .withFailMessage("expected: an InterruptedException\n but was: %s",
                        thrown.get(0) == null ? "nothing, it came back as if all had gone well" : thrown.get(0))
                .isTrue();
        checkSame("interrupted while %s, run() threw %s: what the output was failed with"
                .formatted(where, thrown.get(0)), thrown.get(0), output.failure);
        assertThat(Collections.frequency(output.calls, "fail"))
                .as("how often the output was failed, interrupted while %s", where).isEqualTo(1);
        assertThat(output.calls).as("calls of the output, interrupted while %s", where).doesNotContain("finish");
    }

    @Test
    @Tag("5.7")
    @DisplayName("an interrupt ends its wait for records, and so its idle time")
    void anInterruptEndsTheIdleTime() {
        SourceTask source = source(topic(0), 30, new TestOutput());
        RunningTask task = world.start("source", () -> catchThrowable(source::run));
        world.start("cancel", () -> {
            world.sleep(SECOND);
            task.interrupt();
        });

        world.runUntil(3 * SECOND);

        assertThat(seconds(source.idleNanos()))
                .as("idleNanos() at 3 s, in seconds; it waited for records, and was interrupted at 1 s").isEqualTo(1);
    }

    private static void checkSame(String done, Throwable expected, Throwable actual) {
        assertThat(actual == expected).as(done)
                .withFailMessage("expected: the very same exception\n but was: %s", actual == null ? "none" : actual)
                .isTrue();
    }

    @Test
    @Tag("5.7")
    @DisplayName("whatever the order, every record reaches the reader once, and so does the end")
    void everyRecordReachesTheReader() {
        explore(world -> {
            SimulatedTopic topic = new SimulatedTopic(2, 1_000, 8, 7, world);
            TestExchange exchange = new TestExchange(2, 2, 8, world);
            SourceTask source = new SourceTask(topic, new Consumer(topic, "group"), 3, exchange.writer,
                    world.lock("source"), world.clock());
            world.start("source", source::run);
            world.start("map", () -> exchange.readSlowly(MILLI / 2));
            return () -> {
                assertThat(exchange.read.stream().map(SimulatedTopic::number).sorted().toList())
                        .as("numbers of the records the reader got; 7 were produced")
                        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
                assertThat(exchange.ended).as("whether the reader was told that the input ended").isTrue();
                assertThat(source.recordsOut()).as("recordsOut() in the end").isEqualTo(7);
                assertThat(source.fetched()).as("fetched() in the end").isZero();
            };
        });
    }

    private static String inWords(byte[] bytes) {
        try {
            StreamRecord record = StreamRecord.fromBytes(bytes);
            return new String(record.value(), US_ASCII) + " (timestamp " + record.timestamp() + ")";
        } catch (IllegalArgumentException e) {
            return NO_STREAM_RECORD + bytes.length + " bytes";
        }
    }

    /** Each as often as it is more often there than in the others. */
    private static List<String> without(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(words);
        others.forEach(left::remove);
        return left;
    }

    private static String inShort(List<String> words) {
        return words.isEmpty() ? "nothing" : words.size() + ": " + String.join(", ", words.subList(0,
                Math.min(3, words.size()))) + (words.size() > 3 ? ", …" : "");
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private SimulatedTopic topic(long recordsPerSecond) {
        return new SimulatedTopic(3, recordsPerSecond, BYTES, Long.MAX_VALUE, world);
    }

    private SourceTask source(Topic topic, int maxPollRecords, ResultPartitionWriter output) {
        return source(topic, new Consumer(topic, "group"), maxPollRecords, output);
    }

    private SourceTask source(Topic topic, Consumer consumer, int maxPollRecords, ResultPartitionWriter output) {
        return new SourceTask(topic, consumer, maxPollRecords, output, world.lock("source"), world.clock());
    }

    /** Without anybody whom time wakes, the simulation would speak of a deadlock. */
    private static void sleeper(Simulation world, String name) {
        world.start(name, () -> world.sleep(1_000 * SECOND));
    }

    private static long positions(Consumer consumer, int partitions) {
        long positions = 0;
        for (int partition = 0; partition < partitions; partition++) {
            positions += consumer.position(partition);
        }
        return positions;
    }

    private static void sleep(Simulation world, long nanos) {
        try {
            world.sleep(nanos);
        } catch (InterruptedException e) {
            throw SourceTaskTest.<RuntimeException>sneakyThrow(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneakyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
