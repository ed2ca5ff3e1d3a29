package workbook.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.lab.LabTrouble;
import workbook.world.scenario.ScenarioSettings;

class MachineTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    @DisplayName("too little memory: how much is needed, and how much there is")
    void memory() {
        assertThatThrownBy(() -> Machine.checkMemory(700 * MEGABYTE, 1_500 * MEGABYTE)).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("1500 MB", "700 MB", "Close something");
        assertThatCode(() -> Machine.checkMemory(1_500 * MEGABYTE, 1_500 * MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("too little disk: the longer the run and the larger its records, the more it needs")
    void disk() {
        ScenarioSettings small = ScenarioSettings.defaults().withSeconds(90);
        ScenarioSettings large = small.withRecordBytes(10_000).withSeconds(600);
        assertThatCode(() -> Machine.checkDisk(500 * MEGABYTE, small, false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Machine.checkDisk(500 * MEGABYTE, large, false)).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("500 MB are free", "fewer --seconds");
        assertThatThrownBy(() -> Machine.checkDisk(300 * MEGABYTE, small, false)).isInstanceOf(LabTrouble.class);
    }

    @Test
    @DisplayName("PostgreSQL as root needs a user namespace, or a folder that nobody can enter; another user doesn't")
    void user() {
        Path folder = Path.of("/srv/workbook");
        assertThatThrownBy(() -> Machine.checkUser(true, false, folder)).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("as root", "unshare -U", "nobody", folder.toString(), "another user",
                        "--postgres");
        assertThatCode(() -> Machine.checkUser(true, true, folder)).doesNotThrowAnyException();
        assertThatCode(() -> Machine.checkUser(false, false, folder)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("where something listens already, the Web UI can't be")
    void port() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Machine.checkPort(port)).isInstanceOf(LabTrouble.class)
                    .hasMessageContainingAll("Port " + port + " is taken", "--ui");
        }
        int free = FreePorts.find(1).get(0);
        assertThatCode(() -> Machine.checkPort(free)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a folder's name that Kafka and Flink would take for two")
    void folder() {
        assertThatThrownBy(() -> Machine.checkFolder("/home/me/one,two/.workbook", ":")).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("one,two", "','", "another folder");
        assertThatThrownBy(() -> Machine.checkFolder("/home/me/a:b", ":")).isInstanceOf(LabTrouble.class);
        assertThatCode(() -> Machine.checkFolder("C:\\my workbook\\.workbook", ";")).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a Java that nobody tried gets a word of warning, and its chance")
    void java() {
        assertThat(Machine.javaNote(17)).isEmpty();
        assertThat(Machine.javaNote(25)).isEmpty();
        assertThat(Machine.javaNote(31).orElseThrow()).contains("31", "17 to 25", "JAVA_HOME");
    }
}
