package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.Sample;

/** The reference's pipeline, killed in the middle of its work, and started again. Takes half a minute. */
class KilledPipelineSystems {

    private static final int KILLED = 8;
    private static final int SECONDS = 20;

    @Test
    @DisplayName("killed and started again, it has lost nothing, and nothing is in the table twice")
    void killed() throws IOException, InterruptedException {
        RealLab lab = RealLab.run("killed", "--mine", Reference.classPath(RealLab.folder("killed")),
                "--seconds", String.valueOf(SECONDS), "--kill-at", String.valueOf(KILLED), "--batch-rows", "50");

        assertThat(lab.said()).contains("Killed after " + KILLED + " s").contains("lost 0, twice 0");
        assertThat(lab.run().summary().conserved()).as(lab.said()).isTrue();
        Sample secondLife = lab.run().at(0);
        assertThat(secondLife.whereabouts().written()).as("written before it was killed").isPositive();
        assertThat(secondLife.produced()).as("produced before it was started again").isGreaterThan(KILLED * 500);
        assertThat(RealLab.written(lab.run().at(SECONDS - KILLED))).isGreaterThan(RealLab.written(secondLife));
        lab.assertNothingIsLeft();
    }
}
