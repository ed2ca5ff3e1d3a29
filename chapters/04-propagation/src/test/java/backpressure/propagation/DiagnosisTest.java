package backpressure.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

@ChapterTest
class DiagnosisTest {

    private static final List<String> NAMES = List.of("source", "map", "filter", "sink");

    private static TimeShares shares(double busy, double backpressured) {
        return new TimeShares(busy, backpressured, 0, 1_000 - busy - backpressured);
    }

    private static void assertLevel(TimeShares shares, Level expected) {
        assertThat(Diagnosis.level(shares)).as("level of %s", TestWords.told(shares)).isEqualTo(expected);
    }

    /**
     * From the source on, for each task: how busy and how backpressured. The name goes through a method of String, so
     * that Java looks whether it is one: only then is what it equals not up to the answer.
     */
    private static Optional<String> bottleneck(double[]... tasks) {
        List<TaskReading> readings = new ArrayList<>();
        for (int i = 0; i < tasks.length; i++) {
            readings.add(new TaskReading(NAMES.get(i), shares(tasks[i][0], tasks[i][1]), 0));
        }
        return Diagnosis.bottleneck(readings).map(String::toString);
    }

    private static double[] task(double busy, double backpressured) {
        return new double[] {busy, backpressured};
    }

    @Test
    @Tag("4.7")
    @DisplayName("at most 100 of 1,000 ms is OK, at most 500 is LOW, and more is HIGH")
    void levels() {
        assertLevel(shares(1_000, 0), Level.OK);
        assertLevel(shares(500, 100), Level.OK);
        assertLevel(shares(500, 100.5), Level.LOW);
        assertLevel(shares(500, 500), Level.LOW);
        assertLevel(shares(499.5, 500.5), Level.HIGH);
        assertLevel(shares(0, 1_000), Level.HIGH);
    }

    @Test
    @Tag("4.7")
    @DisplayName("soft and hard backpressure count together; being busy or idle doesn't count")
    void softAndHardCountTogether() {
        assertLevel(new TimeShares(880, 60, 60, 0), Level.LOW);
        assertLevel(new TimeShares(400, 300, 300, 0), Level.HIGH);
        assertLevel(new TimeShares(400, 0, 600, 0), Level.HIGH);
        assertLevel(new TimeShares(0, 50, 0, 950), Level.OK);
        assertLevel(new TimeShares(950, 0, 50, 0), Level.OK);
    }

    @Test
    @Tag("4.7")
    @DisplayName("the slow sink is the bottleneck: busy and not backpressured, below tasks that are")
    void theSlowSink() {
        assertThat(bottleneck(task(10, 990), task(20, 980), task(5, 995), task(1_000, 0)))
                .as("source, map and filter backpressured, sink busy: the bottleneck").contains("sink");
    }

    @Test
    @Tag("4.7")
    @DisplayName("a slow map is the bottleneck: what is below it has little to do")
    void theSlowMap() {
        assertThat(bottleneck(task(10, 990), task(1_000, 0), task(50, 0), task(100, 0)))
                .as("source backpressured, map busy, filter and sink mostly idle: the bottleneck").contains("map");
    }

    @Test
    @Tag("4.7")
    @DisplayName("LOW counts as backpressured too")
    void lowCountsToo() {
        assertThat(bottleneck(task(800, 200), task(700, 300), task(900, 50), task(200, 0)))
                .as("source and map LOW, filter busy 900 and backpressured 50: the bottleneck").contains("filter");
    }

    @Test
    @Tag("4.7")
    @DisplayName("a task that is busy and backpressured isn't it: it waits for the one below")
    void busyAndBackpressuredIsNotIt() {
        assertThat(bottleneck(task(0, 1_000), task(850, 150), task(300, 700), task(990, 0)))
                .as("map is busy 850, but backpressured 150 by what is below; sink is busy 990: the bottleneck")
                .contains("sink");
    }

    @Test
    @Tag("4.7")
    @DisplayName("of two busy tasks it is the upper one: the other holds up nobody")
    void theUpperOfTwo() {
        assertThat(bottleneck(task(0, 1_000), task(990, 0), task(100, 0), task(990, 0)))
                .as("source backpressured, map busy 990, filter idle, sink busy 990: the bottleneck").contains("map");
    }

    @Test
    @Tag("4.7")
    @DisplayName("a busy source has nothing above it that would have to be backpressured")
    void aBusySource() {
        assertThat(bottleneck(task(900, 0), task(300, 0), task(200, 0), task(100, 0)))
                .as("source busy 900, the others mostly idle: the bottleneck").contains("source");
    }

    @Test
    @Tag("4.7")
    @DisplayName("where nobody is OK and busy below backpressured tasks only, there is no bottleneck")
    void noBottleneck() {
        assertThat(bottleneck(task(100, 0), task(100, 0), task(100, 0), task(400, 0)))
                .as("nobody has much to do: the bottleneck").isEmpty();
        assertThat(bottleneck(task(100, 0), task(0, 1_000), task(0, 1_000), task(1_000, 0)))
                .as("the sink is busy and two tasks above it are backpressured, but the source is idle: the bottleneck")
                .isEmpty();
        assertThat(bottleneck(task(0, 1_000), task(0, 1_000), task(0, 1_000), task(500, 0)))
                .as("three tasks backpressured, the sink busy exactly half of its time: the bottleneck").isEmpty();
        assertThat(bottleneck(task(0, 1_000), task(0, 1_000)))
                .as("all tasks backpressured, as far as one can see: the bottleneck").isEmpty();
        assertThat(bottleneck()).as("no tasks at all: the bottleneck").isEmpty();
    }
}
