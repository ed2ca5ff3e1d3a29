package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.bufferOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.Runtime.RunningTask;
import workbook.world.Runtime.TaskBody;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.operator.Output;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class FailureTest {

    private static final Operator SAME = Operators.map(record -> record);

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);

    /** What each task ended with, by its name; nothing for one that ended well. */
    private final Map<String, Throwable> ended = new HashMap<>();

    private RunningTask start(Simulation world, Map<String, Throwable> ended, String name, TaskBody body) {
        return world.start(name, () -> {
            Throwable thrown = catchThrowable(body::run);
            if (thrown != null) {
                ended.put(name, thrown);
            }
        });
    }

    /** A task with records a and b and the end in its input; the one above then waits for a buffer. */
    private void assertFailureReachesBothEnds(String what, Operator operator, TestOutput output, Throwable cause)
            throws Exception {
        Simulation itsWorld = new Simulation(Order.seeded(1), 20_000);
        TestExchange above = TestExchange.local(itsWorld, "above", 3, bufferOf(1));
        above.send("a", "b");
        Throwable thrown = catchThrowable(new Task(above.gate, operator, output)::run);

        assertFailureReachedBothEnds("a, b and the end come in; " + what + " throws: ", thrown, output, above, cause);
    }

    private static void assertFailureReachedBothEnds(String done, Throwable thrown, TestOutput output,
            TestExchange above, Throwable cause) {
        TestWords.assertThrew(cause, thrown, done + "what run() throws");
        assertFailedOnce(done, output, cause);
        assertThat(output.story).as("%sthe output isn't finished", done).doesNotContain("finish()");
        TestWords.assertThrewBecauseOf(cause, catchThrowable(above.pool::take),
                done + "run() should have closed the input; what the task above hears, asking its pool for a buffer");
    }

    private static void assertFailedOnce(String done, TestOutput output, Throwable cause) {
        assertThat(output.failures.stream().map(failure -> TestWords.told(failure, cause)).toList())
                .as("%swhat the output's fail(…) was called with: once, with what run() throws", done)
                .containsExactly(TestWords.told(cause));
    }

    @Test
    @Tag("4.5")
    @DisplayName("an operator that throws: the output is failed, the input closed, and run throws the same")
    void theOperatorThrows() throws Exception {
        Exception cause = new Exception("cannot read b");
        Operator operator = (record, output) -> {
            if (TestRecords.word(record).equals("b")) {
                throw cause;
            }
            output.collect(record);
        };
        TestOutput output = new TestOutput();
        assertFailureReachesBothEnds("the operator, at b,", operator, output, cause);
        assertThat(output.story).as("a was handed on, then the operator failed at b: what reached the output")
                .containsExactly("a", "fail(cannot read b)");
    }

    @Test
    @Tag("4.5")
    @DisplayName("an Error fails the task like any other failure")
    void anErrorIsAFailureToo() throws Exception {
        Error cause = new StackOverflowError("too deep");
        Operator operator = (record, output) -> {
            throw cause;
        };
        assertFailureReachesBothEnds("the operator", operator, new TestOutput(), cause);
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure at the end of the input, in endInput or in finish, reaches both ends")
    void theEndOfInputThrows() throws Exception {
        IllegalArgumentException cause = new IllegalArgumentException("the last batch is broken");
        Operator operator = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) {
                // drops it
            }

            @Override
            public void endInput(Output output) {
                throw cause;
            }
        };
        assertFailureReachesBothEnds("endInput()", operator, new TestOutput(), cause);
        assertFailureReachesBothEnds("output.finish()", SAME, new TestOutput().throwing("finish", cause), cause);
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure of the timer, in nextTimer or in onProcessingTime, reaches both ends")
    void theTimerThrows() throws Exception {
        IllegalArgumentException cause = new IllegalArgumentException("no connection");
        Operator operator = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) {
                // drops it
            }

            @Override
            public long nextTimer() {
                throw cause;
            }
        };
        assertFailureReachesBothEnds("nextTimer()", operator, new TestOutput(), cause);

        TestExchange above = TestExchange.local(world, "above", 3, bufferOf(1));
        TestOutput output = new TestOutput();
        Operator timed = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) {
                // drops it
            }

            @Override
            public long nextTimer() {
                return 10 * MILLI;
            }

            @Override
            public void onProcessingTime(Output output) {
                throw cause;
            }
        };
        start(world, ended, "task", () -> new Task(above.gate, timed, output).run());
        world.run();
        assertFailureReachedBothEnds("no record comes before 10 ms; onProcessingTime() throws: ", ended.get("task"),
                output, above, cause);
    }

    @Test
    @Tag("4.5")
    @DisplayName("an output that throws, in awaitAvailable or in collect, fails the task")
    void theOutputThrows() throws Exception {
        IllegalStateException cause = new IllegalStateException("the reader is gone");
        for (String method : new String[] {"awaitAvailable", "collect"}) {
            assertFailureReachesBothEnds("output." + method + "()", SAME, new TestOutput().throwing(method,
                    cause), cause);
        }
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure above fails this task too: those below hear why")
    void aFailureAboveIsHandedOn() throws Exception {
        TestExchange above = TestExchange.local(world, "above", 3, bufferOf(1));
        Exception why = new Exception("the topic is gone");
        TestOutput output = new TestOutput();
        above.handOn("a");
        above.writer.fail(why);
        Throwable thrown = catchThrowable(new Task(above.gate, SAME, output)::run);

        String done = "a and then a failure (the topic is gone) come in: ";
        TestWords.assertThrewBecauseOf(why, thrown, done + "what run() throws");
        assertFailedOnce(done, output, thrown);
        assertThat(output.story)
                .as(done + "what reached the output: a first, and no finish()").startsWith("a")
                .doesNotContain("finish()");
    }

    @Test
    @Tag("4.5")
    @DisplayName("interrupted while it waits for input, a task fails at once: both ends hear of it")
    void interruptedWhileIdle() {
        TestExchange above = TestExchange.local(world, "above", 3, bufferOf(1));
        TestExchange below = TestExchange.local(world, "below", 3, bufferOf(1));
        List<String> calls = new ArrayList<>();
        Operator operator = new Operator() {
            @Override
            public void processElement(byte[] record, Output output) throws InterruptedException {
                output.collect(record);
            }

            @Override
            public void endInput(Output output) {
                calls.add("endInput()");
            }
        };
        RunningTask map = start(world, ended, "map", () -> new Task(above.gate, operator, below.writer).run());
        start(world, ended, "sink", () -> new Task(below.gate, SAME, ResultPartitionWriter.none()).run());
        start(world, ended, "source", () -> {
            world.sleep(10 * MILLI);
            map.interrupt();
            world.sleep(MILLI);
            above.send("a");
        });
        world.run();

        assertInterruptHeard("map waits for input and is interrupted");
        assertThat(calls).as("map waits for input and is interrupted: calls of its operator; the input hasn't ended")
                .isEmpty();
    }

    @Test
    @Tag("4.5")
    @DisplayName("interrupted while it waits for an output buffer, a task fails at once: both ends hear of it")
    void interruptedWhileBackpressured() {
        TestExchange above = TestExchange.local(world, "above", 2, bufferOf(1));
        TestExchange below = TestExchange.local(world, "below", 2, bufferOf(1));
        RunningTask map = start(world, ended, "map", () -> new Task(above.gate, SAME, below.writer).run());
        start(world, ended, "source", () -> above.send("a", "b", "c", "d", "e", "f"));
        start(world, ended, "sink", () -> {
            world.sleep(10 * MILLI);
            map.interrupt();
            new Task(below.gate, (record, output) -> world.sleep(MILLI), ResultPartitionWriter.none()).run();
        });
        world.run();

        assertInterruptHeard("source and map wait for output buffers, map is interrupted");
    }

    private void assertInterruptHeard(String done) {
        Throwable map = ended.get("map");
        assertThat(TestWords.kind(map)).as(done + ": what map's run() throws").isEqualTo("InterruptedException");
        TestWords.assertThrewBecauseOf(map, ended.get("sink"), done + ": what sink's run() throws");
        TestWords.assertThrewBecauseOf(map, ended.get("source"), done + ": what source hears when it wants a buffer");
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure in the middle: the task below hears why, the one above waits no more, in any order")
    void aFailureInTheMiddle() {
        explore(world -> {
            TestExchange above = TestExchange.local(world, "source → map", 2, bufferOf(1));
            TestExchange below = TestExchange.local(world, "map → sink", 2, bufferOf(1));
            Map<String, Throwable> ended = new HashMap<>();
            Exception cause = new Exception("cannot read b");
            Operator map = (record, output) -> {
                if (TestRecords.word(record).equals("b")) {
                    throw cause;
                }
                output.collect(record);
            };
            start(world, ended, "source", () -> above.send("a", "b", "c", "d", "e"));
            start(world, ended, "map", () -> new Task(above.gate, map, below.writer).run());
            start(world, ended, "sink", () -> new Task(below.gate, SAME, ResultPartitionWriter.none()).run());
            return () -> {
                String done = "source → map → sink; map fails at b: what ";
                TestWords.assertThrew(cause, ended.get("map"), done + "its run() throws");
                TestWords.assertThrewBecauseOf(cause, ended.get("sink"), done + "sink's run() throws");
                TestWords.assertThrewBecauseOf(cause, ended.get("source"), done + "source hears, which has more"
                        + " records than there is room for");
            };
        });
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure at the source travels down through two tasks, each failure being the cause of the next")
    void aFailureTravelsDown() {
        TestExchange first = TestExchange.local(world, "source → map", 2, bufferOf(1));
        TestExchange second = TestExchange.local(world, "map → filter", 2, bufferOf(1));
        TestExchange third = TestExchange.local(world, "filter → sink", 2, bufferOf(1));
        Exception cause = new Exception("the topic is gone");
        start(world, ended, "map", () -> new Task(first.gate, SAME, second.writer).run());
        start(world, ended, "filter", () -> new Task(second.gate, SAME, third.writer).run());
        start(world, ended, "sink", () -> new Task(third.gate, SAME, ResultPartitionWriter.none()).run());
        start(world, ended, "source", () -> first.writer.fail(cause));
        world.run();

        String done = "source → map → filter → sink; source fails (the topic is gone): what ";
        TestWords.assertThrewBecauseOf(cause, ended.get("map"), done + "map's run() throws");
        TestWords.assertThrewBecauseOf(ended.get("map"), ended.get("filter"),
                done + "filter's run() throws, whose cause is what map's run() threw");
        TestWords.assertThrewBecauseOf(ended.get("filter"), ended.get("sink"),
                done + "sink's run() throws, whose cause is what filter's run() threw");
    }

    @Test
    @Tag("4.5")
    @DisplayName("a failure at the far end travels up through a waiting task to the source, with its reason")
    void aFailureTravelsUp() {
        explore(world -> {
            TestExchange above = TestExchange.local(world, "source → map", 2, bufferOf(1));
            TestExchange below = TestExchange.local(world, "map → sink", 2, bufferOf(1));
            Map<String, Throwable> ended = new HashMap<>();
            Exception cause = new Exception("the disk is full");
            Operator sink = (record, output) -> {
                throw cause;
            };
            start(world, ended, "source", () -> above.send("a", "b", "c", "d", "e", "f", "g"));
            start(world, ended, "map", () -> new Task(above.gate, SAME, below.writer).run());
            start(world, ended, "sink", () -> new Task(below.gate, sink, ResultPartitionWriter.none()).run());
            return () -> {
                String done = "source → map → sink; sink fails at once: what ";
                TestWords.assertThrew(cause, ended.get("sink"), done + "its run() throws");
                TestWords.assertThrewBecauseOf(cause, ended.get("map"), done + "map's run() throws");
                TestWords.assertThrewBecauseOf(ended.get("map"), ended.get("source"),
                        done + "source hears, whose cause is what map's run() threw");
            };
        });
    }

    @Test
    @Tag("4.5")
    @DisplayName("what was handed on in full buffers before the failure still arrives, and then the failure")
    void whatCameBeforeArrives() {
        TestExchange above = TestExchange.local(world, "source → map", 6, bufferOf(1));
        TestExchange below = TestExchange.local(world, "map → sink", 6, bufferOf(1));
        StringBuilder written = new StringBuilder();
        Exception cause = new Exception("cannot read d");
        Operator map = (record, output) -> {
            if (TestRecords.word(record).equals("d")) {
                throw cause;
            }
            output.collect(record);
        };
        start(world, ended, "source", () -> above.send("a", "b", "c", "d"));
        start(world, ended, "map", () -> new Task(above.gate, map, below.writer).run());
        start(world, ended, "sink", () -> {
            world.sleep(10 * MILLI);
            new Task(below.gate, (record, output) -> written.append(TestRecords.word(record)),
                    ResultPartitionWriter.none()).run();
        });
        world.run();

        assertThat(written.toString())
                .as("one record in a buffer; map fails at d, before sink reads anything: what sink wrote"
                + " (c was in a buffer not yet handed on)").isEqualTo("ab");
        TestWords.assertThrewBecauseOf(cause, ended.get("sink"),
                "map fails at d, before sink reads anything: what sink's run() throws");
    }
}
