package backpressure.blockonemit;

import static backpressure.blockonemit.TestSubpartition.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.credits.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.Runtime.RunningTask;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/** Records here are 4 bytes long and take 8 in a buffer; a buffer has 24 bytes: three records. */
@ChapterTest
class RecordWriterTest {

    private static final int BUFFER_SIZE = 24;

    private static final class Exchange {
        final Simulation world;
        final BlockingBufferPool pool;
        final TestSubpartition target;
        final RecordWriter writer;

        Exchange(Simulation world, int buffers) {
            this(world, buffers, BUFFER_SIZE);
        }

        Exchange(Simulation world, int buffers, int bufferSize) {
            this.world = world;
            Lock lock = world.lock("exchange");
            pool = new BlockingBufferPool(buffers, bufferSize, lock);
            target = new TestSubpartition(lock);
            writer = new RecordWriter(pool, target, lock, world.clock());
        }

        void collect(int from, int to) throws InterruptedException {
            for (int number = from; number <= to; number++) {
                writer.collect(record(number));
            }
        }

        /** Collects one record, or gives it up for an interrupt, of which nothing is left then. */
        void collectUnlessInterrupted(int number) {
            try {
                writer.collect(record(number));
            } catch (InterruptedException expected) {
                // it may be thrown, or not
            }
            Thread.interrupted();
        }

        void sleepUnlessInterrupted(long nanos) {
            try {
                world.sleep(nanos);
            } catch (InterruptedException expected) {
                // the interrupt came later than the buffer
            }
        }

        /** A reader that drains the target once, so many nanoseconds after the start. */
        void readerAt(long nanos) {
            world.start("reader", () -> {
                world.sleep(nanos);
                target.drain();
            });
        }
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    @Test
    @Tag("3.5")
    @DisplayName("records are packed into a buffer, which is handed on when the next one doesn't fit")
    void packsRecords() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 4);
            world.start("map", () -> {
                exchange.collect(1, 2);
                assertThat(exchange.writer.records())
                        .as("records in the writer's buffer after collecting 2").isEqualTo(2);
                assertThat(exchange.target.waiting())
                        .as("buffers handed on, when 2 of 3 records are in the first").isZero();
                exchange.collect(3, 8);
            });
            return () -> {
                assertThat(exchange.target.drain().contents())
                        .as("the buffers handed on, after collecting 1 to 8, three to a buffer")
                        .containsExactly("1 2 3", "4 5 6");
                assertThat(exchange.writer.records()).as("records in the writer's buffer then").isEqualTo(2);
            };
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("a writer takes no buffer before it has a record to put in, and one at a time")
    void takesOneAtATime() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 4);
            world.start("map", () -> {
                assertThat(exchange.pool.available()).as("buffers free before the first record, of 4").isEqualTo(4);
                assertThat(exchange.writer.records()).as("records() before the first record").isZero();
                exchange.collect(1, 1);
                assertThat(exchange.pool.available()).as("buffers free after the first record").isEqualTo(3);
                exchange.collect(2, 3);
                assertThat(exchange.pool.available())
                        .as("buffers free after three records, which fill one").isEqualTo(3);
                exchange.collect(4, 4);
                assertThat(exchange.pool.available()).as("buffers free after the fourth record").isEqualTo(2);
            });
            return () -> assertThat(exchange.target.drain().contents()).as("handed on").containsExactly("1 2 3");
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("block on emit: with no buffer left, collect() waits until one comes home, and loses nothing")
    void blocksOnEmit() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            List<Long> done = new ArrayList<>();
            world.start("map", () -> {
                exchange.collect(1, 7);
                done.add(world.clock().nanoTime());
            });
            exchange.readerAt(1_000);
            return () -> {
                assertThat(done)
                        .as("when the 7th record was collected: 2 buffers, 3 records in each, drained at 1,000 ns")
                        .containsExactly(1_000L);
                exchange.writer.collect(record(8));
                assertThat(exchange.target.drain().contents())
                        .as("handed on by then").containsExactly("1 2 3", "4 5 6");
                assertThat(exchange.writer.records()).as("records in the writer's buffer: 7 and 8").isEqualTo(2);
            };
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("a full buffer is handed on before the wait for the next, not after it")
    void handsOnBeforeItWaits() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            world.start("map", () -> exchange.collect(1, 4));
            world.start("reader", () -> {
                world.sleep(1_000);
                assertThat(exchange.target.waiting())
                        .as("buffers handed on by 1,000 ns: the pool's only one is full, and collect(4) waits since"
                                + " 0 ns for the reader to send it home").isEqualTo(1);
                exchange.target.drain();
            });
            return () -> assertThat(exchange.target.contents())
                    .as("what the reader found: one buffer in all, three records in it, and the writer waiting")
                    .containsExactly("1 2 3");
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("a writer that is interrupted while it waits has written everything but that record")
    void interruptedWhileItWaits() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            RunningTask map = world.start("map", () -> {
                exchange.collect(1, 3);
                assertThatExceptionOfType(InterruptedException.class)
                        .as("collecting the 4th record, with 1 buffer for 3; interrupted meanwhile")
                        .isThrownBy(() -> exchange.collect(4, 4));
                assertThat(exchange.writer.records())
                        .as("records() after that: the full buffer is handed on, and isn't the writer's any more")
                        .isZero();
                exchange.target.drain();
                exchange.collect(5, 5);
            });
            world.start("canceller", () -> {
                world.sleep(1_000);
                map.interrupt();
            });
            return () -> {
                assertThat(exchange.target.contents()).as("handed on by then").containsExactly("1 2 3");
                assertThat(exchange.writer.records()).as("records in the writer's buffer: the 5th only").isEqualTo(1);
                assertThat(exchange.pool.available()).as("buffers free: the writer has the only one").isZero();
            };
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("a writer that was interrupted before it collects loses no buffer by it")
    void interruptedBeforeItCollects() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                Thread.currentThread().interrupt();
                exchange.collectUnlessInterrupted(1);   // a buffer is free: it may be collected all the same
                exchange.collect(2, 2);
            });
            return () -> assertThat(exchange.pool.available())
                    .as("buffers home, of 2, after collect(1) by a task that was interrupted before (which may throw"
                            + " an InterruptedException, or not) and collect(2): the writer has one, so the other is"
                            + " home")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("a writer that is interrupted just when a buffer comes home loses none")
    void interruptedJustWhenABufferComesHome() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            RunningTask map = world.start("map", () -> {
                exchange.collect(1, 6);
                exchange.collectUnlessInterrupted(7);
                exchange.sleepUnlessInterrupted(2_000);
                exchange.collect(8, 8);
            });
            exchange.readerAt(1_000);
            world.start("canceller", () -> {
                world.sleep(1_000);
                map.interrupt();
            });
            return () -> assertThat(exchange.pool.available())
                    .as("buffers home, of 2: collect(7) waited when at 1,000 ns the reader sent both home and the"
                            + " canceller interrupted map; then map collected 8, so the writer has one")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("when the pool is closed, a waiting collect() throws, and its cause says why")
    void closedWhileItWaits() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            Exception why = new Exception("the reader is gone");
            world.start("map", () -> {
                exchange.collect(1, 3);
                assertThatIllegalStateException()
                        .as("collecting the 4th record, with 1 buffer for 3; the pool is closed meanwhile")
                        .isThrownBy(() -> exchange.collect(4, 4))
                        .withCause(why);
            });
            world.start("sink", () -> {
                world.sleep(1_000);
                exchange.pool.close(why);
            });
            return () -> { };
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("records of any length arrive in order, each once, whatever the pool and the reader")
    void whateverTheLengths() {
        int count = 30;
        Seeds.forEachSeed(50, random -> {
            int bufferSize = 16 + random.nextInt(100);
            int buffers = 1 + random.nextInt(4);
            List<byte[]> records = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                records.add(Arrays.copyOf(record(number), 4 + random.nextInt(bufferSize - 7)));
            }
            try (Simulation world = new Simulation(Order.seeded(random.nextLong()))) {
                Exchange exchange = new Exchange(world, buffers, bufferSize);
                AtomicInteger collected = new AtomicInteger();
                world.start("map", () -> {
                    for (byte[] record : records) {
                        exchange.writer.collect(record);
                        collected.incrementAndGet();
                    }
                });
                world.start("reader", () -> {
                    while (collected.get() < count) {
                        world.sleep(10);
                        exchange.target.drain();
                    }
                });
                world.runUntil(100_000);
                assertThat(collected.get())
                        .as("records of %s that were collected by 100,000 ns (if fewer, the next collect() is stuck);"
                                + " buffers in the pool: %s, of %s bytes; the reader drains every 10 ns",
                                count, buffers, bufferSize)
                        .isEqualTo(count);
                String arrived = exchange.target.drain().records();
                int handedOn = arrived.isEmpty() ? 0 : arrived.split(" ").length;
                assertThat(arrived)
                        .as("records handed on after collecting 1 to %s; buffers in the pool: %s, of %s bytes",
                                count, buffers, bufferSize)
                        .isEqualTo(numbers(1, handedOn));
                assertThat(exchange.writer.records())
                        .as("records(), after %s were collected and %s of them handed on", count, handedOn)
                        .isEqualTo(count - handedOn);
            }
        });
    }

    @Test
    @Tag("3.5")
    @DisplayName("any task may ask for records(), also while another collects")
    void whoeverAsksIsTold() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> exchange.collect(1, 4));
            world.start("metrics", () -> {
                for (int round = 0; round < 2; round++) {
                    assertThat(exchange.writer.records())
                            .as("records(), asked by metrics while map collects 1 to 4, three to a buffer")
                            .isBetween(0, 3);
                }
            });
            return () -> assertThat(exchange.writer.records())
                    .as("records(), after 1 to 4 were collected, three to a buffer").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("time spent waiting in collect() is hard backpressure, and no other time is")
    void hardBackpressure() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            world.start("map", () -> {
                world.sleep(300);
                exchange.collect(1, 3);
                world.sleep(200);
                exchange.collect(4, 4);
                world.sleep(100);
            });
            exchange.readerAt(1_500);
            return () -> {
                assertThat(exchange.writer.hardBackpressuredNanos())
                        .as("the writer waits from 500 ns on, the only buffer comes home at 1,500 ns")
                        .isEqualTo(1_000);
                assertThat(exchange.writer.softBackpressuredNanos())
                        .as("soft: awaitAvailable() was never called").isZero();
            };
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("time spent waiting in awaitAvailable() is soft backpressure, and no other time is")
    void softBackpressure() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.writer.awaitAvailable();
                world.sleep(300);
                exchange.collect(1, 4);
                world.sleep(200);
                exchange.writer.awaitAvailable();
                world.sleep(100);
                exchange.collect(5, 7);
            });
            exchange.readerAt(1_500);
            return () -> {
                assertThat(exchange.writer.softBackpressuredNanos())
                        .as("awaitAvailable() waits from 500 ns on, though there is room in the writer's buffer: both"
                                + " buffers are out; one comes home at 1,500 ns")
                        .isEqualTo(1_000);
                assertThat(exchange.writer.hardBackpressuredNanos()).as("hard: collect() never had to wait").isZero();
            };
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("the writer's awaitAvailable() takes no buffer, whether it holds one or not")
    void awaitAvailableTakesNone() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.writer.awaitAvailable();
                assertThat(exchange.pool.available())
                        .as("buffers free, of 2, after awaitAvailable() before the first record").isEqualTo(2);
                exchange.collect(1, 1);
                exchange.writer.awaitAvailable();
            });
            return () -> assertThat(exchange.pool.available())
                    .as("buffers free, of 2, after awaitAvailable(), collect(1), awaitAvailable()").isEqualTo(1);
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("when the pool is closed, the writer's awaitAvailable() says so, even if buffers are free")
    void awaitAvailableOfAClosedPool() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            Exception why = new Exception("the reader is gone");
            world.start("map", () -> {
                exchange.pool.close(why);
                assertThatIllegalStateException()
                        .as("awaitAvailable() of a writer whose pool was closed, both of its buffers being free")
                        .isThrownBy(exchange.writer::awaitAvailable)
                        .withCause(why);
            });
            return () -> { };
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("backpressured time can be read while the wait is still going on")
    void visibleWhileItWaits() {
        explore(world -> {
            Exchange soft = new Exchange(world, 1);
            Exchange hard = new Exchange(world, 1);
            RunningTask map = world.start("map", () -> {
                hard.collect(1, 3);
                assertThatExceptionOfType(InterruptedException.class)
                        .as("collect() that is interrupted").isThrownBy(() -> hard.collect(4, 4));
            });
            RunningTask filter = world.start("filter", () -> {
                soft.collect(1, 1);
                assertThatExceptionOfType(InterruptedException.class)
                        .as("awaitAvailable() that is interrupted").isThrownBy(soft.writer::awaitAvailable);
            });
            world.start("metrics", () -> {
                world.sleep(400);
                assertThat(hard.writer.hardBackpressuredNanos())
                        .as("hard, 400 ns into a wait in collect() that began at 0 ns").isEqualTo(400);
                assertThat(soft.writer.softBackpressuredNanos())
                        .as("soft, 400 ns into a wait in awaitAvailable() that began at 0 ns").isEqualTo(400);
                world.sleep(600);
                map.interrupt();
                filter.interrupt();
                world.sleep(1_000);
            });
            return () -> {
                assertThat(hard.writer.hardBackpressuredNanos())
                        .as("hard, 1,000 ns after a wait of 1,000 ns was interrupted").isEqualTo(1_000);
                assertThat(soft.writer.softBackpressuredNanos())
                        .as("soft, 1,000 ns after a wait of 1,000 ns was interrupted").isEqualTo(1_000);
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flush() hands on a part-filled buffer; the next record goes into another")
    void flushHandsOn() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 4);
            world.start("map", () -> {
                exchange.collect(1, 2);
                exchange.writer.flush();
                assertThat(exchange.writer.records())
                        .as("records in the writer's buffer after collecting 1 and 2 and a flush, which hands it on")
                        .isZero();
                assertThat(exchange.pool.available())
                        .as("buffers free, of 4, after collecting 1 and 2 and a flush: it takes none").isEqualTo(3);
                exchange.target.drain();
                exchange.collect(3, 3);
                exchange.writer.flush();
            });
            return () -> assertThat(exchange.target.drain().contents())
                    .as("collect 1 and 2, flush, read, collect 3, flush, read")
                    .containsExactly("1 2", "3");
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flush() does nothing while a finished buffer still waits, or when there is nothing to hand on")
    void flushDoesNothing() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 4);
            world.start("map", () -> {
                exchange.writer.flush();
                assertThat(exchange.target.waiting())
                        .as("buffers handed on by a flush before the first record").isZero();
                exchange.collect(1, 4);
                exchange.writer.flush();
                assertThat(exchange.target.waiting())
                        .as("buffers that wait at the target after collecting 1 to 4 and a flush: '1 2 3' waited"
                                + " there already, so the flush adds none").isEqualTo(1);
                exchange.target.drain();
                exchange.writer.flush();
                exchange.writer.flush();
            });
            return () -> assertThat(exchange.target.drain().contents())
                    .as("collect 1 to 4, flush, read, flush twice, read")
                    .containsExactly("1 2 3", "4");
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("while collect() waits for a buffer there is nothing to flush: the full one is handed on already")
    void flushFindsNothingWhileCollectWaits() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            world.start("map", () -> exchange.collect(1, 4));
            world.start("reader", () -> {
                world.sleep(100);
                assertThat(exchange.target.waiting())
                        .as("buffers that wait at the target at 100 ns: '1 2 3', the 4th record didn't fit")
                        .isEqualTo(1);
                Message full = exchange.target.poll();
                world.sleep(900);
                exchange.target.read(full);
            });
            world.start("flusher", () -> {
                world.sleep(500);
                exchange.writer.flush();
                assertThat(exchange.target.waiting())
                        .as("buffers handed on by a flush at 500 ns: collect(4) waits since 0 ns for the only buffer,"
                                + " which the reader has taken at 100 ns and sends home at 1,000 ns")
                        .isZero();
            });
            return () -> {
                assertThat(exchange.target.contents()).as("handed on in the end").containsExactly("1 2 3");
                assertThat(exchange.writer.records()).as("records in the writer's buffer: the 4th").isEqualTo(1);
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flush() needs no other buffer to hand one on: it returns at once, and takes none")
    void flushNeedsNoBuffer() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            List<Long> flushed = new ArrayList<>();
            world.start("map", () -> {
                exchange.collect(1, 2);
                world.sleep(100);
                exchange.writer.flush();
                flushed.add(world.clock().nanoTime());
            });
            exchange.readerAt(1_000);
            return () -> {
                assertThat(flushed)
                        .as("when flush() returned: called at 100 ns with 1 and 2 in the pool's only buffer,"
                                + " which the reader sends home at 1,000 ns")
                        .containsExactly(100L);
                assertThat(exchange.target.contents()).as("handed on in the end").containsExactly("1 2");
                assertThat(exchange.pool.available()).as("buffers home in the end, of 1").isEqualTo(1);
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("after finish() or fail() there is nothing left to flush")
    void flushFindsNothingAfterTheEnd() {
        explore(world -> {
            Exchange finished = new Exchange(world, 2);
            Exchange failed = new Exchange(world, 2);
            world.start("map", () -> {
                finished.collect(1, 2);
                finished.writer.finish();
                finished.target.drain();
                finished.writer.flush();
                assertThat(finished.target.waiting())
                        .as("buffers handed on by a flush, after collect 1 and 2, finish, all read").isZero();
                failed.collect(1, 2);
                failed.writer.fail(new Exception("no more luck"));
                failed.target.drain();
                failed.writer.flush();
                assertThat(failed.target.waiting())
                        .as("buffers handed on by a flush, after collect 1 and 2, fail, all read").isZero();
            });
            return () -> {
                assertThat(finished.writer.records()).as("records() after finish()").isZero();
                assertThat(failed.writer.records()).as("records() after fail()").isZero();
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flush() doesn't wait, not even while collect() does")
    void flushNeverWaits() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 1);
            List<Long> flushed = new ArrayList<>();
            world.start("map", () -> exchange.collect(1, 4));
            world.start("flusher", () -> {
                world.sleep(100);
                exchange.writer.flush();
                flushed.add(world.clock().nanoTime());
            });
            exchange.readerAt(1_000);
            return () -> assertThat(flushed)
                    .as("when flush() returned: called at 100 ns, while collect() waits until 1,000 ns")
                    .containsExactly(100L);
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flushing while another collects loses, doubles and reorders nothing")
    void flushAndCollectTogether() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> exchange.collect(1, 5));
            world.start("flusher", () -> {
                exchange.writer.flush();
                exchange.writer.flush();
            });
            world.start("reader", () -> {
                for (int i = 0; i < 4; i++) {
                    exchange.target.drain();
                    world.sleep(1);
                }
            });
            return () -> {
                int left = exchange.writer.records();
                assertThat(exchange.target.drain().records())
                        .as("all that was handed on, of 1 to 5, with %s still in the writer's buffer", left)
                        .isEqualTo(numbers(1, 5 - left));
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flush() looks whether something waits and hands on in one go: nothing comes in between")
    void flushLooksAndHandsOnInOneGo() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 3, BUFFER_SIZE + 4);   // an empty record would still fit in
            world.start("map", () -> exchange.collect(1, 4));
            world.start("flusher", exchange.writer::flush);
            return () -> assertThat(exchange.target.waiting())
                    .as("buffers that wait at the target, which nobody reads, after collect 1 to 4, three to a buffer,"
                            + " and a flush meanwhile: it adds one only if none waits")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flushing while another finishes: the records once, and then the end")
    void flushWhileAnotherFinishes() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.collect(1, 2);
                exchange.writer.finish();
            });
            world.start("flusher", exchange.writer::flush);
            return () -> {
                List<String> contents = exchange.target.drain().contents();
                assertThat(String.join(" ", contents))
                        .as("handed on in the end: collect 1 and 2, finish, and a flush meanwhile")
                        .isEqualTo("1 2 end of input");
                assertThat(exchange.pool.available()).as("buffers home after all were read, of 2").isEqualTo(2);
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("flushing while another fails: the buffer is handed on or goes home, and not both")
    void flushWhileAnotherFails() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.collect(1, 1);
                exchange.writer.fail(new Exception("no more luck"));
            });
            world.start("flusher", exchange.writer::flush);
            return () -> {
                List<String> contents = exchange.target.drain().contents();
                assertThat(String.join(" ", contents))
                        .as("handed on in the end: collect 1, fail, and a flush meanwhile")
                        .isIn("failure: no more luck", "1 failure: no more luck");
                assertThat(exchange.pool.available()).as("buffers home after all were read, of 2").isEqualTo(2);
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("finish() hands on everything, full or not, and then the end of input; it waits for nothing")
    void finishHandsOnEverything() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.collect(1, 5);
                exchange.writer.finish();
            });
            return () -> {
                assertThat(exchange.target.drain().contents())
                        .as("collect 1 to 5 into the only 2 buffers, finish")
                        .containsExactly("1 2 3", "4 5", "end of input");
                assertThat(exchange.pool.available()).as("buffers home after all were read").isEqualTo(2);
                assertThat(whatAwaitingThrows(exchange.pool))
                        .as("what the pool's awaitAvailable() throws after finish(): the pool isn't closed, for others"
                                + " may share it, and both buffers are home")
                        .isEqualTo("nothing was thrown");
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("finish() without a record hands on the end of input alone")
    void finishWithoutARecord() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", exchange.writer::finish);
            return () -> assertThat(exchange.target.drain().contents()).as("finish").containsExactly("end of input");
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("fail() hands on why, and sends the part-filled buffer home")
    void failSaysWhy() {
        explore(world -> {
            Exchange exchange = new Exchange(world, 2);
            world.start("map", () -> {
                exchange.collect(1, 4);
                exchange.writer.fail(new Exception("no more luck"));
            });
            return () -> {
                assertThat(exchange.pool.available())
                        .as("buffers home, of 2, after collect 1 to 4 and fail: the part-filled one; the full one"
                                + " is with the reader").isEqualTo(1);
                assertThat(exchange.target.drain().contents())
                        .as("collect 1 to 4, fail")
                        .containsExactly("1 2 3", "failure: no more luck");
                assertThat(whatAwaitingThrows(exchange.pool))
                        .as("what the pool's awaitAvailable() throws after fail(): the pool isn't closed, and both"
                                + " buffers are home")
                        .isEqualTo("nothing was thrown");
            };
        });
    }

    @Test
    @Tag("3.7")
    @DisplayName("fail() sends home all that the writer took, also after a record that was too large")
    void failAfterARecordTooLarge() {
        for (int before : new int[] {0, 2}) {
            explore(world -> {
                Exchange exchange = new Exchange(world, 2);
                world.start("map", () -> {
                    exchange.collect(1, before);
                    assertThatIllegalArgumentException()
                            .as("collecting a record of %s bytes, with buffers of %s", BUFFER_SIZE, BUFFER_SIZE)
                            .isThrownBy(() -> exchange.writer.collect(new byte[BUFFER_SIZE]));
                    exchange.writer.fail(new Exception("too large"));
                });
                return () -> {
                    List<String> contents = exchange.target.drain().contents();
                    assertThat(exchange.pool.available())
                            .as("buffers home, of 2, after %s small records, one too large for any buffer, fail, and"
                                    + " all that was handed on was read, which is %s", before, contents)
                            .isEqualTo(2);
                };
            });
        }
    }

    private static String whatAwaitingThrows(BlockingBufferPool pool) {
        Throwable thrown = catchThrowable(pool::awaitAvailable);
        return thrown == null ? "nothing was thrown" : thrown.toString();
    }
}
