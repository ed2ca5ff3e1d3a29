package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.NEVER;
import static backpressure.propagation.TestRecords.bufferOf;
import static backpressure.propagation.TestRecords.data;
import static backpressure.propagation.TestRecords.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.buffers.Buffer;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import backpressure.credits.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;
import workbook.world.Runtime.RunningTask;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class RemoteChannelTest {

    private static final int SENDER_BUFFERS = 5;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);
    private BlockingBufferPool pool;

    /** A channel whose sender has a pool of 5 buffers. */
    private RemoteChannel channel(Lock lock, int exclusive, int floating) {
        pool = new BlockingBufferPool(SENDER_BUFFERS, 64, lock);
        CreditedReceiver receiver = new CreditedReceiver(exclusive, 64, new FloatingBuffers(floating, 64));
        return new RemoteChannel(pool, receiver, lock, world.clock());
    }

    private RemoteChannel channel(int exclusive, int floating) {
        return channel(world.lock("exchange"), exclusive, floating);
    }

    @Test
    @Tag("4.8")
    @DisplayName("a new channel's sender has the first credit: one for each exclusive buffer; also with a real lock")
    void hasTheFirstCredit() {
        RemoteChannel channel = channel(2, 8);
        assertThat(channel.credit()).as("a receiver with 2 exclusive and 8 floating buffers; a new channel: credit()")
                .isEqualTo(2);
        assertThat(channel.isEmpty()).as("a new channel: isEmpty()").isTrue();
        assertThat(channel.receiverBuffersInUse()).as("a new channel: receiverBuffersInUse()").isZero();

        ReentrantLock real = new ReentrantLock();
        Throwable thrown = catchThrowable(() -> channel(real, 2, 8));
        assertThat(TestWords.told(thrown)).as("new RemoteChannel with a ReentrantLock that the caller doesn't hold")
                .isEqualTo("nothing was thrown");
        assertThat(real.isLocked()).as("whether that lock is still held when the channel is made").isFalse();
    }

    @Test
    @Tag("4.8")
    @DisplayName("a reader that waits has a message at the moment it arrives, not when it happens to look again")
    void anArrivalWakesTheReader() {
        RemoteChannel channel = channel(1, 0);
        List<Long> woken = new ArrayList<>();
        world.start("reader", () -> {
            channel.take(100 * MILLI);
            woken.add(world.clock().nanoTime());
        });
        world.start("writer", () -> {
            world.sleep(12_345);
            channel.add(data(pool, "a"));
        });
        world.run();

        assertThat(woken).as("the reader calls take(until 100 ms) at 0 ns, a buffer is added at 12,345 ns, and there is"
                + " credit for it; when take() returned, in ns").containsExactly(12_345L);
    }

    @Test
    @Tag("4.8")
    @DisplayName("an event that comes by itself wakes the reader, too: the end, or a failure")
    void anEventAloneWakesTheReader() {
        for (Message event : List.of(new Message.EndOfInput(), new Message.Failure(new Exception("out of luck")))) {
            String name = TestWords.told(Optional.of(event));
            List<String> story = new ArrayList<>();
            try (Simulation itsWorld = new Simulation(Order.seeded(1), 20_000)) {
                RemoteChannel channel = (RemoteChannel) TestExchange.remote(itsWorld, "exchange", 2, 1, 0, bufferOf(1))
                        .channel;
                itsWorld.start("reader", () -> story.add(TestWords.told(channel.take(100 * MILLI)) + " at "
                        + itsWorld.clock().nanoTime() / MILLI + " ms"));
                itsWorld.start("writer", () -> {
                    itsWorld.sleep(10 * MILLI);
                    channel.add(event);
                });
                itsWorld.run();
            }

            assertThat(story).as("the reader calls take(until 100 ms) at 0 ms, and no data ever comes; %s is added at"
                    + " 10 ms", name).containsExactly(name + " at 10 ms");
        }
    }

    @Test
    @Tag("4.8")
    @DisplayName("what has credit is sent at once: copied into a buffer of the receiver's, and the sender's is home")
    void sendsAtOnce() throws Exception {
        RemoteChannel channel = channel(2, 0);
        Message.Data message = data(pool, "a", "b");
        Buffer sent = message.buffer();
        Steps steps = new Steps().did("credit is 2");
        add(channel, message, "add([a, b])", steps);

        assertThat(channel.credit()).as(steps.then("credit()")).isEqualTo(1);
        assertThat(channel.isEmpty()).as(steps.then("isEmpty(): nothing waits at the sender")).isTrue();
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool of 5")).isEqualTo(5);
        assertThat(channel.receiverBuffersInUse()).as(steps.then("receiverBuffersInUse()")).isEqualTo(1);
        assertThat(channel.records()).as(steps.then("records(): arrived, and not taken")).isEqualTo(2);

        Buffer taken = take(channel, steps);
        assertThat(taken == sent ? "the sender's own" : "one of the receiver's")
                .as(steps.then("whose is that buffer")).isEqualTo("one of the receiver's");
        assertThat(words(taken)).as(steps.then("its records")).containsExactly("a", "b");
    }

    @Test
    @Tag("4.8")
    @DisplayName("without credit data stays with the sender, and so do its buffers: nobody waits, nothing is lost")
    void withoutCreditDataStays() throws Exception {
        RemoteChannel channel = channel(1, 0);
        Steps steps = new Steps().did("the receiver has 1 buffer");
        add(channel, steps, "a", "b", "c");

        assertThat(channel.credit()).as(steps.then("credit()")).isZero();
        assertThat(channel.isEmpty()).as(steps.then("isEmpty(): b and c wait at the sender")).isFalse();
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool of 5")).isEqualTo(3);
        assertThat(channel.receiverBuffersInUse()).as(steps.then("receiverBuffersInUse()")).isEqualTo(1);
        assertThat(channel.records()).as(steps.then("records(): on both sides together")).isEqualTo(3);
    }

    @Test
    @Tag("4.8")
    @DisplayName("credit flows as soon as the reader recycles, and what waited for it is sent, with no other call")
    void creditFlowsWhenTheReaderRecycles() throws Exception {
        RemoteChannel channel = channel(1, 0);
        Steps steps = new Steps().did("the receiver has 1 buffer");
        add(channel, steps, "a", "b");
        Buffer first = take(channel, steps);
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool of 5: b has no credit yet"))
                .isEqualTo(4);

        recycle(channel, first, steps);
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool: b was sent")).isEqualTo(5);
        assertThat(channel.isEmpty()).as(steps.then("isEmpty()")).isTrue();
        assertThat(words(take(channel, steps))).as(steps.then("its records")).containsExactly("b");
    }

    @Test
    @Tag("4.8")
    @DisplayName("a backlog brings the floating buffers: everything moves until nothing can")
    void movesUntilNothingCan() throws Exception {
        RemoteChannel channel = channel(1, 2);
        Steps steps = new Steps().did("the receiver has 1 exclusive and 2 floating buffers");
        add(channel, steps, "a");
        assertThat(channel.credit())
                .as(steps.then("credit(): a took the exclusive buffer, and its arrival brought a floating one"))
                .isEqualTo(1);

        add(channel, steps, "b", "c", "d", "e");
        assertThat(channel.receiverBuffersInUse()).as(steps.then("receiverBuffersInUse(): all it can have"))
                .isEqualTo(3);
        assertThat(channel.credit()).as(steps.then("credit()")).isZero();
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool of 5: two wait there"))
                .isEqualTo(3);

        StringBuilder read = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            Buffer buffer = take(channel, steps);
            words(buffer).forEach(read::append);
            recycle(channel, buffer, steps);
        }
        assertThat(read.toString()).as(steps.then("what was read"))
                .isEqualTo("abcde");
        assertThat(pool.available()).as(steps.then("free buffers in the sender's pool")).isEqualTo(5);
        assertThat(channel.receiverBuffersInUse()).as(steps.then("receiverBuffersInUse()")).isZero();
        assertThat(channel.credit()).as(steps.then("credit(): at least the exclusive buffer's")).isBetween(1, 3);
    }

    @Test
    @Tag("4.8")
    @DisplayName("the end needs no credit, but never overtakes data that waits for it")
    void theEndNeedsNoCredit() throws Exception {
        RemoteChannel channel = channel(1, 0);
        Steps steps = new Steps().did("the receiver has 1 buffer");
        add(channel, steps, "a");
        add(channel, new Message.EndOfInput(), "add(end)", steps);
        Buffer taken = take(channel, steps);
        assertTakes("the end", "needs no credit", channel, steps);
        recycle(channel, taken, steps);

        add(channel, steps, "b", "c");
        add(channel, new Message.EndOfInput(), "add(end)", steps);
        Buffer first = take(channel, steps);
        assertTakes("nothing", "c has no credit, and the end waits behind it", channel, steps);
        recycle(channel, first, steps);
        assertThat(words(take(channel, steps))).as(steps.then("its records")).containsExactly("c");
        assertTakes("the end", "c has been taken", channel, steps);
    }

    @Test
    @Tag("4.8")
    @DisplayName("take waits until the deadline, no longer, and ends early when something arrives or it is interrupted")
    void takeWaits() {
        RemoteChannel channel = channel(2, 0);
        List<String> story = new ArrayList<>();
        RunningTask reader = world.start("reader", () -> {
            for (long deadline : new long[] {0, 10, 100, 1_000}) {
                Throwable thrown = catchThrowable(() ->
                        story.add(TestWords.told(channel.take(deadline * MILLI))));
                if (thrown != null) {
                    story.add(TestWords.kind(thrown));
                }
                story.add("at " + world.clock().nanoTime() / MILLI);
            }
        });
        world.start("writer", () -> {
            world.sleep(30 * MILLI);
            channel.add(data(pool, "a"));
            world.sleep(10 * MILLI);
            reader.interrupt();
        });
        world.run();

        assertThat(story).as("a buffer is added at 30 ms, the reader is interrupted at 40 ms;"
                        + " it calls take(until 0, 10, 100, 1,000 ms): what came of it, at how many ms")
                .containsExactly("nothing", "at 0", "nothing", "at 10", "a buffer", "at 30", "InterruptedException",
                        "at 40");
    }

    @Test
    @Tag("4.8")
    @DisplayName("a reader that was woken for nothing waits for the rest of its time, not for all of it once more")
    void aWakeupForNothingDoesNotMoveTheDeadline() {
        Lock lock = world.lock("exchange");
        RemoteChannel channel = channel(lock, 1, 0);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> story.add(TestWords.told(channel.take(10 * MILLI)) + " at "
                + world.clock().nanoTime() / MILLI + " ms"));
        world.start("other", () -> {
            world.sleep(6 * MILLI);
            lock.lock();
            try {
                channel.add(new Message.EndOfInput());
                channel.take(NEVER);
            } finally {
                lock.unlock();
            }
        });
        world.run();

        assertThat(story).as("at 0 ms the reader calls take(until 10 ms); at 6 ms another task adds a message and"
                + " takes it itself, with the exchange's lock in hand: the reader may wake, but finds nothing")
                .containsExactly("nothing at 10 ms");
    }

    @Test
    @Tag("4.8")
    @DisplayName("a deadline need not be a whole millisecond: take is back at that very moment")
    void theDeadlineIsInNanoseconds() {
        RemoteChannel channel = channel(1, 0);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> {
            for (long deadline : new long[] {700, 10 * MILLI + 300_001}) {
                story.add(TestWords.told(channel.take(deadline)) + " at " + world.clock().nanoTime() + " ns");
            }
        });
        world.run();

        assertThat(story).as("nothing is added; at 0 ns the reader calls take(until 700 ns), then take(until"
                + " 10,300,001 ns)").containsExactly("nothing at 700 ns", "nothing at 10300001 ns");
    }

    @Test
    @Tag("4.8")
    @DisplayName("a message that is there when the reader can look is taken, even if the deadline has passed meanwhile")
    void aMessageThatIsThereIsTakenLate() {
        Lock lock = world.lock("exchange");
        RemoteChannel channel = channel(lock, 1, 0);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> story.add(TestWords.told(channel.take(10 * MILLI)) + " at "
                + world.clock().nanoTime() / MILLI + " ms"));
        world.start("writer", () -> {
            world.sleep(5 * MILLI);
            lock.lock();
            try {
                world.sleep(15 * MILLI);
                channel.add(new Message.EndOfInput());
            } finally {
                lock.unlock();
            }
        });
        world.run();

        assertThat(story).as("the reader calls take(until 10 ms); from 5 to 20 ms another task has the exchange's lock"
                + " in hand, adds the end and lets go: the reader's time is over, but the message is there")
                .containsExactly("the end at 20 ms");
    }

    @Test
    @Tag("4.8")
    @DisplayName("a wait that ends without a signal isn't the deadline: take goes on waiting")
    void aSpuriousWakeupIsNotTheDeadline() {
        explore(world -> {
            TestExchange exchange = TestExchange.remote(world, "exchange", 2, 1, 0, bufferOf(1));
            List<String> story = new ArrayList<>();
            world.start("reader", () ->
                    story.add(TestWords.told(exchange.channel.take(10 * MILLI))));
            world.start("writer", () -> {
                world.sleep(5 * MILLI);
                exchange.handOn("a");
            });
            return () -> assertThat(story).as("take(until 10 ms); a buffer is added at 5 ms")
                    .containsExactly("a buffer");
        });
    }

    @Test
    @Tag("4.8")
    @DisplayName("a writer and a reader with few buffers: everything arrives, whatever the order of the steps")
    void everythingArrivesWhateverTheOrder() {
        explore(world -> {
            TestExchange exchange = TestExchange.remote(world, "exchange", 2, 1, 0, bufferOf(1));
            StringBuilder read = new StringBuilder();
            world.start("writer", () -> exchange.send("a", "b", "c", "d"));
            world.start("reader", () -> {
                while (!exchange.gate.isFinished()) {
                    exchange.gate.next(NEVER).ifPresent(record -> read.append(TestRecords.word(record)));
                }
            });
            return () -> {
                assertThat(read.toString())
                        .as("a, b, c, d and the end, through 2 buffers at the sender and 1 at the receiver,"
                        + " each for one record; what was read").isEqualTo("abcd");
                assertThat(exchange.pool.available()).as("the sender's buffers that are home").isEqualTo(2);
                assertThat(((RemoteChannel) exchange.channel).receiverBuffersInUse())
                        .as("the receiver's buffers in use").isZero();
            };
        });
    }

    @Test
    @Tag("4.8")
    @DisplayName("any task may ask what waits and what credit there is, also while others add, take and recycle")
    void whoeverAsksIsTold() {
        explore(world -> {
            TestExchange exchange = TestExchange.remote(world, "exchange", 2, 1, 0, bufferOf(1));
            RemoteChannel channel = (RemoteChannel) exchange.channel;
            world.start("writer", () -> {
                exchange.handOn("a");
                exchange.handOn("b");
            });
            world.start("reader", () -> {
                if (channel.take(NEVER).orElseThrow() instanceof Message.Data data) {
                    channel.recycle(data.buffer());
                }
            });
            world.start("metrics", () -> {
                String done = "the receiver has 1 buffer; asked by metrics while the writer adds two buffers of one"
                        + " record and the reader takes and recycles one: ";
                assertThat(channel.records()).as(done + "records()").isBetween(0, 2);
                assertThat(channel.credit()).as(done + "credit()").isBetween(0, 1);
                assertThat(channel.receiverBuffersInUse()).as(done + "receiverBuffersInUse()").isBetween(0, 1);
                channel.isEmpty();
            });
            return () -> assertThat(channel.records()).as("two buffers of one record added, one taken: records()")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("4.8")
    @DisplayName("when the reader closes the channel, a writer that waits for a buffer hears why")
    void closeEndsTheWritersWait() {
        RemoteChannel channel = channel(1, 0);
        Exception why = new Exception("the disk is full");
        List<Throwable> heard = new ArrayList<>();
        world.start("writer", () -> heard.add(catchThrowable(() -> {
            while (true) {
                channel.add(data(pool, "a"));
            }
        })));
        world.start("reader", () -> {
            world.sleep(MILLI);
            channel.close(why);
        });
        world.run();

        TestWords.assertThrewBecauseOf(why, heard.get(0), "the writer adds until its pool is empty, and waits; the"
                + " reader calls close(the disk is full); what the writer hears");
    }

    private static int filledWith(Simulation world, TestExchange exchange) {
        world.start("writer", () -> {
            while (true) {
                exchange.writer.awaitAvailable();
                exchange.writer.collect(numbered(0, 60));
            }
        });
        world.start("time", () -> world.sleep(1_000 * MILLI));
        world.runUntil(MILLI);
        return exchange.records();
    }

    @Test
    @Tag("4.8")
    @DisplayName("twice the room: unread, a local exchange holds 9 full buffers and one begun, a remote one 19 and one")
    void twiceTheRoom() {
        int local;
        int remote;
        try (Simulation other = new Simulation(Order.seeded(1))) {
            local = filledWith(other, TestExchange.local(other, "local", 10, 640));
        }
        try (Simulation other = new Simulation(Order.seeded(1))) {
            TestExchange exchange = TestExchange.remote(other, "remote", 10, 2, 8, 640);
            remote = filledWith(other, exchange);
            RemoteChannel channel = (RemoteChannel) exchange.channel;
            assertThat(channel.credit())
                    .as("2 exclusive and 8 floating buffers at the receiver, nobody reads: credit()").isZero();
            assertThat(channel.receiverBuffersInUse()).as("nobody reads: receiverBuffersInUse()").isEqualTo(10);
            assertThat(exchange.pool.available()).as("nobody reads: free buffers of the sender's 10").isZero();
        }

        assertThat(local).as("local; 10 buffers for 10 records each; a task writes until it has to wait: records held")
                .isEqualTo(91);
        assertThat(remote)
                .as("remote; 10 buffers for 10 records at the sender, 2 + 8 at the receiver; a task writes until it"
                + " has to wait: records held").isEqualTo(191);
    }

    @Test
    @Tag("4.8")
    @DisplayName("the same chain, remote: under pressure credit is 0 and the pool empty; nothing is lost or reordered")
    void theSameChain() {
        try (Simulation world = new Simulation(Order.seeded(7))) {
            List<Integer> written = new ArrayList<>();
            Operator sink = (record, output) -> written.add(TestRecords.number(record));
            TestChain chain = new TestChain(world, 1_000, 60, name -> TestExchange.remote(world, name, 4, 2, 2, 640))
                    .then("map", Operators.map(record -> record))
                    .thenSink("sink", Operators.slowed(sink, 10 * MILLI, world));
            chain.start(600);
            world.runUntil(500 * MILLI);
            for (TestExchange exchange : chain.exchanges) {
                RemoteChannel channel = (RemoteChannel) exchange.channel;
                assertThat(channel.credit())
                        .as("1,000 records/s → map → sink, which manages 100/s; after 0.5 s: credit()").isZero();
                assertThat(exchange.pool.available()).as("the same: free buffers in the pool").isZero();
                assertThat(channel.receiverBuffersInUse()).as("the same: receiverBuffersInUse(), of 4").isEqualTo(4);
            }
            world.run();

            assertThat(written).as("600 records → map → sink, to the end: what the sink wrote")
                    .containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
            for (TestExchange exchange : chain.exchanges) {
                assertThat(exchange.pool.available()).as("at the end: buffers home, of 4").isEqualTo(4);
                assertThat(((RemoteChannel) exchange.channel).receiverBuffersInUse())
                        .as("at the end: receiverBuffersInUse()")
                        .isZero();
            }
        }
    }

    /** Adds a buffer for each of these words. */
    private void add(RemoteChannel channel, Steps steps, String... words) throws InterruptedException {
        for (String word : words) {
            add(channel, data(pool, word), "add([" + word + "])", steps);
        }
    }

    private static void add(RemoteChannel channel, Message message, String name, Steps steps) {
        TestWords.call(steps, name, () -> {
            channel.add(message);
            return null;
        });
    }

    private static void recycle(RemoteChannel channel, Buffer buffer, Steps steps) {
        TestWords.call(steps, "recycle(that buffer)", () -> {
            channel.recycle(buffer);
            return null;
        });
    }

    private static void assertTakes(String expected, String why, RemoteChannel channel, Steps steps) {
        Optional<Message> message = TestWords.call(steps, "take()", () -> channel.take(-1));
        assertThat(TestWords.told(message)).as(steps.then("what that gave: " + why)).isEqualTo(expected);
    }

    /** The buffer that comes next, without waiting. */
    private static Buffer take(RemoteChannel channel, Steps steps) {
        Optional<Message> message = TestWords.call(steps, "take()", () -> channel.take(-1));
        assertThat(TestWords.told(message)).as(steps.then("what that gave")).isEqualTo("a buffer");
        return ((Message.Data) message.get()).buffer();
    }

    private static List<String> words(Buffer buffer) {
        List<String> words = new ArrayList<>();
        for (Optional<byte[]> record = buffer.next(); record.isPresent(); record = buffer.next()) {
            words.add(TestRecords.word(record.get()));
        }
        return words;
    }
}
