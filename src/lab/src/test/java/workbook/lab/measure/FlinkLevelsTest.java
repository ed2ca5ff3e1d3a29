package workbook.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;

class FlinkLevelsTest {

    @Test
    @DisplayName("OK up to 10 %, LOW up to 50 %, then HIGH; soft and hard count together")
    void levels() {
        assertThat(FlinkLevels.of(new TimeShares(900, 50, 50, 0))).isEqualTo(Level.OK);
        assertThat(FlinkLevels.of(new TimeShares(899, 51, 50, 0))).isEqualTo(Level.LOW);
        assertThat(FlinkLevels.of(new TimeShares(500, 500, 0, 0))).isEqualTo(Level.LOW);
        assertThat(FlinkLevels.of(new TimeShares(499, 501, 0, 0))).isEqualTo(Level.HIGH);
    }

    @Test
    @DisplayName("the bottleneck is busy, and the task above it backpressured")
    void bottleneck() {
        TaskReading pressed = task("above", 0, 1_000);
        assertThat(FlinkLevels.bottleneck(List.of(pressed, task("sink", 1_000, 0)))).contains("sink");
        assertThat(FlinkLevels.bottleneck(List.of(pressed, task("map", 990, 10), task("sink", 10, 0)))).contains("map");
        assertThat(FlinkLevels.bottleneck(List.of(task("source", 10, 0), task("sink", 600, 0)))).isEmpty();
    }

    @Test
    @DisplayName("where all is one task, it is the bottleneck if it never rests")
    void oneTask() {
        assertThat(FlinkLevels.bottleneck(List.of(task("all", 990, 0)))).contains("all");
        assertThat(FlinkLevels.bottleneck(List.of(task("all", 700, 0)))).isEmpty();
    }

    private static TaskReading task(String name, double busy, double backpressured) {
        return new TaskReading(name, new TimeShares(busy, backpressured, 0, 1_000 - busy - backpressured), 0);
    }
}
