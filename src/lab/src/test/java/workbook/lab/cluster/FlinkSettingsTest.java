package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.world.scenario.ScenarioSettings;

class FlinkSettingsTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("all that is set is known to Flink")
    void known() throws Exception {
        assertThat(FlinkOptions.names()).containsAll(settings(4_096, folder).values().keySet());
    }

    @Test
    @DisplayName("Flink reads of config.yaml what was meant, in whatever folder it lies")
    void asMeant() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("it's # a 'folder'"));
        FlinkSettings settings = settings(4_096, odd);
        Files.writeString(odd.resolve("config.yaml"), settings.yaml());

        Configuration read = GlobalConfiguration.loadConfiguration(odd.toString());

        settings.values().forEach((name, value) -> assertThat(read.toMap().get(name)).as(name).isEqualTo(value));
    }

    @Test
    @DisplayName("a TaskManager's memory adds up, and is what its process is given")
    void memory() {
        for (int segment : new int[] {4_096, 65_536}) {
            FlinkSettings settings = settings(segment, folder);
            TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(
                    Configuration.fromMap(settings.values()));

            assertThat(memory.getJvmHeapMemorySize().getMebiBytes()).isEqualTo(FlinkSettings.HEAP_MEGABYTES);
            assertThat(memory.getJvmDirectMemorySize().getMebiBytes()).isEqualTo(settings.directMegabytes());
            assertThat(memory.getTotalProcessMemorySize().getMebiBytes()).as("of each").isLessThan(600);
        }
    }

    private static FlinkSettings settings(int segment, Path folder) {
        return new FlinkSettings(ScenarioSettings.defaults().withBufferBytes(segment), folder, 6_123, 8_081);
    }
}
