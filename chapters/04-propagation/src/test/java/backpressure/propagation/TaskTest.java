package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.NEVER;
import static backpressure.propagation.TestRecords.bufferOf;
import static backpressure.propagation.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.Runtime.RunningTask;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.operator.Output;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class TaskTest {

    private static final Operator UPPER_CASE =
            Operators.map(word -> record(TestRecords.word(word).toUpperCase(Locale.ROOT)));

    private static final long HOUR = 3_600_000 * MILLI;

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);
    private final TestExchange above = TestExchange.local(world, "above", 5, bufferOf(1));
    private final TestExchange below = TestExchange.local(world, "below", 2, bufferOf(1));

    /** The words come in right at the start, and then nothing for an hour: no end either. */
    private void input(String... words) {
        world.start("above", () -> {
            for (String word : words) {
                above.handOn(word);
            }
            world.sleep(HOUR);
        });
    }

    @Test
    @Tag("4.3")
    @DisplayName("a task takes each record, has the operator process it, and hands on what comes out, in order")
    void processesEachRecord() {
        TestOutput output = new TestOutput();
        Task task = new Task(above.gate, UPPER_CASE, output);
        input("a", "b", "c", "d");
        world.start("map", task::run);
        world.runUntil(10 * MILLI);

        assertThat(output.story).as("a, b, c, d come in, the operator makes capitals; what was handed on")
                .containsExactly("A", "B", "C", "D");
        assertThat(task.recordsIn()).as("recordsIn()").isEqualTo(4);
        assertThat(task.recordsInHand()).as("recordsInHand(): the operator is done with all of them").isZero();
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("without a free output buffer a task takes no record: they wait in the input, and the wait is soft")
    void waitsForABufferBeforeItTakesARecord() {
        Task task = new Task(above.gate, UPPER_CASE, below.writer);
        input("a", "b", "c", "d", "e");
        world.start("map", task::run);
        world.runUntil(10 * MILLI);

        String done = "a to e come in; the output has 2 buffers for one record each, and nobody reads it;"
                + " after 10 ms: ";
        assertThat(task.recordsIn()).as(done + "recordsIn(): a and b have the two buffers").isEqualTo(2);
        assertThat(task.recordsInHand()).as(done + "recordsInHand(): it waits with empty hands").isZero();
        assertThat(above.records()).as(done + "records left in the input: c, d and e").isEqualTo(3);
        assertThat(below.writer.softBackpressuredNanos() / MILLI).as(done + "ms of soft backpressure").isEqualTo(10);
        assertThat(below.writer.hardBackpressuredNanos() / MILLI).as(done + "ms of hard backpressure").isZero();
        assertThat(above.gate.idleNanos() / MILLI).as(done + "ms idle: there is input enough").isZero();
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("it waits for a free output buffer before each record, also before those that came in one buffer")
    void waitsBeforeEachRecordOfABuffer() {
        TestExchange wide = TestExchange.local(world, "wide", 2, bufferOf(5));
        Task task = new Task(wide.gate, UPPER_CASE, below.writer);
        world.start("above", () -> {
            wide.handOn("a", "b", "c", "d", "e");
            world.sleep(HOUR);
        });
        world.start("map", task::run);
        world.runUntil(10 * MILLI);

        String done = "a to e come in, all in one buffer; the output has 2 buffers for one record each, and nobody"
                + " reads it; after 10 ms: ";
        assertThat(task.recordsIn()).as(done + "recordsIn(): a and b have the two buffers").isEqualTo(2);
        assertThat(wide.records()).as(done + "records left in the input: c, d and e").isEqualTo(3);
        assertThat(below.writer.softBackpressuredNanos() / MILLI).as(done + "ms of soft backpressure").isEqualTo(10);
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("it waits for a free output buffer also after the timer, which may have filled them all")
    void waitsAfterTheTimer() {
        Operator twoAtTheTimer = new Operator() {
            private long due = 5 * MILLI;

            @Override
            public void processElement(byte[] record, Output output) throws InterruptedException {
                output.collect(record);
            }

            @Override
            public long nextTimer() {
                return due;
            }

            @Override
            public void onProcessingTime(Output output) throws InterruptedException {
                due = NEVER;
                output.collect(record("x"));
                output.collect(record("y"));
            }
        };
        Task task = new Task(above.gate, twoAtTheTimer, below.writer);
        world.start("above", () -> {
            world.sleep(10 * MILLI);
            above.handOn("a");
            world.sleep(HOUR);
        });
        world.start("task", task::run);
        world.runUntil(20 * MILLI);

        String done = "the timer, at 5 ms, hands on 2 records, and nobody reads the output's 2 buffers for one record"
                + " each; a comes in at 10 ms; at 20 ms: ";
        assertThat(task.recordsIn()).as(done + "recordsIn(): there is no buffer for a").isZero();
        assertThat(above.records()).as(done + "records left in the input").isEqualTo(1);
        assertThat(below.writer.softBackpressuredNanos() / MILLI).as(done + "ms of soft backpressure").isEqualTo(15);
        assertThat(above.gate.idleNanos() / MILLI).as(done + "ms idle").isEqualTo(5);
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("it waits for a free output buffer in every round, and goes on as soon as there is one")
    void waitsInEveryRound() {
        Task task = new Task(above.gate, UPPER_CASE, below.writer);
        input("a", "b", "c", "d", "e");
        world.start("map", task::run);
        world.start("below", () -> {
            for (int i = 0; i < 2; i++) {
                world.sleep(10 * MILLI);
                below.gate.next(NEVER);
            }
        });

        for (int read = 0; read <= 2; read++) {
            world.runUntil(read * 10 * MILLI + 5 * MILLI);
            assertThat(task.recordsIn()).as("2 output buffers for one record each, " + read
                    + " records read from them below: recordsIn()").isEqualTo(2 + read);
        }
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("running out of buffers within a record is hard backpressure, with the record in hand")
    void runsDryWithinARecord() {
        Operator threeTimes = (record, output) -> {
            for (int i = 0; i < 3; i++) {
                output.collect(record);
            }
        };
        Task task = new Task(above.gate, threeTimes, below.writer);
        input("a");
        world.start("flatMap", task::run);
        world.runUntil(10 * MILLI);

        String done = "one record, handed on 3 times; 2 output buffers for one record each, nobody reads them;"
                + " after 10 ms: ";
        assertThat(task.recordsInHand()).as(done + "recordsInHand()").isEqualTo(1);
        assertThat(below.writer.hardBackpressuredNanos() / MILLI).as(done + "ms of hard backpressure").isEqualTo(10);
        assertThat(below.writer.softBackpressuredNanos() / MILLI).as(done + "ms of soft backpressure").isZero();
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("a record is counted when it is taken, and is in hand until the operator is done with it")
    void countsRecordsInHand() {
        Operator slowFilter = (record, output) -> world.sleep(10 * MILLI);
        Task task = new Task(above.gate, slowFilter, new TestOutput());
        input("a", "b");
        world.start("filter", task::run);
        String done = "2 records come in; the operator takes 10 ms for each and drops it; ";

        world.runUntil(5 * MILLI);
        assertThat(task.recordsIn()).as(done + "at 5 ms: recordsIn()").isEqualTo(1);
        assertThat(task.recordsInHand()).as(done + "at 5 ms: recordsInHand()").isEqualTo(1);
        world.runUntil(15 * MILLI);
        assertThat(task.recordsIn()).as(done + "at 15 ms: recordsIn()").isEqualTo(2);
        assertThat(task.recordsInHand()).as(done + "at 15 ms: recordsInHand()").isEqualTo(1);
        world.runUntil(25 * MILLI);
        assertThat(task.recordsInHand()).as(done + "at 25 ms: recordsInHand()").isZero();
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("while the operator works the task holds no lock: others can look at its input and its output")
    void holdsNoLockWhileItWorks() {
        Task task = new Task(above.gate, Operators.slowed(UPPER_CASE, 10 * MILLI, world), below.writer);
        List<Long> lookedAt = new ArrayList<>();
        input("a");
        world.start("map", task::run);
        world.start("looker", () -> {
            world.sleep(5 * MILLI);
            above.records();
            lookedAt.add(world.clock().nanoTime() / MILLI);
            below.records();
            lookedAt.add(world.clock().nanoTime() / MILLI);
        });
        world.runUntil(20 * MILLI);

        assertThat(lookedAt)
                .as("the operator works from 0 to 10 ms; at 5 ms another task asks the input for its records,"
                + " then the output; when it had its answers, in ms").containsExactly(5L, 5L);
        world.close();
    }

    /** Gathers words, and hands them on as one at the time it is asked to. */
    private final class Gathering implements Operator {

        final StringBuilder gathered = new StringBuilder();
        final List<Long> calledAt = new ArrayList<>();
        long due = NEVER;

        @Override
        public void processElement(byte[] record, Output output) {
            gathered.append(TestRecords.word(record));
            due = world.clock().nanoTime() + 10 * MILLI;
        }

        @Override
        public long nextTimer() {
            return due;
        }

        @Override
        public void onProcessingTime(Output output) throws InterruptedException {
            calledAt.add(world.clock().nanoTime() / MILLI);
            output.collect(record(gathered.toString()));
            gathered.setLength(0);
            due = NEVER;
        }
    }

    @Test
    @Tag("4.3")
    @DisplayName("when no record comes before the operator's timer, the operator is told, at that moment")
    void callsTheTimer() {
        Gathering operator = new Gathering();
        TestOutput output = new TestOutput();
        world.start("above", () -> {
            for (long pause : new long[] {0, 6, 54}) {   // at 0, 6 and 60 ms
                world.sleep(pause * MILLI);
                above.handOn("x");
            }
            world.sleep(HOUR);
        });
        world.start("gather", () -> new Task(above.gate, operator, output).run());
        world.runUntil(100 * MILLI);

        String done = "records at 0, 6 and 60 ms; after each the operator wants its timer 10 ms later: ";
        assertThat(operator.calledAt).as(done + "when onProcessingTime was called, in ms").containsExactly(16L, 70L);
        assertThat(output.story).as(done + "what it handed on").containsExactly("xx", "x");
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("an operator that wants no timer gets none, however long no record comes")
    void callsNoTimerUnasked() {
        List<Long> calledAt = new ArrayList<>();
        Operator operator = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) {
                // drops it
            }

            @Override
            public void onProcessingTime(Output output) {
                calledAt.add(world.clock().nanoTime());
            }
        };
        input("a");
        world.start("filter", () -> new Task(above.gate, operator, new TestOutput()).run());
        world.runUntil(HOUR / 2);

        assertThat(calledAt).as("nextTimer() is never (Long.MAX_VALUE); one record, then none for half an hour;"
                + " calls of onProcessingTime").isEmpty();
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("when the input has ended the loop ends, without a call of the timer that was asked for")
    void endsWithoutATimer() {
        List<String> calls = new ArrayList<>();
        Operator operator = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) {
                calls.add(TestRecords.word(record));
            }

            @Override
            public long nextTimer() {
                return HOUR;
            }

            @Override
            public void onProcessingTime(Output output) {
                calls.add("onProcessingTime() at " + world.clock().nanoTime() / MILLI + " ms");
            }
        };
        world.start("above", () -> above.send("a"));
        world.start("filter", () -> new Task(above.gate, operator, new TestOutput()).run());
        world.runUntil(10 * MILLI);

        assertThat(calls).as("record a and the end of the input come in at once; nextTimer() is in an hour; within"
                + " 10 ms the operator was called with").containsExactly("a");
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("a sink's task has no output to wait for")
    void aSinkHasNoOutput() {
        StringBuilder written = new StringBuilder();
        Operator sink = (record, output) -> written.append(TestRecords.word(record));
        input("a", "b", "c");
        world.start("sink", () -> new Task(above.gate, sink, ResultPartitionWriter.none()).run());
        world.runUntil(MILLI);

        assertThat(written.toString()).as("a, b, c come in; what the sink wrote").isEqualTo("abc");
        world.close();
    }

    @Test
    @Tag("4.3")
    @DisplayName("any task may ask for recordsIn and recordsInHand, also while the task works")
    void whoeverAsksIsTold() {
        explore(world -> {
            TestExchange above = TestExchange.local(world, "above", 2, bufferOf(1));
            Task task = new Task(above.gate, UPPER_CASE, new TestOutput());
            RunningTask map = world.start("map", () -> catchThrowable(task::run));   // the interrupt, in the end
            world.start("above", () -> {
                above.handOn("a");
                above.handOn("b");
            });
            world.start("metrics", () -> {
                String done = "a and b come in; metrics asks meanwhile: ";
                assertThat(task.recordsIn()).as(done + "recordsIn()").isBetween(0L, 2L);
                assertThat(task.recordsInHand()).as(done + "recordsInHand()").isBetween(0L, 1L);
                world.sleep(1);   // until everybody waits
                done = "a and b have come in, and the task waits for more: ";
                assertThat(task.recordsIn()).as(done + "recordsIn()").isEqualTo(2);
                assertThat(task.recordsInHand()).as(done + "recordsInHand()").isZero();
                map.interrupt();
            });
            return () -> { };
        });
    }

    @Test
    @Tag("4.3")
    @DisplayName("a task between two others hands on every record in order, whatever the order of the steps")
    void handsOnWhateverTheOrder() {
        explore(world -> {
            TestExchange above = TestExchange.local(world, "above", 2, bufferOf(1));
            TestExchange below = TestExchange.local(world, "below", 2, bufferOf(1));
            StringBuilder read = new StringBuilder();
            RunningTask map = world.start("map", () ->
                    catchThrowable(new Task(above.gate, UPPER_CASE, below.writer)::run));   // the interrupt, in the end
            world.start("above", () -> {
                for (String word : List.of("a", "b", "c")) {
                    above.handOn(word);
                }
            });
            world.start("below", () -> {
                for (int i = 0; i < 2; i++) {   // the third is in a buffer that nobody flushes
                    below.gate.next(NEVER).map(TestRecords::word).ifPresent(read::append);
                }
                map.interrupt();
            });
            return () -> assertThat(read.toString()).as("a, b and c come in, the operator makes capitals;"
                    + " the first two read below").isEqualTo("AB");
        });
    }
}
