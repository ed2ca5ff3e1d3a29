package workbook.lab.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.machine.FreePorts;

/** What the lab does in a container, as root: done here, whether it is one or not. */
@EnabledOnOs(OS.LINUX)
class NobodysDatabaseSystems {

    @Test
    @DisplayName("PostgreSQL is started by root, runs as nobody, is stopped, and leaves no process behind")
    void runsAsNobody(@TempDir Path folder) throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("this user").isEqualTo(0);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        Database database = NobodysDatabase.start(folder.resolve("data"), FreePorts.find(1).get(0),
                Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", ""), 60);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            assertThat(connection.isValid(10)).isTrue();
            assertThat(users(folder)).isNotEmpty().containsOnly("nobody");
        } finally {
            database.close();
        }

        assertThat(users(folder)).isEmpty();
    }

    /** Of the processes whose program lies there. */
    private static String[] users(Path folder) {
        return ProcessHandle.allProcesses().map(ProcessHandle::info)
                .filter(process -> process.command().filter(command -> command.startsWith(folder.toString())).isPresent())
                .map(process -> process.user().orElse("?")).toArray(String[]::new);
    }
}
