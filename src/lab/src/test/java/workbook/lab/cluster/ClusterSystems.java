package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import workbook.lab.cluster.node.NodeMain;
import workbook.lab.machine.FreePorts;

/**
 * The scenario on a cluster of processes, as {@code ./workbook lab --cluster} starts it: once, for all that is looked at
 * here. Takes two minutes. Nothing that a busy machine changes is asserted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterSystems {

    private static final int DONE = 0;
    private static final Path JAR = Path.of(System.getProperty("lab.jar"));

    private final Path folder = JAR.resolveSibling("cluster-systems");
    private String said;
    private String inOneLine;

    @BeforeAll
    void runTheLab() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("run/tmp"));
        Path text = folder.resolve("run.txt");
        int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("run/tmp"), "-Dworkbook.lab.log=" + folder.resolve("lab.log"),
                "-jar", JAR.toString(), folder.toString(), "--cluster", "true", "--seconds", "60", "--partitions", "6",
                "--batch-rows", "50", "--segment-bytes", "4096")
                .redirectErrorStream(true).redirectOutput(text.toFile()).start().waitFor();
        said = Files.readString(text);
        assertThat(code).as("exit code of a lab that said:%n%s", said).isEqualTo(DONE);
        inOneLine = said.replaceAll("\\s+", " ");
        System.out.println(said);
    }

    @Test
    @DisplayName("a broker and a TaskManager were killed, others took over, and the job ran at the end")
    void bothKilled() {
        assertThat(inOneLine).containsPattern("Killed: broker [123] \\(kill -9\\)\\. It led partitions? \\d")
                .containsPattern("After [\\d.]+ s new brokers lead: \\d → broker [123]")
                .containsPattern("Killed: TaskManager 2 \\(kill -9\\), with [1-4] of the job's slots")
                .containsPattern("set back to checkpoint \\d+, .* all tasks were RUNNING");
    }

    @Test
    @DisplayName("nothing is lost; and no more is there twice than was written from the checkpoint to the restart")
    void rows() {
        long produced = number("produced ([\\d,]+);");
        long twice = number("twice ([\\d,]+)");

        assertThat(number("lost ([\\d,]+),")).as(said).isZero();
        assertThat(number("in the table ([\\d,]+) rows")).isEqualTo(produced + twice);
        assertThat(twice).isLessThanOrEqualTo(twice == 0 ? 0 : number("to the restart, ([\\d,]+) rows were written"));
    }

    @Test
    @DisplayName("no process, no port and no file is left of it; but what the processes said is")
    void nothingIsLeft() throws IOException {
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("owner")).doesNotExist();
        assertThat(ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(folder.toString()))).isEmpty();
        assertThat(ProcessHandle.current().children().map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(NodeMain.class.getName()))).isEmpty();
        String log = Files.readString(folder.resolve("cluster/JobManager.log"));
        Matcher ui = Pattern.compile("Web frontend listening at http://127\\.0\\.0\\.1:(\\d+)").matcher(log);
        assertThat(ui.find()).isTrue();
        assertThat(FreePorts.isFree(Integer.parseInt(ui.group(1)))).as("port of the Web UI").isTrue();
    }

    @Test
    @DisplayName("the job's jar has all that a Flink installation doesn't, and nothing that it does")
    void jobJar() throws IOException {
        try (JarFile jar = new JarFile(JAR.resolveSibling("lab-job.jar").toFile())) { // compose.yaml mounts it
            List<String> files = jar.stream().map(each -> each.getName()).toList();
            assertThat(files).contains("workbook/lab/flink/ScenarioJob.class", "org/postgresql/Driver.class",
                    "org/apache/flink/connector/kafka/source/KafkaSource.class", "META-INF/services/java.sql.Driver");
            assertThat(files.stream().filter(file -> file.matches("org/(slf4j|apache/logging|apache/flink/(runtime|core"
                    + "|streaming/runtime))/.*|kafka/server/.*|workbook/lab/mine/.*"))).isEmpty();
            assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path")).isNull();
        }
    }

    private long number(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(inOneLine);
        assertThat(matcher.find()).as(pattern + " in " + said).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
