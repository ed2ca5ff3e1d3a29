package backpressure.blockonemit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.buffers.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.Runtime.RunningTask;
import workbook.world.Runtime.TaskBody;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class BlockingBufferPoolTest {

    private static final String[] TASKS = {"source", "map", "filter"};
    private static final long TEN_MINUTES = 600_000_000_000L;
    /** So many at one moment are busy waiting. */
    private static final long STEPS = 10_000;

    @Test
    @Tag("3.1")
    @DisplayName("a pool lends at once what it has, each buffer empty and with memory of its own")
    void lendsWhatItHas() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(3, 16, world.lock("pool"));
            List<Buffer> lent = new ArrayList<>();
            world.start("map", () -> {
                for (int i = 0; i < 3; i++) {
                    Buffer buffer = pool.take();
                    buffer.append(new byte[] {(byte) i});
                    lent.add(buffer);
                }
            });
            return () -> {
                assertThat(pool.available()).as("available, with all 3 of 3 buffers out").isZero();
                for (int i = 0; i < 3; i++) {
                    assertThat(read(lent.get(i)))
                            .as("what was written into the buffer lent as number %s, read back", i)
                            .isEqualTo("[" + i + "]");
                    assertThat(lent.get(i).append(new byte[8]))
                            .as("8 bytes more, which take 12, into a 16-byte buffer with 5 bytes in it").isFalse();
                }
            };
        });
    }

    @Test
    @Tag("3.1")
    @DisplayName("a buffer that is recycled can be lent again, and counts as available")
    void takesBack() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(2, 16, world.lock("pool"));
            world.start("map", () -> {
                Buffer first = pool.take();
                pool.take();
                assertThat(pool.available()).as("available, with 2 of 2 out").isZero();
                first.recycle();
                assertThat(pool.available()).as("available, after one of the 2 came back").isEqualTo(1);
                assertThat(pool.take().next()).as("what is in a buffer that is lent for the second time").isEmpty();
            });
            return () -> assertThat(pool.available()).as("available, with 2 of 2 out again").isZero();
        });
    }

    @Test
    @Tag("3.1")
    @DisplayName("take() waits while all buffers are out, and a recycled one ends the wait")
    void waitsForABuffer() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            List<String> events = new ArrayList<>();
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(1_000);
                events.add("sink recycles");
                buffer.recycle();
            });
            world.start("map", () -> {
                world.sleep(500);
                pool.take();
                events.add("map has it, at " + world.clock().nanoTime() + " ns");
            });
            return () -> assertThat(events)
                    .as("a pool of 1: at 0 ns sink takes it, at 500 ns map asks, at 1,000 ns sink recycles")
                    .containsExactly("sink recycles", "map has it, at 1000 ns");
        });
    }

    @Test
    @Tag("3.1")
    @DisplayName("take() waits as long as it takes: ten minutes, too")
    void waitsAsLongAsItTakes() {
        try (Simulation world = new Simulation(Order.seeded(1), STEPS)) {   // one order shows whether it gives up
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            List<String> events = new ArrayList<>();
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(TEN_MINUTES);
                buffer.recycle();
            });
            world.start("map", () -> {
                world.sleep(500);
                Throwable thrown = catchThrowable(pool::take);
                events.add((thrown == null ? "took a buffer" : thrown.getClass().getSimpleName())
                        + " at " + world.clock().nanoTime() + " ns");
            });
            world.run();
            assertThat(events)
                    .as("a pool of 1, out from 0 ns until ten minutes later; map asks at 500 ns: how its take() ends")
                    .containsExactly("took a buffer at " + TEN_MINUTES + " ns");
        }
    }

    @Test
    @Tag("3.1")
    @DisplayName("any task may ask how many are available, also while another takes and recycles")
    void whoeverAsksIsTold() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(2, 16, world.lock("pool"));
            world.start("map", () -> {
                for (int round = 0; round < 2; round++) {
                    pool.take().recycle();
                }
            });
            world.start("metrics", () -> {
                for (int round = 0; round < 2; round++) {
                    assertThat(pool.available())
                            .as("available, asked by metrics while map has one of the 2 buffers at most")
                            .isBetween(1, 2);
                }
            });
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(2);
        });
    }

    @Test
    @Tag("3.2")
    @DisplayName("two writers and one buffer: both get their turn, whatever the order")
    void everybodyGetsATurn() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("map", () -> pool.take().recycle());
            world.start("filter", () -> pool.take().recycle());
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.2")
    @DisplayName("never more buffers are out than the pool owns, and no two share their memory")
    void neverMoreOutThanItOwns() {
        explore(world -> {
            int owned = 2;
            BlockingBufferPool pool = new BlockingBufferPool(owned, 16, world.lock("pool"));
            AtomicInteger out = new AtomicInteger();
            AtomicInteger mostOut = new AtomicInteger();
            for (String name : TASKS) {
                byte[] mark = name.getBytes();
                world.start(name, () -> {
                    for (int round = 0; round < 2; round++) {
                        Buffer buffer = pool.take();
                        mostOut.accumulateAndGet(out.incrementAndGet(), Math::max);
                        buffer.append(mark);
                        world.sleep(1);
                        assertThat(read(buffer)).as("what %s wrote into its buffer, read back", name)
                                .isEqualTo(Arrays.toString(mark));
                        out.decrementAndGet();
                        buffer.recycle();
                    }
                });
            }
            return () -> {
                assertThat(mostOut.get()).as("buffers of a pool of %s out at the same time", owned)
                        .isLessThanOrEqualTo(owned);
                assertThat(pool.available()).as("buffers home at the end").isEqualTo(owned);
            };
        });
    }

    @Test
    @Tag("3.2")
    @DisplayName("two wait and two buffers come back: both are woken")
    void twoWaitTwoComeBack() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(2, 16, world.lock("pool"));
            world.start("sink", () -> {
                Buffer first = pool.take();
                Buffer second = pool.take();
                world.sleep(1_000);
                first.recycle();
                second.recycle();
            });
            for (String name : List.of("map", "filter")) {
                world.start(name, () -> {
                    world.sleep(500);
                    pool.take();
                });
            }
            return () -> assertThat(pool.available())
                    .as("available, with each of the two waiters holding one").isZero();
        });
    }

    @Test
    @Tag("3.2")
    @DisplayName("three tasks pass two buffers round: nobody is forgotten, none gets lost")
    void roundAndRound() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(2, 16, world.lock("pool"));
            for (String name : TASKS) {
                world.start(name, () -> {
                    for (int round = 0; round < 3; round++) {
                        pool.take().recycle();
                    }
                });
            }
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(2);
        });
    }

    @Test
    @Tag("3.3")
    @DisplayName("a waiter that is interrupted leaves at once, with an InterruptedException and without a buffer")
    void interruptedWaiterLeaves() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            List<Object> events = new ArrayList<>();
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(2_000);
                buffer.recycle();
            });
            RunningTask map = world.start("map", () -> {
                world.sleep(500);
                Throwable thrown = catchThrowable(pool::take);
                events.add(thrown == null ? "took a buffer" : thrown.getClass().getSimpleName());
                events.add("at " + world.clock().nanoTime() + " ns");
            });
            world.start("canceller", () -> {
                world.sleep(1_000);
                map.interrupt();
            });
            return () -> {
                assertThat(events)
                        .as("a pool of 1, out until 2,000 ns; map waits since 500 ns and is interrupted at 1,000 ns")
                        .containsExactly("InterruptedException", "at 1000 ns");
                assertThat(pool.available()).as("buffers home after sink recycled the only one").isEqualTo(1);
            };
        });
    }

    @Test
    @Tag("3.3")
    @DisplayName("an interrupt that came before the wait ends the wait, too")
    void interruptedBeforeItWaits() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("map", () -> {
                Buffer only = pool.take();
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedException.class)
                        .as("take() by a task that was interrupted before, while all buffers are out")
                        .isThrownBy(pool::take);
                only.recycle();
            });
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.3")
    @DisplayName("an interrupt loses no buffer: whoever else waits gets the one that comes back")
    void anInterruptLosesNoBuffer() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(1_000);
                buffer.recycle();
            });
            RunningTask map = world.start("map", () -> {
                world.sleep(500);
                try {
                    pool.take().recycle();
                } catch (InterruptedException expected) {
                    // it may have been faster, or not
                }
            });
            world.start("filter", () -> {
                world.sleep(500);
                pool.take().recycle();
            });
            world.start("canceller", () -> {
                world.sleep(1_000);
                map.interrupt();
            });
            return () -> assertThat(pool.available())
                    .as("buffers home at the end; map was interrupted just when sink recycled the buffer")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("awaitAvailable() returns at once while a buffer is free, and takes none")
    void awaitAvailableTakesNone() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("map", () -> {
                pool.awaitAvailable();
                assertThat(pool.available()).as("available, after awaitAvailable()").isEqualTo(1);
            });
            return () -> assertThat(world.clock().nanoTime()).as("time that passed, in ns").isZero();
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("while one only looks, nobody finds a buffer missing")
    void whoLooksTakesNoneForAMoment() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("map", pool::awaitAvailable);
            world.start("metrics", () -> assertThat(pool.available())
                    .as("available, asked by metrics while map calls awaitAvailable(); nobody takes the one buffer")
                    .isEqualTo(1));
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("awaitAvailable() waits while all are out, until one comes back")
    void awaitAvailableWaits() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            List<Long> free = new ArrayList<>();
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(1_000);
                buffer.recycle();
            });
            world.start("map", () -> {
                world.sleep(500);
                pool.awaitAvailable();
                free.add(world.clock().nanoTime());
            });
            return () -> assertThat(free)
                    .as("when awaitAvailable() returned; the only buffer is out from 0 to 1,000 ns")
                    .containsExactly(1_000L);
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("one only looks, one takes: a single buffer that comes back is enough for both")
    void oneLooksOneTakes() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(1_000);
                buffer.recycle();
            });
            world.start("map", () -> {
                world.sleep(500);
                pool.awaitAvailable();
            });
            world.start("filter", () -> {
                world.sleep(500);
                Buffer buffer = pool.take();
                world.sleep(500);
                buffer.recycle();
            });
            return () -> assertThat(pool.available()).as("buffers home at the end").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("close() ends every wait, and everybody hears why")
    void closeEndsEveryWait() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            Exception why = new Exception("the reader is gone");
            List<String> ended = new ArrayList<>();
            world.start("sink", () -> {
                pool.take();
                world.sleep(1_000);
                pool.close(why);
            });
            String when = "since 500 ns, no buffer being free; sink closes the pool at 1,000 ns";
            isTold(world, "map", "take()", pool::take, when, why, ended);
            isTold(world, "filter", "awaitAvailable()", pool::awaitAvailable, when, why, ended);
            return () -> assertThat(ended)
                    .as("whose wait was ended by close() at 1,000 ns, and when")
                    .containsExactlyInAnyOrder("map at 1000 ns", "filter at 1000 ns");
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("a buffer that comes home just before the pool is closed isn't lost: somebody has it, or it is home")
    void closeLosesNoBuffer() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            AtomicInteger held = new AtomicInteger();
            world.start("sink", () -> {
                Buffer buffer = pool.take();
                world.sleep(1_000);
                buffer.recycle();
                pool.close(new Exception("the reader is gone"));
            });
            world.start("map", () -> {
                world.sleep(500);
                if (catchThrowable(pool::take) == null) {
                    held.incrementAndGet();
                }
            });
            return () -> assertThat(pool.available() + held.get())
                    .as("the one buffer, at home or with map: map waits for it since 500 ns; sink recycles it at"
                            + " 1,000 ns and then closes the pool, before map has gone on or after it")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("a closed pool lends nothing more, even if it has some, and says why")
    void aClosedPoolLendsNothing() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(2, 16, world.lock("pool"));
            Exception why = new IllegalArgumentException("the reader is gone");
            List<String> refused = new ArrayList<>();
            world.start("sink", () -> {
                pool.close(why);
                pool.close(new Exception("closed once more"));
            });
            String when = "at 500 ns, 2 of 2 buffers being free; sink has closed the pool at 0 ns, twice";
            isTold(world, "map", "take()", pool::take, when, why, refused);
            isTold(world, "filter", "awaitAvailable()", pool::awaitAvailable, when, why, refused);
            return () -> assertThat(refused).as("who was refused, and when")
                    .containsExactlyInAnyOrder("map at 500 ns", "filter at 500 ns");
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("two close at the same time: the cause of one of them stays")
    void twoCloseAtTheSameTime() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            Exception first = new Exception("the disk is full");
            Exception second = new Exception("the reader is gone");
            world.start("sink", () -> pool.close(first));
            world.start("canceller", () -> pool.close(second));
            return () -> {
                Throwable thrown = catchThrowable(pool::take);
                assertThat(outcome(thrown))
                        .as("take(), after sink (the disk is full) and canceller (the reader is gone) closed the pool:"
                                + " how it ends")
                        .isIn("IllegalStateException, its cause: the disk is full",
                                "IllegalStateException, its cause: the reader is gone");
                assertThat(outcome(catchThrowable(pool::take))).as("another take(): it ends the same way")
                        .isEqualTo(outcome(thrown));
            };
        });
    }

    @Test
    @Tag("3.4")
    @DisplayName("close() leaves the buffers that are home where they are, and the others come home to a closed pool")
    void buffersComeHomeToAClosedPool() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(3, 16, world.lock("pool"));
            world.start("map", () -> {
                Buffer buffer = pool.take();
                pool.close(new Exception("the reader is gone"));
                assertThat(pool.available()).as("available(), 1 of 3 buffers being out, after close()").isEqualTo(2);
                buffer.recycle();
            });
            return () -> assertThat(pool.available())
                    .as("available() of the closed pool, after the third buffer came home").isEqualTo(3);
        });
    }

    @Test
    @Tag("3.2")
    @DisplayName("a buffer that came home twice is refused, and counts once")
    void aStaleBufferCountsOnce() {
        explore(world -> {
            BlockingBufferPool pool = new BlockingBufferPool(1, 16, world.lock("pool"));
            world.start("map", () -> {
                Buffer stale = pool.take();
                stale.recycle();
                assertThat(pool.take() == stale ? "the buffer of the first" : "a new one")
                        .as("the buffer of the second lending: a new one, though the memory is the same")
                        .isEqualTo("a new one");
                assertThatIllegalStateException()
                        .as("recycling the first once more, while the second is out")
                        .isThrownBy(stale::recycle);
            });
            return () -> assertThat(pool.available()).as("available, while the second is out").isZero();
        });
    }

    private static void isTold(Simulation world, String name, String what, TaskBody call, String when, Exception why,
            List<String> ended) {
        world.start(name, () -> {
            world.sleep(500);
            assertThat(outcome(catchThrowable(call::run)))
                    .as("%s by %s %s: how it ends", what, name, when)
                    .isEqualTo("IllegalStateException, its cause: " + why.getMessage());
            ended.add(name + " at " + world.clock().nanoTime() + " ns");
        });
    }

    /** The next record, by a method of byte[], so that Java looks whether it is one: what it equals isn't up to it. */
    private static String read(Buffer buffer) {
        return buffer.next().map(record -> Arrays.toString(record)).orElse("nothing");
    }

    private static String outcome(Throwable thrown) {
        if (thrown == null) {
            return "it returns";
        }
        Throwable cause = thrown.getCause();
        return (thrown instanceof IllegalStateException ? "IllegalStateException" : thrown.getClass().getSimpleName())
                + ", its cause: " + (cause == null ? "none" : cause.getMessage());
    }
}
