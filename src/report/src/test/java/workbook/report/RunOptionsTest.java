package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.world.scenario.Network;

class RunOptionsTest {

    @Test
    void nothingAskedForIsTheScenario() {
        RunOptions options = RunOptions.parse(List.of());

        assertThat(options.settings().inPerSecond()).isEqualTo(1_000);
        assertThat(options.settings().outPerSecond()).isEqualTo(100);
        assertThat(options.settings().seconds()).isEqualTo(120);
        assertThat(options.settings().network()).isEqualTo(Network.REMOTE);
        assertThat(options.json()).isEmpty();
    }

    @Test
    void whatWasReadCanBeWrittenAndReadAgain() {
        List<String> arguments = List.of("--in", "740", "--out", "130", "--seconds", "60", "--record-bytes", "1000",
                "--partitions", "5", "--network", "local", "--seed", "7", "--recovers-at", "30", "--recovers-to",
                        "2000");

        assertThat(RunOptions.parse(arguments).arguments()).isEqualTo(arguments);
    }

    @Test
    void whatCannotBeIsRefusedInWords(@TempDir Path folder) {
        refused("--in: 0 records/s in", "--in", "0");
        refused("--out: -1 records/s out", "--out", "-1");
        refused("--in: 'many' is not a whole number", "--in", "many");
        refused("--in: '99999999999999999999' is not", "--in", "99999999999999999999");
        refused("--partitions: ", "--partitions", "99999999999");
        refused("--record-bytes 32752: such a record doesn't fit into a buffer of 32768 bytes; 32751 is the most.",
                "--record-bytes", "32752");
        refused("--network: 'wifi' is neither local nor remote", "--network", "wifi");
        refused("--seconds needs a value", "--seconds");
        refused("--nonsense: there is no such option", "--nonsense", "1");
        refused("--recovers-at and --recovers-to go together", "--recovers-at", "5");
        refused("the run is over by then", "--seconds", "10", "--recovers-at", "10", "--recovers-to", "1000");
        refused("is the most", "--in", "1000000", "--out", "1000000", "--seconds", "86400");
        refused("that is a folder", "--json", folder.toString());
        refused("there is no folder", "--json", folder.resolve("no/run.json").toString());
    }

    @Test
    void lookingWhetherAFileCanBeWrittenLeavesNothingBehind(@TempDir Path folder) throws Exception {
        RunOptions.parse(List.of("--json", folder.resolve("run.json").toString()));

        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static void refused(String words, String... arguments) {
        assertThatThrownBy(() -> RunOptions.parse(List.of(arguments)))
                .as(String.join(" ", arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
