package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import backpressure.blockonemit.ResultPartitionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.operator.Operator;
import workbook.world.operator.Output;

@ChapterTest
class ChainingOutputTest {

    private final List<String> events = new ArrayList<>();
    private long now;
    private long timer = Long.MAX_VALUE;
    private Exception failure;

    /** The task's own output. */
    private final ResultPartitionWriter output = new ResultPartitionWriter() {
        @Override
        public void collect(byte[] record) {
            events.add("output: record " + record[0]);
        }

        @Override
        public void awaitAvailable() {
            events.add("output: awaitAvailable");
        }

        @Override
        public void finish() {
            events.add("output: finish");
        }

        @Override
        public void fail(Throwable cause) {
            events.add("output: fail, " + cause.getMessage());
        }
    };

    /** Hands on each record with 10 added, and at the end one more. */
    private final Operator operator = new Operator() {
        @Override
        public void processElement(byte[] record, Output next) throws Exception {
            fail();
            events.add("operator: record " + record[0]);
            next.collect(new byte[] {(byte) (record[0] + 10)});
        }

        @Override
        public long nextTimer() {
            return timer;
        }

        @Override
        public void onProcessingTime(Output next) {
            events.add("operator: timer");
            timer = Long.MAX_VALUE;
        }

        @Override
        public void endInput(Output next) throws Exception {
            fail();
            events.add("operator: endInput");
            next.collect(new byte[] {99});
        }

        private void fail() throws Exception {
            if (failure != null) {
                throw failure;
            }
        }
    };

    @Test
    @Tag("6.6")
    @DisplayName("what is collected, the operator processes at once; what that hands on goes to the task's own output")
    void throughTheOperator() throws InterruptedException {
        ChainingOutput chaining = new ChainingOutput(operator, output, () -> now);

        chaining.collect(new byte[] {1});
        chaining.collect(new byte[] {2});

        assertThat(events).as("what happened while 1 and 2 were collected; the operator adds 10 to each").containsExactly(
                "operator: record 1", "output: record 11", "operator: record 2", "output: record 12");
    }

    @Test
    @Tag("6.6")
    @DisplayName("before a record, the task waits for its own output")
    void availableWhenTheOutputIs() throws InterruptedException {
        new ChainingOutput(operator, output, () -> now).awaitAvailable();

        assertThat(events).as("what awaitAvailable() did").containsExactly("output: awaitAvailable");
    }

    @Test
    @Tag("6.6")
    @DisplayName("at the end the operator hands on what it still holds, and then the output is finished")
    void theOperatorsEndComesFirst() {
        new ChainingOutput(operator, output, () -> now).finish();

        assertThat(events).as("what finish() did")
                .containsExactly("operator: endInput", "output: record 99", "output: finish");
    }

    @Test
    @Tag("6.6")
    @DisplayName("a failure goes to the output")
    void failureGoesOn() {
        new ChainingOutput(operator, output, () -> now).fail(new IOException("no more"));

        assertThat(events).as("what fail(cause) did").containsExactly("output: fail, no more");
    }

    @Test
    @Tag("6.6")
    @DisplayName("a timer of the operator goes off before the next record once its time has come, and not earlier")
    void timersGoOffBetweenRecords() throws InterruptedException {
        ChainingOutput chaining = new ChainingOutput(operator, output, () -> now);
        timer = 1_000;

        now = 999;
        chaining.collect(new byte[] {1});
        now = 1_000;
        chaining.collect(new byte[] {2});
        now = 1_001;
        chaining.collect(new byte[] {3});

        assertThat(events).as("records 1, 2, 3 at 999, 1,000, 1,001 ns; the operator's only timer is at 1,000 ns")
                .containsExactly("operator: record 1", "output: record 11", "operator: timer", "operator: record 2",
                        "output: record 12", "operator: record 3", "output: record 13");
    }

    /** Hands on its record, and at its timer one more: 50, 51, 52; the first three times it wants the next at once. */
    private final class Eager implements Operator {

        private int timers;

        @Override
        public void processElement(byte[] record, Output next) throws Exception {
            events.add("operator: record " + record[0]);
            next.collect(record);
        }

        @Override
        public long nextTimer() {
            return timers < 3 ? 0 : Long.MAX_VALUE;
        }

        @Override
        public void onProcessingTime(Output next) throws InterruptedException {
            events.add("operator: timer");
            next.collect(new byte[] {(byte) (50 + timers++)});
        }
    }

    @Test
    @Tag("6.6")
    @DisplayName("the timer is called once per record, even if it is due again at once; what it hands on goes to the output")
    void onceForEachRecord() throws InterruptedException {
        ChainingOutput chaining = new ChainingOutput(new Eager(), output, () -> now);
        now = 1_000;

        chaining.collect(new byte[] {1});
        chaining.collect(new byte[] {2});

        assertThat(events).as("records 1 and 2 at 1,000 ns; each time the operator's timer is called, it hands on 50, then 51,"
                + " and wants its timer at 0 ns again").containsExactly("operator: timer", "output: record 50",
                        "operator: record 1", "output: record 1", "operator: timer", "output: record 51",
                        "operator: record 2", "output: record 2");
    }

    @Test
    @Tag("6.6")
    @DisplayName("an Error of the operator comes out as it is")
    void errorsOfTheOperator() {
        Error error = new StackOverflowError("too deep");
        Operator tooDeep = new Operator() {
            @Override
            public void processElement(byte[] record, Output next) {
                throw error;
            }

            @Override
            public void endInput(Output next) {
                throw error;
            }
        };
        ChainingOutput chaining = new ChainingOutput(tooDeep, output, () -> now);

        String asItIs = "; an unchecked one comes out as it is";
        assertThat(TestText.thrown(catchThrowable(() -> chaining.collect(new byte[] {1}))))
                .as("what collect throws, when the operator throws a StackOverflowError" + asItIs)
                .isEqualTo(TestText.thrown(error));
        assertThat(TestText.thrown(catchThrowable(chaining::finish)))
                .as("what finish throws, when endInput throws a StackOverflowError" + asItIs)
                .isEqualTo(TestText.thrown(error));
        assertThat(events).as("what the output heard").isEmpty();
    }

    @Test
    @Tag("6.6")
    @DisplayName("a checked exception of the operator comes out as the cause of an IllegalStateException, others as they are")
    void exceptionsOfTheOperator() {
        ChainingOutput chaining = new ChainingOutput(operator, output, () -> now);

        failure = new IOException("the disk is full");
        assertThatThrownBy(() -> chaining.collect(new byte[] {1}))
                .as("collect, when the operator throws an IOException")
                .isInstanceOf(IllegalStateException.class).hasCause(failure);
        assertThatThrownBy(chaining::finish).as("finish, when the operator's endInput throws an IOException")
                .isInstanceOf(IllegalStateException.class).hasCause(failure);
        assertThat(events).as("what the output heard").isEmpty();

        failure = new UnsupportedOperationException("not here");
        assertThatThrownBy(() -> chaining.collect(new byte[] {1})).as("collect, when the operator throws that").isSameAs(failure);
        assertThatThrownBy(chaining::finish).as("finish, when endInput throws that").isSameAs(failure);

        failure = new InterruptedException("cancelled");
        assertThatThrownBy(() -> chaining.collect(new byte[] {1}))
                .as("collect, when the operator was interrupted").isSameAs(failure);
        Throwable thrown = catchThrowable(chaining::finish);
        boolean flag = Thread.interrupted();
        String both = "finish, when endInput throws an InterruptedException: an IllegalStateException comes out, and the"
                + " thread's interrupt flag is set";
        assertThat(thrown == null ? "nothing" : thrown.getClass().getSimpleName()).as("what came out; %s", both)
                .isEqualTo("IllegalStateException");
        assertThat(flag).as("the flag; %s", both).isTrue();
    }
}
