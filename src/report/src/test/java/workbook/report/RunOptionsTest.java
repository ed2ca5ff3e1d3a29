package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

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
    void eachOptionSetsWhatItSays() {
        Map<RunOption, String> values = new EnumMap<>(RunOption.class);
        values.putAll(Map.of(RunOption.IN, "740", RunOption.RECORD_BYTES, "1000", RunOption.PARTITIONS, "5",
                RunOption.POLL_RECORDS, "50", RunOption.CHAIN, "map+filter", RunOption.PARALLELISM, "sink=4",
                RunOption.MAP_MICROS, "20", RunOption.FILTER_MICROS, "30", RunOption.KEEP_ONE_IN, "2"));
        values.putAll(Map.of(RunOption.NETWORK, "local", RunOption.SEGMENT_BYTES, "4096",
                RunOption.BUFFERS_PER_CHANNEL, "3", RunOption.FLOATING_BUFFERS, "9", RunOption.BUFFER_TIMEOUT, "never"));
        values.putAll(Map.of(RunOption.OUT, "130", RunOption.COMMIT_MILLIS, "10", RunOption.BATCH_ROWS, "1",
                RunOption.BATCH_MILLIS, "500", RunOption.RECOVERS_AT, "30", RunOption.RECOVERS_TO, "3000",
                RunOption.SECONDS, "60", RunOption.SEED, "7"));
        assertThat(values.keySet()).as("options tried").containsExactlyInAnyOrder(RunOption.values());
        List<String> arguments = new ArrayList<>();
        values.forEach((option, value) -> arguments.addAll(List.of(option.optionName(), value)));

        ScenarioSettings settings = RunOptions.parse(arguments).settings();

        values.forEach((option, value) -> assertThat(option.valueIn(settings)).as(option.optionName()).isEqualTo(value));
        values.forEach((option, value) -> assertThat(option.valueIn(ScenarioSettings.defaults()))
                .as("the default of %s, which must be another", option.optionName()).isNotEqualTo(value));
    }

    @Test
    void chainsAndParallelismInSeveralWays() {
        assertThat(tasks("--chain", "all")).containsExactly("source+map+filter+sink");
        assertThat(tasks("--chain", "source+map,filter+sink")).containsExactly("source+map", "filter+sink");
        assertThat(tasks("--chain", "none")).containsExactly("source", "map", "filter", "sink");
        ScenarioSettings settings = RunOptions.parse(List.of("--parallelism", "2,sink=1")).settings();
        assertThat(RunOption.PARALLELISM.valueIn(settings)).isEqualTo("source=2,map=2,filter=2");
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
        refused("--recovers-to needs --recovers-at", "--recovers-to", "5");
        refused("--chain: map+sink is no chain", "--chain", "map+sink");
        refused("--chain: 'mapp' is no operator: there are source, map, filter, sink", "--chain", "mapp+filter");
        refused("--chain: '' is no operator", "--chain", "map+");
        refused("--chain: map is no chain", "--chain", "map");
        refused("--parallelism: 0 subtasks: it must be from 1 to 64", "--parallelism", "0");
        refused("--parallelism: 'sinks' is no operator", "--parallelism", "sinks=2");
        refused("--parallelism: '' is not a whole number", "--parallelism", "sink=");
        refused("a source of 4 subtasks, and only 3 partitions", "--parallelism", "4");
        refused("--parallelism: how many? sink=2, for example", "--parallelism", "sink");
        refused("--parallelism: 'sink=2,sink=3' says twice how many subtasks sink has", "--parallelism", "sink=2,sink=3");
        refused("--parallelism: a source of 4 subtasks", "--parallelism", "source=4");
        refused("--chain, --parallelism: operators in one task have the same parallelism, but map has 2, filter has 1",
                "--chain", "map+filter", "--parallelism", "map=2");
        refused("bytes of buffers; 268,435,456 is the most", "--segment-bytes", "16777216");
        refused("--buffer-timeout: 'no' is not a whole number", "--buffer-timeout", "no");
        refused("the run is over by then", "--seconds", "10", "--recovers-at", "10", "--recovers-to", "1000");
        refused("is the most", "--in", "1000000", "--out", "1000000", "--seconds", "86400");
        refused("that is a folder", "--json", folder.toString());
        refused("--html " + folder + ": that is a folder", "--html", folder.toString());
        refused("there is no folder", "--json", folder.resolve("no/run.json").toString());
    }

    @Test
    void lookingWhetherAFileCanBeWrittenLeavesNothingBehind(@TempDir Path folder) throws Exception {
        RunOptions.parse(List.of("--json", folder.resolve("run.json").toString()));

        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static List<String> tasks(String... arguments) {
        return RunOptions.parse(List.of(arguments)).settings().tasks().stream().map(TaskSettings::name).toList();
    }

    private static void refused(String words, String... arguments) {
        assertThatThrownBy(() -> RunOptions.parse(List.of(arguments)))
                .as(String.join(" ", arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
