package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
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

    private static final Offset<Double> EXACTLY = within(1e-6);

    /** The test's own clock and the three meters of waiting, in nanoseconds. */
    private long now = 7_000 * MILLI;
    private long soft = 40 * MILLI;
    private long hard = 50 * MILLI;
    private long idle = 60 * MILLI;

    private TaskMeter meter() {
        return new TaskMeter(() -> now, () -> soft, () -> hard, () -> idle);
    }

    private void pass(long millis, long softMillis, long hardMillis, long idleMillis) {
        now += millis * MILLI;
        soft += softMillis * MILLI;
        hard += hardMillis * MILLI;
        idle += idleMillis * MILLI;
    }

    private static void assertShares(TimeShares shares, double busy, double soft, double hard, double idle,
            Steps steps) {
        assertThat(shares.softBackpressured()).as(steps.then("read(): soft backpressured")).isCloseTo(soft, EXACTLY);
        assertThat(shares.hardBackpressured()).as(steps.then("read(): hard backpressured")).isCloseTo(hard, EXACTLY);
        assertThat(shares.idle()).as(steps.then("read(): idle")).isCloseTo(idle, EXACTLY);
        assertThat(shares.busy())
                .as(steps.then("read(): busy, which is what is left of 1,000")).isCloseTo(busy, EXACTLY);
    }

    @Test
    @Tag("4.6")
    @DisplayName("soft, hard and idle are told apart, and busy is what is left")
    void busyIsTheRemainder() {
        TaskMeter meter = meter();
        pass(1_000, 100, 200, 300);

        assertShares(meter.read(), 400, 100, 200, 300, new Steps()
                .did("a meter is made; 1,000 ms pass, of which the task waits 100 soft, 200 hard, 300 idle"));
    }

    @Test
    @Tag("4.6")
    @DisplayName("a reading tells of the time since the one before, not since the start")
    void tellsOfTheTimeSinceTheLastReading() {
        TaskMeter meter = meter();
        pass(1_000, 1_000, 0, 0);
        meter.read();
        pass(1_000, 0, 0, 250);

        assertShares(meter.read(), 750, 0, 0, 250, new Steps()
                .did("1,000 ms pass, all of them soft backpressured; read()")
                .did("1,000 ms pass, of which 250 idle"));
    }

    @Test
    @Tag("4.6")
    @DisplayName("whatever time has passed, the shares are of one second")
    void theSharesAreOfOneSecond() {
        TaskMeter meter = meter();
        pass(4_000, 1_000, 0, 2_000);
        assertShares(meter.read(), 250, 250, 0, 500, new Steps().did("4,000 ms pass, of which 1,000 soft, 2,000 idle"));
        pass(10, 0, 4, 1);
        assertShares(meter.read(), 500, 0, 400, 100, new Steps().did("10 ms pass, of which 4 hard, 1 idle"));
    }

    @Test
    @Tag("4.6")
    @DisplayName("a task that never waits is busy all the time")
    void busyAllTheTime() {
        TaskMeter meter = meter();
        pass(300, 0, 0, 0);
        assertShares(meter.read(), 1_000, 0, 0, 0, new Steps().did("300 ms pass without any waiting"));
    }

    @Test
    @Tag("4.6")
    @DisplayName("if no time has passed the last reading comes again; if there was none, all of it is busy")
    void noTimeHasPassed() {
        TaskMeter meter = meter();
        Steps steps = new Steps().did("a meter is made");
        assertShares(meter.read(), 1_000, 0, 0, 0, steps);
        steps.did("read()");
        pass(1_000, 100, 200, 300);
        meter.read();
        steps.did("1,000 ms pass, of which 100 soft, 200 hard, 300 idle; read()");
        assertShares(meter.read(), 400, 100, 200, 300, steps);
        steps.did("read()");
        pass(1_000, 0, 0, 1_000);
        assertShares(meter.read(), 0, 0, 0, 1_000, steps.did("1,000 ms pass, all idle"));
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
                Steps steps = new Steps().did("%d ms pass, of which %d soft, %d hard and %d idle were measured: %s",
                        millis, softMillis, hardMillis, idleMillis, shares);
                assertAddsUp(shares, steps);
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
            Steps steps = new Steps().did("1,000 records/s → map, 0.25 ms each → sink, 10 ms each;"
                    + " 4 buffers for 10 records in each exchange");
            for (int millis = 3; millis < 400; millis += 7) {
                world.runUntil(millis * MILLI);
                for (TaskReading reading : chain.read()) {
                    assertAddsUp(reading.shares(), new Steps().did("%s%n  at %d ms, since the reading 7 ms before:"
                            + "%n  %s", steps, millis, reading));
                }
            }

            world.runUntil(402 * MILLI);
            List<TaskReading> readings = chain.read();
            TaskReading map = readings.get(1);
            TaskReading sink = readings.get(2);
            assertThat(map.shares().softBackpressured())
                    .as(steps.then("map from 395 to 402 ms, when it has waited since long for the sink to free a"
                            + " buffer: soft backpressured"))
                    .isCloseTo(1_000, EXACTLY);
            assertThat(sink.shares().busy()).as(steps.then("sink, at the same time: busy")).isCloseTo(1_000, EXACTLY);
        }
    }

    private static void assertAddsUp(TimeShares shares, Steps steps) {
        assertThat(shares.busy() + shares.softBackpressured() + shares.hardBackpressured() + shares.idle())
                .as(steps.then("the four shares together")).isCloseTo(1_000, EXACTLY);
        assertThat(shares.busy()).as(steps.then("busy")).isBetween(-1e-6, 1_000 + 1e-6);
        assertThat(shares.softBackpressured()).as(steps.then("soft backpressured")).isBetween(-1e-6, 1_000 + 1e-6);
        assertThat(shares.hardBackpressured()).as(steps.then("hard backpressured")).isBetween(-1e-6, 1_000 + 1e-6);
        assertThat(shares.idle()).as(steps.then("idle")).isBetween(-1e-6, 1_000 + 1e-6);
    }
}
