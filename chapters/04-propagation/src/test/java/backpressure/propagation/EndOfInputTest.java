package backpressure.propagation;

import static backpressure.propagation.TestRecords.bufferOf;
import static org.assertj.core.api.Assertions.assertThat;
import static workbook.testkit.Explorer.explore;

import backpressure.blockonemit.ResultPartitionWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.operator.Output;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class EndOfInputTest {

    private static final Operator SAME = Operators.map(record -> record);

    private final Simulation world = new Simulation(Order.seeded(1), 20_000);

    /** Hands on nothing until the end, and then the words it has, one by one. */
    private static final class KeepsUntilTheEnd implements Operator {

        final List<String> calls = new ArrayList<>();
        private final List<byte[]> kept = new ArrayList<>();

        @Override
        public void processElement(byte[] record, Output output) {
            calls.add(TestRecords.word(record));
            kept.add(record);
        }

        @Override
        public void onProcessingTime(Output output) {
            calls.add("onProcessingTime()");
        }

        @Override
        public void endInput(Output output) throws InterruptedException {
            calls.add("endInput()");
            for (byte[] record : kept) {
                output.collect(record);
            }
        }
    }

    @Test
    @Tag("4.4")
    @DisplayName("at the end of the input the operator is told, once, and then the output is finished, once")
    void tellsTheOperatorAndFinishesTheOutput() throws Exception {
        TestExchange above = TestExchange.local(world, "above", 2, bufferOf(2));
        KeepsUntilTheEnd operator = new KeepsUntilTheEnd();
        TestOutput output = new TestOutput();
        above.send("a", "b", "c");
        new Task(above.gate, operator, output).run();

        String done = "a, b, c and the end come in, run() has returned: ";
        assertThat(operator.calls).as(done + "what the operator was called with")
                .containsExactly("a", "b", "c", "endInput()");
        assertThat(output.story)
                .as(done + "what reached the output; what the operator hands on at the end comes before finish()")
                .containsExactly("a", "b", "c", "finish()");
    }

    @Test
    @Tag("4.4")
    @DisplayName("an input that ends without a record ends the task all the same")
    void anEmptyInputEnds() throws Exception {
        TestExchange above = TestExchange.local(world, "above", 2, bufferOf(2));
        KeepsUntilTheEnd operator = new KeepsUntilTheEnd();
        TestOutput output = new TestOutput();
        above.send();
        Task task = new Task(above.gate, operator, output);
        task.run();

        assertThat(operator.calls).as("only the end comes in: what the operator was called with")
                .containsExactly("endInput()");
        assertThat(output.story).as("only the end comes in: what reached the output").containsExactly("finish()");
        assertThat(task.recordsIn()).as("only the end comes in: recordsIn()").isZero();
    }

    @Test
    @Tag("4.4")
    @DisplayName("the end travels through three tasks to the far end: no record stays behind in a part-filled buffer")
    void theEndReachesTheFarEnd() {
        TestExchange first = TestExchange.local(world, "source → map", 2, bufferOf(4));
        TestExchange second = TestExchange.local(world, "map → keep", 3, bufferOf(5));
        TestExchange third = TestExchange.local(world, "keep → sink", 2, bufferOf(3));
        StringBuilder written = new StringBuilder();
        Operator sink = (record, output) -> written.append(TestRecords.word(record));
        String words = "abcdefghijklmnopqrstuvwxyz";
        world.start("source", () -> first.send(words.split("")));
        world.start("map", () -> new Task(first.gate, SAME, second.writer).run());
        world.start("keep", () -> new Task(second.gate, new KeepsUntilTheEnd(), third.writer).run());
        world.start("sink", () -> new Task(third.gate, sink, ResultPartitionWriter.none()).run());
        world.run();

        String done = "source → map → keep → sink, where keep hands on everything at the end; 26 records, and all"
                + " tasks have ended: ";
        assertThat(written.toString()).as(done + "what the sink wrote").isEqualTo(words);
        for (TestExchange exchange : List.of(first, second, third)) {
            assertThat(exchange.pool.available()).as(done + "buffers home, of " + exchange.buffers)
                    .isEqualTo(exchange.buffers);
        }
    }

    @Test
    @Tag("4.4")
    @DisplayName("every record and the end arrive, whatever the order of the steps, and every buffer is home")
    void everythingArrivesWhateverTheOrder() {
        explore(world -> {
            TestExchange first = TestExchange.local(world, "source → map", 2, bufferOf(2));
            TestExchange second = TestExchange.local(world, "map → sink", 2, bufferOf(1));
            StringBuilder written = new StringBuilder();
            Operator sink = new Operator() {
                @Override
                public void processElement(byte[] record, Output output) {
                    written.append(TestRecords.word(record));
                }

                @Override
                public void endInput(Output output) {
                    written.append('.');
                }
            };
            world.start("source", () -> first.send("a", "b", "c"));
            world.start("map", () -> new Task(first.gate, SAME, second.writer).run());
            world.start("sink", () -> new Task(second.gate, sink, ResultPartitionWriter.none()).run());
            return () -> {
                assertThat(written.toString()).as("source → map → sink; a, b, c and the end; what the sink wrote,"
                        + " and a dot when it was told of the end").isEqualTo("abc.");
                assertThat(first.pool.available()).as("buffers of source → map that are home").isEqualTo(2);
                assertThat(second.pool.available()).as("buffers of map → sink that are home").isEqualTo(2);
            };
        });
    }
}
