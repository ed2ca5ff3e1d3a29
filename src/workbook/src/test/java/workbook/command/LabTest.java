package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.report.Terminal;
import workbook.runner.WorkbookException;

/** The lab's command, as far as it gets without the lab. */
class LabTest {

    private static final String CALL = "lab ";

    @TempDir
    private Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), true, false);

    @BeforeEach
    void makeUpAWorkbook() throws IOException {
        System.setProperty("workbook.root", root.toString());
        Files.createDirectories(root.resolve("chapters/01-one/src"));
    }

    @AfterEach
    void forgetTheRoot() {
        System.clearProperty("workbook.root");
    }

    @ParameterizedTest
    @DisplayName("a mistyped option is found out before anything is fetched")
    @ValueSource(strings = {"--in many", "--in 20001", "--out 0", "--seconds 3601", "--segment 5000", "--segment 2048",
        "--segment 2097152", "--record-bytes 7", "--record-bytes 40000", "--batch 0", "--partitions 0",
        "--checkpoint sometimes", "--postgres mysql://db", "--ui 0", "--ui 70000", "--ui web", "--html nowhere/x.html",
        "--nonsense", "now", "--kill-at 5", "--parts mine", "--mine --kill-at 90", "--mine --kill-at soon",
        "--mine --ui", "--mine --checkpoint aligned", "--mine --parts theirs", "--compare --mine",
        "--compare --json x.json", "--cluster --mine", "--cluster --compare",
        "--cluster --remedies", "--cluster --json x.json", "--cluster --html x.html", "--cluster --open",
        "--cluster --local", "--cluster --chained", "--cluster --checkpoint aligned", "--cluster --kill-at 5",
        "--cluster --parallelism 2", "--cluster --debloat", "--cluster --rebalance", "--cluster --parts mine",
        "--cluster --seconds 59", "--cluster --in 20000 --seconds 120", "--cluster --segment 131072",
        "--cluster --partitions 61", "--commit-millis 101", "--parallelism 9", "--parallelism sink",
        "--chained --parallelism sink=2", "--parallelism source=4", "--mine --debloat", "--mine --rebalance",
        "--remedies --mine", "--remedies --compare", "--remedies --seconds 9", "--remedies --local",
        "--remedies --json x.json"})
    void mistyped(String arguments) {
        assertThat(new Main(terminal).execute((CALL + arguments).split(" "))).isEqualTo(Main.USAGE);
        assertThat(root.resolve(".workbook/lab")).doesNotExist();
    }

    @Test
    @DisplayName("a workbook without src/lab says so")
    void withoutALab() {
        assertThat(new Main(terminal).execute("lab")).isEqualTo(Main.BROKEN);
        assertThatThrownBy(() -> new LabModule(root, terminal).build()).isInstanceOf(WorkbookException.class)
                .hasMessageContaining("without its lab");
    }

    @Test
    @DisplayName("no network and nothing cached: what is needed, and what to look at; the log is kept")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its mvnw is a shell script")
    void noNetwork() throws IOException {
        makeUpMaven("""
                #!/bin/sh
                echo "Downloading from central: https://repo.example/flink.pom"
                echo "[ERROR] Could not transfer artifact org.apache.flink:flink-core:pom: Unknown host repo.example"
                exit 1
                """);
        assertThatThrownBy(() -> new LabModule(root, terminal).build()).isInstanceOf(WorkbookException.class)
                .hasMessageContainingAll("130 MB", "is the network there", "build.log");
        assertThat(root.resolve(".workbook/lab/build.log")).content().contains("Unknown host");
    }

    @Test
    @DisplayName("what Maven says else is passed on")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its mvnw is a shell script")
    void doesNotBuild() throws IOException {
        makeUpMaven("#!/bin/sh\necho '[ERROR] COMPILATION ERROR :'\nexit 1\n");
        assertThatThrownBy(() -> new LabModule(root, terminal).build()).isInstanceOf(WorkbookException.class)
                .hasMessageContainingAll("can't be built", "COMPILATION ERROR");
    }

    @Test
    @DisplayName("it is built once, and again when something has changed")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its mvnw is a shell script")
    void builtOnce() throws IOException {
        makeUpMaven("#!/bin/sh\nmkdir -p src/lab/target\necho jar > src/lab/target/lab.jar\n");
        new LabModule(root, terminal).build();
        new LabModule(root, terminal).build();
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsOnlyOnce("Building the lab");

        Path source = root.resolve("src/world/src/main/World.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        new LabModule(root, terminal).build();
        assertThat(printed.toString(StandardCharsets.UTF_8).split("Building the lab", -1)).hasSize(3);
    }

    private void makeUpMaven(String script) throws IOException {
        for (String module : new String[] {"world", "report", "lab"}) {
            Files.createDirectories(root.resolve("src").resolve(module).resolve("src/main"));
            Files.writeString(root.resolve("src").resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Path maven = Files.writeString(root.resolve("mvnw"), script);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }
}
