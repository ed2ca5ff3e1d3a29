package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.Network;

class LabOptionsTest {

    @Test
    @DisplayName("the scenario's defaults, and nothing besides")
    void defaults() {
        LabOptions options = LabOptions.parse(List.of());
        assertThat(options.settings().inPerSecond()).isEqualTo(1_000);
        assertThat(options.settings().tasks()).hasSize(4);
        assertThat(options.postgres()).isEmpty();
        assertThat(options.ui()).isEmpty();
        assertThat(options.checkpoints()).isEmpty();
        assertThat(options.rebalances()).isFalse();
        assertThat(options.debloats()).isFalse();
        assertThat(options.givenDatabase()).isEmpty();
    }

    @Test
    @DisplayName("a run's options and the lab's own, in any order")
    void all() {
        LabOptions options = LabOptions.parse(List.of("--checkpoint", "unaligned", "--in", "500", "--ui", "8081",
                "--network", "local", "--postgres", "jdbc:postgresql://db/x", "--chain", "all", "--debloat", "true", "--rebalance", "true",
                "--commit-millis", "10"));
        assertThat(options.checkpoints()).contains(LabOptions.Checkpoints.UNALIGNED);
        assertThat(options.settings().inPerSecond()).isEqualTo(500);
        assertThat(options.settings().network()).isEqualTo(Network.LOCAL);
        assertThat(options.settings().tasks()).hasSize(1);
        assertThat(options.ui()).hasValue(8_081);
        assertThat(options.postgres()).contains("jdbc:postgresql://db/x");
        assertThat(options.debloats()).isTrue();
        assertThat(options.rebalances()).isTrue();
        assertThat(options.givenDatabase().orElseThrow().url()).isEqualTo(
                "jdbc:postgresql://db/x?options=-c%20commit_delay=10000%20-c%20commit_siblings=0");
    }

    @Test
    @DisplayName("what makes no sense is said as in any run")
    void wrong() {
        assertThatThrownBy(() -> LabOptions.parse(List.of("--in", "many"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--in: 'many' is not a whole number");
    }
}
