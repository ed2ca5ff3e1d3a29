package workbook.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.LabTrouble;

class WorkFolderTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("a second lab is told who is there, and harms nothing; when the first is gone, another may come")
    void oneAtATime() throws Exception {
        try (WorkFolder first = WorkFolder.take(folder)) {
            Path file = Files.writeString(first.run().resolve("in use"), "");
            assertThatThrownBy(() -> WorkFolder.take(folder)).isInstanceOf(LabTrouble.class)
                    .hasMessageContainingAll("already", String.valueOf(ProcessHandle.current().pid()), "Ctrl-C");
            assertThat(file).exists();
        }
        WorkFolder.take(folder).close();
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("owner")).doesNotExist();
    }

    @Test
    @DisplayName("files of a lab that was killed are cleared away, and nothing beside them")
    void clearsFilesAway() throws Exception {
        Path left = Files.createDirectories(folder.resolve("run/kafka/log/events-0")).resolve("0.log");
        Files.writeString(left, "left");
        Path notes = Files.writeString(folder.resolve("lab.log"), "keep me");
        try (WorkFolder work = WorkFolder.take(folder)) {
            assertThat(left).doesNotExist();
            assertThat(work.run().resolve("tmp")).isEmptyDirectory();
        }
        assertThat(notes).hasContent("keep me");
    }

    @Test
    @DisplayName("a process whose program lies there is ended; one whose program lies elsewhere is not")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "copies a program of Linux'")
    void endsProcesses() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("run/bin")).resolve("sleep");
        Files.copy(Path.of("/bin/sleep").toRealPath(), copy);
        copy.toFile().setExecutable(true);
        Process ours = start(copy);
        Process another = start(Path.of("/bin/sleep"));
        try {
            WorkFolder.take(folder).close();
            assertThat(ours.waitFor(10, TimeUnit.SECONDS)).as("the one below the folder has ended").isTrue();
            assertThat(another.isAlive()).as("the other one lives").isTrue();
        } finally {
            ours.destroyForcibly();
            another.destroyForcibly();
        }
    }

    private static Process start(Path sleep) throws IOException {
        return new ProcessBuilder(sleep.toString(), "60").start();
    }
}
