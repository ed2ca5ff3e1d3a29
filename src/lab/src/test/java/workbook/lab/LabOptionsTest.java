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
    }

    @Test
    @DisplayName("a run's options and the lab's own, in any order")
    void all() {
        LabOptions options = LabOptions.parse(List.of("--checkpoint", "unaligned", "--in", "500", "--ui", "8081",
                "--network", "local", "--postgres", "jdbc:postgresql://db/x", "--chain", "all"));
        assertThat(options.checkpoints()).contains(LabOptions.Checkpoints.UNALIGNED);
        assertThat(options.settings().inPerSecond()).isEqualTo(500);
        assertThat(options.settings().network()).isEqualTo(Network.LOCAL);
        assertThat(options.settings().tasks()).hasSize(1);
        assertThat(options.ui()).hasValue(8_081);
        assertThat(options.postgres()).contains("jdbc:postgresql://db/x");
    }

    @Test
    @DisplayName("what makes no sense is said as in any run")
    void wrong() {
        assertThatThrownBy(() -> LabOptions.parse(List.of("--in", "many"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--in: 'many' is not a whole number");
    }
}
