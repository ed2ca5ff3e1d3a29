package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import workbook.world.scenario.Summary;

/**
 * The reference's pipeline between real Kafka and PostgreSQL, as {@code ./workbook lab --mine} starts it. Takes a minute
 * and a half. Strict where a busy machine changes nothing; 15 % off is good enough for rates.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPipelineSystems {

    private static final int SECONDS = 80;
    /** From here on, the exchanges are full. */
    private static final int FULL = 25;

    private RealLab lab;

    @BeforeAll
    void runTheLab() throws IOException, InterruptedException {
        lab = RealLab.run("own", "--mine", Reference.classPath(RealLab.folder("own")),
                "--seconds", String.valueOf(SECONDS));
    }

    @Test
    @DisplayName("nothing is lost, nothing is in the table twice")
    void nothingIsLost() {
        assertThat(lab.said()).contains("lost 0, twice 0");
        assertThat(lab.run().summary().conserved()).as(lab.said()).isTrue();
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
    @DisplayName("the sink is busy and not backpressured, all tasks above it are backpressured")
    void whoWaits() {
        assertThat(lab.run().summary().bottleneck()).contains("sink");
        assertThat(share("sink", Summary.Task::busy)).isGreaterThan(900);
        assertThat(share("sink", Summary.Task::backpressured)).isLessThan(20);
        for (String task : RealLab.PRESSED) {
            assertThat(share(task, Summary.Task::backpressured)).as(task).isGreaterThan(900);
        }
    }

    @Test
    @DisplayName("1,000 records/s come in, the sink writes 100/s, and 900/s more wait")
    void rates() {
        lab.assertRates();
    }

    @Test
    @DisplayName("no process and no file is left of it")
    void nothingIsLeft() {
        lab.assertNothingIsLeft();
    }

    private double share(String task, ToDoubleFunction<Summary.Task> share) {
        return share.applyAsDouble(lab.run().summary().tasks().get(task));
    }
}
