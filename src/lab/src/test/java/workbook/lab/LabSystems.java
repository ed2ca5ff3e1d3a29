package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.scenario.Sample;

/**
 * The scenario on real Kafka, Flink and PostgreSQL. Takes two minutes. Strict where a busy machine changes nothing;
 * 15 % off is good enough for rates.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabSystems {

    private static final int SECONDS = 90;
    /** From here on, the exchanges are full. */
    private static final int FULL = 30;
    /** From here on, not even Flink's own averages of a minute remember how it began. */
    private static final int SETTLED = 70;

    private final Path page = RealLab.folder("flink").resolve("run.html");
    private RealLab lab;

    @BeforeAll
    void runTheLab() throws IOException, InterruptedException {
        lab = RealLab.run("flink", "--seconds", String.valueOf(SECONDS), "--html", page.toString());
    }

    @Test
    @DisplayName("nothing is lost, nothing is in the table twice: every record is in one place, at every moment")
    void nothingIsLost() {
        assertThat(lab.run().summary().conserved()).as(lab.said()).isTrue();
        assertThat(lab.said()).contains("lost 0, twice 0");
        assertThat(lab.run().samples()).hasSize(SECONDS + 1)
                .allSatisfy(sample -> assertThat(sample.whereabouts().total()).isEqualTo(sample.produced()));
    }

    @Test
    @DisplayName("what comes in is written, or waits in Kafka: the exchanges are full, and take no more")
    void whatComesInIsWrittenOrWaits() {
        lab.assertWhatComesInIsWrittenOrWaits(FULL, SECONDS);
    }

    @Test
    @DisplayName("the exchange before the sink is full first, then the one above, then the source's")
    void fillOrder() {
        lab.assertFillOrder();
    }

    @Test
    @DisplayName("the sink is busy, and not backpressured")
    void theSinkIsBusy() {
        assertThat(share("sink", TimeShares::busy)).isGreaterThan(900);
        assertThat(share("sink", TimeShares::backpressured)).isLessThan(20);
        assertThat(lab.run().summary().bottleneck()).contains("sink");
    }

    @Test
    @DisplayName("all tasks above it are backpressured")
    void theOthersAreBackpressured() {
        for (String task : RealLab.PRESSED) {
            assertThat(share(task, TimeShares::backpressured)).as(task).isGreaterThan(900);
        }
    }

    @Test
    @DisplayName("1,000 records/s come in, the sink writes 100/s, and 900/s more wait")
    void rates() {
        lab.assertRates();
    }

    @Test
    @DisplayName("the run report's page says what it was")
    void thePage() throws IOException {
        assertThat(Files.readString(page)).contains("The sink is the bottleneck").contains("real Kafka");
    }

    @Test
    @DisplayName("no process and no file is left of it")
    void nothingIsLeft() {
        lab.assertNothingIsLeft();
    }

    /** On average, after all has settled. */
    private double share(String task, ToDoubleFunction<TimeShares> share) {
        List<Sample> settled = lab.run().samples().subList(SETTLED, SECONDS + 1);
        return settled.stream().flatMap(sample -> sample.tasks().stream())
                .filter(reading -> reading.name().equals(task)).map(TaskReading::shares)
                .mapToDouble(share).average().orElseThrow();
    }
}
