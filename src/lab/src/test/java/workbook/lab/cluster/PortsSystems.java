package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.LabOptions;
import workbook.lab.machine.FreePorts;

/** Somebody takes a port between the moment it was found free and the moment it is wanted. */
class PortsSystems {

    @TempDir
    private Path folder;

    private Launcher launcher;
    private ServerSocket taken;

    @BeforeEach
    void setUp() throws IOException {
        launcher = new Launcher(folder.resolve("run"), folder.resolve("logs"));
    }

    @AfterEach
    void free() throws IOException {
        taken.close();
    }

    @Test
    @DisplayName("brokers are started with other ports")
    void kafka() throws Exception {
        try (KafkaNodes kafka = KafkaNodes.start(launcher, this::find)) {
            kafka.await();

            assertThat(kafka.addresses()).doesNotContain(":" + taken.getLocalPort());
        }
    }

    @Test
    @DisplayName("a JobManager and its TaskManagers are started with other ports")
    void flink() throws Exception {
        try (FlinkNodes flink = FlinkNodes.start(LabOptions.parse(List.of()), launcher, this::find)) {
            flink.await();

            assertThat(flink.rest().slots()).isEqualTo(FlinkNodes.TASK_MANAGERS * FlinkNodes.SLOTS);
        }
    }

    private FreePorts find(int number) throws IOException {
        FreePorts found = FreePorts.find(number);
        if (taken == null) {
            taken = new ServerSocket(found.get(0), 1, InetAddress.getLoopbackAddress());
        }
        return found;
    }
}
