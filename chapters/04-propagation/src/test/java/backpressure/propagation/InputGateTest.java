package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.NEVER;
import static backpressure.propagation.TestRecords.bufferOf;
import static backpressure.propagation.TestRecords.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;
import workbook.world.Runtime.RunningTask;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class InputGateTest {

    private static final int BUFFERS = 3;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);
    private final Lock lock = world.lock("exchange");
    private final BlockingBufferPool pool = new BlockingBufferPool(BUFFERS, 64, lock);

    private LocalChannel channel() {
        return new LocalChannel(pool, lock, world.clock());
    }

    private InputGate gate(InputChannel channel) {
        return new InputGate(channel, lock, world.clock());
    }

    /** The next record's word, or {@code "nothing"}. */
    private static String next(InputGate gate, Steps steps) {
        return TestWords.call(steps, "next()", () -> gate.next(NEVER).map(TestRecords::word).orElse("nothing"));
    }

    @Test
    @Tag("4.2")
    @DisplayName("next hands out every record of every buffer, once and in order; then the input is finished")
    void handsOutEveryRecord() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        channel.add(data(pool, "a", "b"));
        channel.add(data(pool, "c"));
        channel.add(data(pool, "d", "e"));
        channel.add(new Message.EndOfInput());
        Steps steps = new Steps().did("add([a, b]), add([c]), add([d, e]), add(end of input)");

        for (String word : List.of("a", "b", "c", "d", "e")) {
            assertThat(gate.isFinished()).as(steps.then("isFinished(): " + word + " is yet to come")).isFalse();
            assertThat(next(gate, steps)).as(steps.then("what that gave")).isEqualTo(word);
        }
        assertThat(next(gate, steps)).as(steps.then("what that gave")).isEqualTo("nothing");
        assertThat(gate.isFinished()).as(steps.then("isFinished()")).isTrue();
        assertThat(next(gate, steps)).as(steps.then("what that gave: it stays finished")).isEqualTo("nothing");
    }

    @Test
    @Tag("4.2")
    @DisplayName("a buffer goes home with its last record, not before and not with the next call")
    void aBufferGoesHomeWithItsLastRecord() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        channel.add(data(pool, "a", "b"));
        Steps steps = new Steps().did("a pool of 3 buffers; add([a, b])");

        next(gate, steps);
        assertThat(pool.available()).as(steps.then("free buffers: b is still in the third one")).isEqualTo(2);
        next(gate, steps);
        assertThat(pool.available()).as(steps.then("free buffers: b was the last one, so the buffer is home"))
                .isEqualTo(3);
    }

    @Test
    @Tag("4.2")
    @DisplayName("a buffer goes home through the channel, which may have more to do than to recycle it")
    void recyclesThroughTheChannel() throws Exception {
        List<String> recycled = new ArrayList<>();
        Message.Data message = data(pool, "a");
        InputChannel channel = new InputChannel() {
            @Override
            public Optional<Message> take(long deadline) {
                return Optional.of(message);
            }

            @Override
            public void recycle(Buffer buffer) {
                recycled.add(buffer == message.buffer() ? "the buffer it gave" : "another one");
            }

            @Override
            public void close(Throwable cause) {
                // not asked here
            }

            @Override
            public int records() {
                return 0;
            }
        };
        gate(channel).next(NEVER);

        assertThat(recycled).as("take() of the channel gives a buffer with one record, next() hands the record out;"
                + " what the channel was asked to recycle").containsExactly("the buffer it gave");
    }

    @Test
    @Tag("4.2")
    @DisplayName("records tells what is left in the buffer it is reading")
    void tellsWhatIsLeft() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        channel.add(data(pool, "a", "b", "c"));
        Steps steps = new Steps().did("add([a, b, c])");
        assertThat(gate.records()).as(steps.then("records(): it reads no buffer yet")).isZero();
        next(gate, steps);
        assertThat(gate.records()).as(steps.then("records()")).isEqualTo(2);
        next(gate, steps);
        next(gate, steps);
        assertThat(gate.records()).as(steps.then("records()")).isZero();
    }

    @Test
    @Tag("4.2")
    @DisplayName("next waits until the deadline at most; nothing by then doesn't mean that the input is finished")
    void waitsUntilTheDeadline() {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> {
            for (long deadline : new long[] {0, 10, 100}) {
                String record = gate.next(deadline * MILLI).map(TestRecords::word).orElse("nothing");
                story.add(record + " at " + world.clock().nanoTime() / MILLI + " ms, finished " + gate.isFinished());
            }
        });
        world.start("writer", () -> {
            world.sleep(30 * MILLI);
            channel.add(data(pool, "a"));
        });
        world.run();

        assertThat(story).as("record a is added at 30 ms; next(until 0 ms), next(until 10 ms), next(until 100 ms)")
                .containsExactly("nothing at 0 ms, finished false", "nothing at 10 ms, finished false",
                        "a at 30 ms, finished false");
    }

    @Test
    @Tag("4.2")
    @DisplayName("idle time is the time in next without a record: it grows while the wait goes on, and only then")
    void measuresIdleTime() {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        world.start("reader", () -> {
            gate.next(NEVER);
            world.sleep(20 * MILLI);
            gate.next(70 * MILLI);
            world.sleep(1_000 * MILLI);
        });
        world.start("writer", () -> {
            world.sleep(30 * MILLI);
            channel.add(data(pool, "a"));
        });
        Steps steps = new Steps().did("record a comes at 30 ms; the reader calls next(), works for 20 ms,"
                + " and calls next(until 70 ms), in vain");

        assertIdleAt(10, 10, gate, steps);
        assertIdleAt(30, 30, gate, steps);
        assertIdleAt(45, 30, gate, steps);
        assertIdleAt(60, 40, gate, steps);
        assertIdleAt(70, 50, gate, steps);
        assertIdleAt(200, 50, gate, steps);
        world.close();
    }

    @Test
    @Tag("4.2")
    @DisplayName("what the task does between two records of the same buffer is no idle time")
    void workBetweenTwoRecordsIsNotIdle() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        channel.add(data(pool, "a", "b", "c"));
        world.start("reader", () -> {
            for (int record = 0; record < 3; record++) {
                gate.next(NEVER);
                world.sleep(20 * MILLI);
            }
        });
        Steps steps = new Steps().did("add([a, b, c]); the reader calls next() and works for 20 ms, three times");

        assertIdleAt(10, 0, gate, steps);
        assertIdleAt(30, 0, gate, steps);
        assertIdleAt(60, 0, gate, steps);
        world.close();
    }

    private void assertIdleAt(long millis, long expected, InputGate gate, Steps steps) {
        world.runUntil(millis * MILLI);
        assertThat(gate.idleNanos() / MILLI).as(steps.then("idleNanos() at " + millis + " ms, in ms"))
                .isEqualTo(expected);
    }

    @Test
    @Tag("4.2")
    @DisplayName("when the writer has failed, next says why, after all that was handed on before")
    void tellsWhyTheWriterFailed() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        Exception why = new Exception("out of luck");
        channel.add(data(pool, "a"));
        channel.add(new Message.Failure(why));
        Steps steps = new Steps().did("add([a]), add(failure: out of luck)");

        assertThat(next(gate, steps)).as(steps.then("what that gave")).isEqualTo("a");
        TestWords.assertThrewBecauseOf(why, catchThrowable(() -> gate.next(NEVER)), steps + "\n  then next()");
        assertThat(gate.isFinished()).as(steps.did("next(), which threw").then("isFinished(): failed is not finished"))
                .isFalse();
    }

    @Test
    @Tag("4.2")
    @DisplayName("whatever the writer failed with is the cause itself, and is never thrown as it is")
    void theCauseIsTheWriters() {
        Exception disk = new Exception("the disk is full");
        for (Throwable why : List.of(new Exception("out of luck", disk), new IllegalArgumentException("out of range"),
                new IllegalStateException("the task above has failed", disk), new StackOverflowError("too deep"))) {
            LocalChannel channel = channel();
            InputGate gate = gate(channel);
            channel.add(new Message.Failure(why));
            TestWords.assertThrewBecauseOf(why, catchThrowable(() -> gate.next(NEVER)),
                    "the writer failed with: " + TestWords.told(why) + "\n  next() throws an IllegalStateException of"
                    + " its own, whose cause is that");
        }
    }

    @Test
    @Tag("4.2")
    @DisplayName("an interrupt ends the wait and the idle time; the record that comes later isn't lost")
    void anInterruptEndsTheWait() {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        List<String> story = new ArrayList<>();
        RunningTask reader = world.start("reader", () -> {
            Throwable thrown = catchThrowable(() -> story.add("next() gave " + gate.next(NEVER).map(TestRecords::word)
                    .orElse("nothing")));
            if (!(thrown instanceof InterruptedException)) {
                if (thrown != null) {
                    story.add(TestWords.told(thrown));
                }
                return;
            }
            story.add("InterruptedException");
            world.sleep(50 * MILLI);
            story.add("idle for " + gate.idleNanos() / MILLI + " ms");
            story.add(gate.next(NEVER).map(TestRecords::word).orElse("nothing"));
        });
        world.start("other", () -> {
            world.sleep(10 * MILLI);
            reader.interrupt();
            world.sleep(20 * MILLI);
            channel.add(data(pool, "a"));
        });
        world.run();

        assertThat(story).as("next() is interrupted at 10 ms; record a comes at 30 ms; what next() threw; idleNanos()"
                + " at 60 ms, in ms; and what next() gave then").containsExactly("InterruptedException",
                        "idle for 10 ms", "a");
    }

    @Test
    @Tag("4.2")
    @DisplayName("a writer with few buffers and a reader: every record arrives, whatever the order of the steps")
    void everyRecordArrives() {
        explore(world -> {
            TestExchange exchange = TestExchange.local(world, "exchange", 2, bufferOf(1));
            StringBuilder read = new StringBuilder();
            world.start("writer", () -> exchange.send("a", "b", "c"));
            world.start("reader", () -> {
                while (!exchange.gate.isFinished()) {
                    exchange.gate.next(NEVER).ifPresent(record -> read.append(TestRecords.word(record)));
                }
            });
            return () -> {
                assertThat(read.toString())
                        .as("a, b and c written through 2 buffers for one record each; what was read")
                        .isEqualTo("abc");
                assertThat(exchange.pool.available()).as("buffers home at the end").isEqualTo(2);
            };
        });
    }

    @Test
    @Tag("4.2")
    @DisplayName("any task may ask for records, idleNanos and isFinished, also while another reads")
    void whoeverAsksIsTold() {
        explore(world -> {
            TestExchange exchange = TestExchange.local(world, "exchange", 2, bufferOf(2));
            world.start("writer", () -> {
                world.sleep(10);
                exchange.handOn("a", "b");
                exchange.target.add(new Message.EndOfInput());
            });
            world.start("reader", () -> {
                for (int i = 0; i < 3; i++) {
                    exchange.gate.next(NEVER);
                }
            });
            world.start("metrics", () -> {
                world.sleep(4);
                assertThat(exchange.gate.idleNanos())
                        .as("idleNanos(), asked by metrics at 4 ns, when the reader has waited since 0 ns")
                        .isEqualTo(4);
                world.sleep(6);
                assertThat(exchange.gate.idleNanos())
                        .as("idleNanos(), asked by metrics at 10 ns, when the wait just ends").isEqualTo(10);
                assertThat(exchange.gate.records())
                        .as("records(), asked by metrics at 10 ns, while the reader reads a buffer of two records")
                        .isBetween(0, 2);
                exchange.gate.isFinished();
            });
            return () -> {
                assertThat(exchange.gate.records()).as("records(), after both records and the end were read").isZero();
                assertThat(exchange.gate.idleNanos()).as("idleNanos(): the reader had to wait for 10 ns").isEqualTo(10);
            };
        });
    }

    @Test
    @Tag("4.5")
    @DisplayName("closing the gate tells the writer, who waits for a buffer, why nobody will read any more")
    void closeReachesTheWriter() throws Exception {
        LocalChannel channel = channel();
        InputGate gate = gate(channel);
        Exception why = new Exception("the disk is full");
        List<Throwable> heard = new ArrayList<>();
        world.start("writer", () -> {
            for (int i = 0; i < BUFFERS; i++) {
                pool.take();
            }
            heard.add(catchThrowable(pool::take));
        });
        world.start("reader", () -> {
            world.sleep(MILLI);
            gate.close(why);
        });
        world.run();

        TestWords.assertThrewBecauseOf(why, heard.get(0), "the writer waits for a fourth buffer of its pool's 3; the"
                + " reader calls gate.close(the disk is full); what the writer's take() throws");
    }
}
