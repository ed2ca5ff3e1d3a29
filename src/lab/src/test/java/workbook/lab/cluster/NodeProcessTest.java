package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.LabTrouble;
import workbook.lab.cluster.node.NodeMain;

public class NodeProcessTest {

    @TempDir
    private Path folder;

    /** Waits for ever, as Kafka and Flink do. */
    public static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("up " + arguments[0]);
            TimeUnit.DAYS.sleep(1);
        }
    }

    /** Finds its port taken. */
    public static final class Unlucky {
        public static void main(String[] arguments) throws IOException {
            throw new IOException("Could not start", new BindException("Address already in use"));
        }
    }

    /** Finds something else. */
    public static final class Broken {
        public static void main(String[] arguments) {
            throw new IllegalStateException("no such thing", new IllegalArgumentException("what is a 'brocker'?"));
        }
    }

    @Test
    @Timeout(60)
    @DisplayName("a process of a cluster ends when its input does, whatever it was doing")
    void endsWithItsInput() throws Exception {
        Process process = start(Sleeper.class, "there");
        Path log = folder.resolve("log");
        while (!Files.readString(log).contains("up there")) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }

        process.getOutputStream().close();

        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    @Timeout(60)
    @DisplayName("a port that was taken is a reason to try others; anything else is told, with its cause")
    void portTaken() throws Exception {
        NodeProcess unlucky = ended(Unlucky.class);
        assertThatThrownBy(unlucky::check).isInstanceOf(NodeProcess.PortTaken.class);

        Files.delete(folder.resolve("log"));
        assertThatThrownBy(ended(Broken.class)::check).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("broker 9", "what is a 'brocker'?", "log");
    }

    @Test
    @DisplayName("what Flink calls fatal is told in its own words, without its identifiers")
    void fatal() throws Exception {
        Files.writeString(folder.resolve("log"), """
                10:29:48.991 WARN  Task - sink: Writer (1/4)#0 switched from RUNNING to FAILED
                10:29:49.239 ERROR Task - FATAL - exception in exception handler of task filter (2/4)#0 \
                (7bc60505190b74d1d3aa1fd62df7fa15_ea632d67b7d595e5b851708ae9ad79d6_1_0).
                java.lang.RuntimeException: it
                10:29:49.300 ERROR TaskManagerRunner - Shutting it down
                """);
        NodeProcess process = new NodeProcess("TaskManager 1", null, folder.resolve("log"));

        assertThat(process.lastError()).hasValue("FATAL - exception in exception handler of task filter (2/4)#0");
    }

    private NodeProcess ended(Class<?> main) throws Exception {
        Process process = start(main);
        process.waitFor();
        return new NodeProcess("broker 9", process, folder.resolve("log"));
    }

    private Process start(Class<?> main, String... arguments) throws IOException, URISyntaxException {
        String classPath = location(NodeMain.class) + System.getProperty("path.separator") + location(main);
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classPath, NodeMain.class.getName(), main.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    private static Path location(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
