package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.testkit.Steps;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.operator.Operators;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class TaskMeterTest {

    /** The test's own clock and the three meters of waiting, in nanoseconds. */
    private long now = 7_000 * MILLI;
    private long soft = 40 * MILLI;
    private long hard = 50 * MILLI;
    private long idle = 60 * MILLI;

    private final Steps steps = new Steps().did("the clock says 7,000 ms, and 40 ms soft, 50 ms hard and 60 ms idle"
            + " were measured by then");

    private TaskMeter meter() {
        TaskMeter meter = new TaskMeter(() -> now, () -> soft, () -> hard, () -> idle);
        steps.did("a meter is made");
        return meter;
    }

    private void pass(long millis, long softMillis, long hardMillis, long idleMillis) {
        now += millis * MILLI;
        soft += softMillis * MILLI;
        hard += hardMillis * MILLI;
        idle += idleMillis * MILLI;
        steps.did("%d ms pass, of which the task waits %d soft, %d hard, %d idle", millis, softMillis, hardMillis,
                idleMillis);
    }

    private void assertNextReading(TaskMeter meter, double busy, double soft, double hard, double idle) {
        TimeShares shares = TestWords.call(steps, "read()", meter::read);
        assertThat(TestWords.told(shares)).as(steps.then("what that said, in ms of every second"))
                .isEqualTo(TestWords.told(new TimeShares(busy, soft, hard, idle)));
    }

    @Test
    @Tag("4.6")
    @DisplayName("soft, hard and idle are told apart, and busy is what is left")
    void busyIsTheRemainder() {
        TaskMeter meter = meter();
        pass(1_000, 100, 200, 300);
        assertNextReading(meter, 400, 100, 200, 300);
    }

    @Test
    @Tag("4.6")
    @DisplayName("a reading tells of the time since the one before, not since the start")
    void tellsOfTheTimeSinceTheLastReading() {
        TaskMeter meter = meter();
        pass(1_000, 1_000, 0, 0);
        TestWords.call(steps, "read()", meter::read);
        pass(1_000, 0, 0, 250);
        assertNextReading(meter, 750, 0, 0, 250);
    }

    @Test
    @Tag("4.6")
    @DisplayName("whatever time has passed, the shares are of one second, and not rounded")
    void theSharesAreOfOneSecond() {
        TaskMeter meter = meter();
        pass(4_000, 1_000, 0, 2_000);
        assertNextReading(meter, 250, 250, 0, 500);
        pass(10, 0, 4, 1);
        assertNextReading(meter, 500, 0, 400, 100);
        pass(6, 2, 1, 1);
        assertNextReading(meter, 1_000 / 3.0, 1_000 / 3.0, 1_000 / 6.0, 1_000 / 6.0);
    }

    @Test
    @Tag("4.6")
    @DisplayName("the time between two readings need not be whole milliseconds")
    void theTimeIsInNanoseconds() {
        TaskMeter meter = meter();
        now += 1_500_000;
        idle += 750_000;
        steps.did("1.5 ms pass, of which the task waits 0.75 idle");
        assertNextReading(meter, 500, 0, 0, 500);
        now += 800;
        soft += 200;
        steps.did("800 ns pass, of which the task waits 200 soft");
        assertNextReading(meter, 750, 250, 0, 0);
    }

    @Test
    @Tag("4.6")
    @DisplayName("no wait is lost between two readings, though the meters run on while they are read")
    void noWaitIsLost() {
        long first = soft;
        List<Long> answers = new ArrayList<>();
        TaskMeter meter = new TaskMeter(() -> now, () -> {
            long answer = soft;
            answers.add(answer);
            soft += 10 * MILLI;   // by the time somebody asks again
            return answer;
        }, () -> hard, () -> idle);
        double told = 0;
        for (int reading = 0; reading < 5; reading++) {
            now += 1_000 * MILLI;
            soft += 100 * MILLI;
            told += meter.read().softBackpressured();
        }
        double measured = (answers.get(answers.size() - 1) - first) / (double) MILLI;
        assertThat(TestWords.rounded(told))
                .as("5 readings, one each second, in which the task waits 100 ms soft; and each time after its meter of"
                        + " soft waits was asked, the task waits 10 ms more. That meter was asked " + answers.size()
                        + " times, and measured " + TestWords.plain(measured) + " ms from the first time to the last."
                        + " What the readings said of soft, added up, in ms")
                .isBetween(measured - 10, measured);
    }

    @Test
    @Tag("4.6")
    @DisplayName("a task that never waits is busy all the time")
    void busyAllTheTime() {
        TaskMeter meter = meter();
        pass(300, 0, 0, 0);
        assertNextReading(meter, 1_000, 0, 0, 0);
    }

    @Test
    @Tag("4.6")
    @DisplayName("if no time has passed the last reading comes again; if there was none, all of it is busy")
    void noTimeHasPassed() {
        TaskMeter meter = meter();
        assertNextReading(meter, 1_000, 0, 0, 0);
        pass(1_000, 100, 200, 300);
        assertNextReading(meter, 400, 100, 200, 300);
        assertNextReading(meter, 400, 100, 200, 300);
        pass(1_000, 0, 0, 1_000);
        assertNextReading(meter, 0, 0, 0, 1_000);
    }

    @Test
    @Tag("4.6")
    @DisplayName("the shares add up to 1,000 and none is below 0, even if more waiting was measured than time passed")
    void theSharesAddUp() {
        Seeds.forEachSeed(50, random -> {
            TaskMeter meter = meter();
            for (int i = 0; i < 20; i++) {
                long millis = random.nextInt(2_000);
                long softMillis = random.nextInt(1_000);
                long hardMillis = random.nextInt(1_000);
                long idleMillis = random.nextInt(1_000);
                pass(millis, softMillis, hardMillis, idleMillis);
                TimeShares shares = meter.read();
                assertAddsUp(shares, new Steps().did("since the reading before %d ms have passed, and %d soft,"
                        + " %d hard and %d idle were measured", millis, softMillis, hardMillis, idleMillis));
            }
        });
    }

    @Test
    @Tag("4.6")
    @DisplayName("tasks at work add up to 1,000 at any moment, also in the middle of a wait")
    void addsUpInTheMiddleOfAWait() {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            TestChain chain = new TestChain(world, 1_000, 60, name -> TestExchange.local(world, name, 4, 640))
                    .then("map", Operators.slowed(Operators.map(record -> record), MILLI / 4, world))
                    .thenSink("sink", Operators.slowed((record, output) -> { }, 10 * MILLI, world));
            chain.start(Long.MAX_VALUE);
            Steps chainsSteps = new Steps().did("1,000 records/s → map, 0.25 ms each → sink, 10 ms each;"
                    + " 4 buffers for 10 records in each exchange");
            for (int millis = 3; millis < 400; millis += 7) {
                world.runUntil(millis * MILLI);
                for (TaskReading reading : chain.read()) {
                    assertAddsUp(reading.shares(), new Steps().did("%s%n  at %d ms, 7 ms after the last reading: %s",
                            chainsSteps, millis, reading.name()));
                }
            }

            world.runUntil(402 * MILLI);
            List<TaskReading> readings = chain.read();
            TaskReading map = readings.get(1);
            TaskReading sink = readings.get(2);
            assertThat(TestWords.told(map.shares()))
                    .as(chainsSteps.then("map from 395 to 402 ms, when it has waited since long for the sink to free a"
                            + " buffer"))
                    .isEqualTo("0 busy, 1000 soft, 0 hard, 0 idle");
            assertThat(TestWords.told(sink.shares())).as(chainsSteps.then("sink, at the same time"))
                    .isEqualTo("1000 busy, 0 soft, 0 hard, 0 idle");
        }
    }

    private static void assertAddsUp(TimeShares shares, Steps steps) {
        steps.did("it said %s", TestWords.told(shares));
        assertThat(TestWords.rounded(shares.busy() + shares.softBackpressured() + shares.hardBackpressured()
                + shares.idle())).as(steps.then("the four together")).isEqualTo(1_000);
        assertThat(TestWords.rounded(shares.busy())).as(steps.then("busy")).isBetween(0.0, 1_000.0);
        assertThat(TestWords.rounded(shares.softBackpressured())).as(steps.then("soft")).isBetween(0.0, 1_000.0);
        assertThat(TestWords.rounded(shares.hardBackpressured())).as(steps.then("hard")).isBetween(0.0, 1_000.0);
        assertThat(TestWords.rounded(shares.idle())).as(steps.then("idle")).isBetween(0.0, 1_000.0);
    }
}
