package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.NEVER;
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
import java.util.concurrent.atomic.AtomicReference;
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
class LocalChannelTest {

    private static final int BUFFERS = 3;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);
    private BlockingBufferPool pool;

    /** A channel, and its pool of 3 buffers. */
    private LocalChannel channel(Simulation world) {
        return channel(world, world.lock("exchange"));
    }

    private LocalChannel channel(Simulation world, Lock lock) {
        pool = new BlockingBufferPool(BUFFERS, 64, lock);
        return new LocalChannel(pool, lock, world.clock());
    }

    @Test
    @Tag("4.1")
    @DisplayName("what was added is taken, in order: the writer's own buffers, and the event behind them")
    void takesWhatWasAddedInOrder() throws Exception {
        LocalChannel channel = channel(world);
        Message.Data first = data(pool, "a");
        Message.Data second = data(pool, "b");
        channel.add(first);
        channel.add(second);
        channel.add(new Message.EndOfInput());
        Steps steps = new Steps().did("add(buffer with a), add(buffer with b), add(end of input)");

        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Optional<Message> message = TestWords.call(steps, "take()", () -> channel.take(NEVER));
            taken.add(isDataIn(first.buffer(), message) ? "the writer's buffer with a"
                    : isDataIn(second.buffer(), message) ? "the writer's buffer with b" : TestWords.told(message));
        }
        assertThat(taken).as(steps.then("what they gave, in this order"))
                .containsExactly("the writer's buffer with a", "the writer's buffer with b", "the end");
    }

    private static boolean isDataIn(Buffer buffer, Optional<Message> message) {
        return message.isPresent() && message.get() instanceof Message.Data data && data.buffer() == buffer;
    }

    @Test
    @Tag("4.1")
    @DisplayName("add never blocks: with nobody reading it takes every buffer the pool has, and an event")
    void addNeverBlocks() throws Exception {
        LocalChannel channel = channel(world);
        for (int i = 0; i < BUFFERS; i++) {
            channel.add(data(pool, "a", "b"));
        }
        channel.add(new Message.EndOfInput());

        assertThat(channel.records()).as("3 buffers of 2 records and the end of input added, nothing taken: records()")
                .isEqualTo(6);
    }

    @Test
    @Tag("4.1")
    @DisplayName("isEmpty and records tell what was added and not taken")
    void tellsWhatWaits() throws Exception {
        LocalChannel channel = channel(world);
        Steps steps = new Steps().did("new LocalChannel");
        assertThat(channel.isEmpty()).as(steps.then("isEmpty()")).isTrue();
        assertThat(channel.records()).as(steps.then("records()")).isZero();

        channel.add(data(pool, "a", "b"));
        channel.add(data(pool, "c"));
        channel.add(new Message.EndOfInput());
        steps.did("add(2 records), add(1 record), add(end of input)");
        assertThat(channel.isEmpty()).as(steps.then("isEmpty()")).isFalse();
        assertThat(channel.records()).as(steps.then("records(): an event has none")).isEqualTo(3);

        channel.take(NEVER);
        steps.did("take()");
        assertThat(channel.records()).as(steps.then("records(): those of the taken buffer are the reader's now"))
                .isEqualTo(1);

        channel.take(NEVER);
        steps.did("take()");
        assertThat(channel.isEmpty()).as(steps.then("isEmpty(): the event still waits")).isFalse();

        channel.take(NEVER);
        steps.did("take()");
        assertThat(channel.isEmpty()).as(steps.then("isEmpty()")).isTrue();
    }

    @Test
    @Tag("4.1")
    @DisplayName("a buffer goes home to the writer's pool when the reader recycles it, not when it is taken")
    void aBufferGoesHomeWhenRecycled() throws Exception {
        LocalChannel channel = channel(world);
        channel.add(data(pool, "a"));
        Steps steps = new Steps().did("a pool of 3 buffers; add(one of them)");
        Buffer taken = bufferIn(TestWords.call(steps, "take()", () -> channel.take(NEVER)), steps);
        assertThat(pool.available()).as(steps.then("free buffers in the pool")).isEqualTo(2);

        channel.recycle(taken);
        steps.did("recycle(it)");
        assertThat(pool.available()).as(steps.then("free buffers in the pool")).isEqualTo(3);
    }

    @Test
    @Tag("4.1")
    @DisplayName("a deadline that has come or gone means: take what is there, and don't wait")
    void doesNotWaitWhenTheDeadlineHasCome() throws Exception {
        LocalChannel channel = channel(world);
        Steps steps = new Steps().did("new LocalChannel, empty");
        Optional<Message> now = TestWords.call(steps, "take(now)", () -> channel.take(world.clock().nanoTime()));
        assertThat(TestWords.told(now)).as(steps.then("what that gave")).isEqualTo("nothing");
        Optional<Message> before = TestWords.call(steps, "take(a moment ago)", () -> channel.take(-5));
        assertThat(TestWords.told(before)).as(steps.then("what that gave")).isEqualTo("nothing");

        channel.add(data(pool, "a"));
        assertThat(TestWords.told(channel.take(-5))).as("add(a buffer), then take(a moment ago)")
                .isEqualTo("a buffer");
    }

    @Test
    @Tag("4.1")
    @DisplayName("take waits until the deadline, no longer and no shorter, and what comes later isn't lost")
    void waitsUntilTheDeadline() {
        LocalChannel channel = channel(world);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> {
            story.add(taken(channel.take(10 * MILLI)));
            story.add(taken(channel.take(100 * MILLI)));
            story.add(taken(channel.take(50 * MILLI)));
        });
        world.start("writer", () -> {
            world.sleep(30 * MILLI);
            channel.add(new Message.EndOfInput());
        });
        world.run();

        assertThat(story).as("the end is added at 30 ms; the reader calls take(until 10 ms), take(until 100 ms),"
                + " take(until 50 ms)")
                .containsExactly("nothing at 10 ms", "the end at 30 ms", "nothing at 50 ms");
    }

    @Test
    @Tag("4.1")
    @DisplayName("a reader that waits has a message at the moment it is added, not when it happens to look again")
    void addWakesTheReader() {
        LocalChannel channel = channel(world);
        List<Long> woken = new ArrayList<>();
        world.start("reader", () -> {
            channel.take(100 * MILLI);
            woken.add(world.clock().nanoTime());
        });
        world.start("writer", () -> {
            world.sleep(12_345);
            channel.add(new Message.EndOfInput());
        });
        world.run();

        assertThat(woken).as("the reader calls take(until 100 ms) at 0 ns, the end is added at 12,345 ns; when take()"
                + " returned, in ns").containsExactly(12_345L);
    }

    @Test
    @Tag("4.1")
    @DisplayName("a reader that was woken for nothing waits for the rest of its time, not for all of it once more")
    void aWakeupForNothingDoesNotMoveTheDeadline() {
        Lock lock = world.lock("exchange");
        LocalChannel channel = channel(world, lock);
        List<String> story = new ArrayList<>();
        world.start("reader", () -> story.add(taken(channel.take(10 * MILLI))));
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
    @Tag("4.1")
    @DisplayName("a deadline need not be a whole millisecond: take is back at that very moment")
    void theDeadlineIsInNanoseconds() {
        LocalChannel channel = channel(world);
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
    @Tag("4.1")
    @DisplayName("a message that is there when the reader can look is taken, even if the deadline has passed meanwhile")
    void aMessageThatIsThereIsTakenLate() {
        Lock lock = world.lock("exchange");
        LocalChannel channel = channel(world, lock);
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
    @Tag("4.1")
    @DisplayName("a reader that waits gets every message, whatever the order of the steps")
    void theReaderGetsEverything() {
        explore(world -> {
            LocalChannel channel = channel(world);
            BlockingBufferPool itsPool = pool;
            AtomicReference<Integer> records = new AtomicReference<>(0);
            world.start("writer", () -> {
                channel.add(data(itsPool, "a"));
                channel.add(data(itsPool, "b"));
                channel.add(new Message.EndOfInput());
            });
            world.start("reader", () -> {
                while (channel.take(NEVER).orElseThrow(() -> new AssertionError("take(for ever) returned nothing"))
                        instanceof Message.Data data) {
                    records.set(records.get() + data.buffer().records());
                    channel.recycle(data.buffer());
                }
            });
            return () -> {
                assertThat(records.get())
                        .as("the writer added two buffers of one record and the end; records read until the end")
                        .isEqualTo(2);
                assertThat(itsPool.available()).as("buffers home when the reader has recycled both").isEqualTo(BUFFERS);
            };
        });
    }

    @Test
    @Tag("4.1")
    @DisplayName("any task may ask for records and isEmpty, also while others add and take")
    void whoeverAsksIsTold() {
        explore(world -> {
            LocalChannel channel = channel(world);
            BlockingBufferPool itsPool = pool;
            world.start("writer", () -> {
                channel.add(data(itsPool, "a"));
                channel.add(data(itsPool, "b"));
            });
            world.start("reader", () -> channel.take(NEVER));
            world.start("metrics", () -> {
                assertThat(channel.records())
                        .as("records(), asked by metrics while the writer adds two buffers of one record and the reader"
                        + " takes one").isBetween(0, 2);
                channel.isEmpty();
            });
            return () -> {
                String done = "two buffers of one record added, one taken: ";
                assertThat(channel.records()).as(done + "records()").isEqualTo(1);
                assertThat(channel.isEmpty()).as(done + "isEmpty()").isFalse();
            };
        });
    }

    @Test
    @Tag("4.1")
    @DisplayName("a wait that ends without a signal isn't the deadline: take goes on waiting")
    void aSpuriousWakeupIsNotTheDeadline() {
        explore(world -> {
            LocalChannel channel = channel(world);
            List<String> story = new ArrayList<>();
            world.start("reader", () ->
                    story.add(TestWords.told(channel.take(10 * MILLI))));
            world.start("writer", () -> {
                world.sleep(5 * MILLI);
                channel.add(new Message.EndOfInput());
            });
            return () -> assertThat(story).as("take(until 10 ms); the end is added at 5 ms")
                    .containsExactly("the end");
        });
    }

    @Test
    @Tag("4.1")
    @DisplayName("a reader that is interrupted while it waits leaves at once, and no message is lost")
    void anInterruptedReaderLeaves() {
        explore(world -> {
            LocalChannel channel = channel(world);
            List<String> outcome = new ArrayList<>();
            RunningTask reader = world.start("reader", () -> {
                Throwable thrown = catchThrowable(() -> outcome.add("it gave " + TestWords.told(channel.take(NEVER))));
                if (thrown != null) {
                    outcome.add(TestWords.kind(thrown));
                }
            });
            world.start("interrupter", reader::interrupt);
            world.start("writer", () -> {
                world.sleep(MILLI);
                channel.add(new Message.EndOfInput());
            });
            return () -> {
                assertThat(outcome).as("the reader is interrupted at 0 ms, a message is added at 1 ms;"
                        + " what came of its take(for ever)").containsExactly("InterruptedException");
                assertThat(TestWords.told(channel.take(-1)))
                        .as("nobody took the message; what take(a moment ago) gives when all is done")
                        .isEqualTo("the end");
            };
        });
    }

    @Test
    @Tag("4.1")
    @DisplayName("a reader interrupted when a message comes has the message or the interrupt, and nothing is lost")
    void anInterruptLosesNoMessage() {
        explore(world -> {
            LocalChannel channel = channel(world);
            List<String> outcome = new ArrayList<>();
            RunningTask reader = world.start("reader", () -> {
                Throwable thrown = catchThrowable(() -> outcome.add("it gave " + TestWords.told(channel.take(NEVER))));
                if (thrown != null) {
                    outcome.add(TestWords.kind(thrown));
                }
            });
            world.start("writer", () -> channel.add(new Message.EndOfInput()));
            world.start("interrupter", reader::interrupt);
            return () -> assertThat(String.join(", ", outcome) + "; left in the channel: "
                    + TestWords.told(channel.take(-1)))
                    .as("the reader calls take(for ever); the end is added, and the reader is interrupted, in any"
                            + " order: what came of take(), and what is in the channel when all is done")
                    .isIn("it gave the end; left in the channel: nothing",
                            "InterruptedException; left in the channel: the end");
        });
    }

    @Test
    @Tag("4.5")
    @DisplayName("when the reader closes the channel, a writer hears why, whether it waits already or will")
    void closeEndsTheWritersWait() {
        explore(world -> {
            LocalChannel channel = channel(world);
            BlockingBufferPool itsPool = pool;
            Exception why = new Exception("the disk is full");
            List<Throwable> heard = new ArrayList<>();
            for (int i = 0; i < BUFFERS; i++) {
                itsPool.take();
            }
            world.start("writer", () -> {
                heard.add(catchThrowable(itsPool::take));
                heard.add(catchThrowable(itsPool::awaitAvailable));
            });
            world.start("reader", () -> channel.close(why));
            return () -> {
                String done = "all buffers are out; the reader calls close(the disk is full); what the writer hears"
                        + " from its pool's ";
                TestWords.assertThrewBecauseOf(why, heard.get(0), done + "take()");
                TestWords.assertThrewBecauseOf(why, heard.get(1), done + "awaitAvailable()");
            };
        });
    }

    private String taken(Optional<Message> message) {
        return TestWords.told(message) + " at " + world.clock().nanoTime() / MILLI + " ms";
    }

    private static Buffer bufferIn(Optional<Message> message, Steps steps) {
        assertThat(TestWords.told(message)).as(steps.then("what that gave")).isEqualTo("a buffer");
        return ((Message.Data) message.get()).buffer();
    }
}
