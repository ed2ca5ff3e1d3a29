package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import workbook.report.RunReader;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.Summary;

/**
 * The reference's pipeline between real Kafka and PostgreSQL, as {@code ./workbook lab --mine} starts it; killed after
 * {@value #KILLED} seconds, and started again. Takes a minute. Strict where a busy machine changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPipelineSystems {

    private static final int KILLED = 10;
    /** Of the second life. */
    private static final int SECONDS = 35;
    /** From here on, the exchanges are full: the backlog has seen to it. */
    private static final int FULL = 15;
    private static final int BATCH = 50;
    private static final Percentage ABOUT = Percentage.withPercentage(15);
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path JAR = Path.of(System.getProperty("lab.jar"));

    private final Path folder = JAR.resolveSibling("own-systems");
    private ScenarioRun run;
    private String said;

    @BeforeAll
    void runTheLab() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("run/tmp"));
        Path numbers = folder.resolve("run.json");
        Path text = folder.resolve("run.txt");
        int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("run/tmp"), "-Dworkbook.lab.log=" + folder.resolve("lab.log"),
                "-jar", JAR.toString(), folder.toString(), "--mine", classPath(), "--seconds",
                String.valueOf(KILLED + SECONDS), "--kill-at", String.valueOf(KILLED), "--batch-rows",
                String.valueOf(BATCH), "--json", numbers.toString())
                .redirectErrorStream(true).redirectOutput(text.toFile()).start().waitFor();
        said = Files.readString(text);
        assertThat(code).as("exit code of a lab that said:%n%s", said).isEqualTo(LabMain.DONE);
        run = RunReader.read(numbers).run();
        Summary summary = run.summary();
        System.out.printf("own pipeline: sink rate %.1f/s, lag growth %.1f/s, in flight %.0f, full %s%n",
                summary.sinkRatePerSecond(), summary.lagGrowthPerSecond(), summary.inFlight(),
                summary.secondsUntilFull());
    }

    @Test
    @DisplayName("killed and started again, it has lost nothing, and nothing is in the table twice")
    void nothingIsLost() {
        assertThat(said).contains("Killed after 10 s").contains("lost 0, twice 0");
        assertThat(run.summary().conserved()).as(said).isTrue();
        assertThat(run.at(0).whereabouts().written()).as("written before it was killed").isPositive();
    }

    @Test
    @DisplayName("what comes in is written, or waits in Kafka")
    void whatComesInIsWrittenOrWaits() {
        double written = growth(sample -> sample.whereabouts().written());
        double waiting = growth(sample -> sample.whereabouts().lag() + sample.whereabouts().fetched());

        // bursts and batches: up to one of each at either end
        assertThat(written + waiting).isCloseTo(growth(Sample::produced),
                within(2.0 * (280 + BATCH) / (SECONDS - FULL)));
    }

    @Test
    @DisplayName("the exchange before the sink is full first, then the one above, then the source's")
    void fillOrder() {
        assertThat(Stream.of("filter → sink", "map → filter", "source → map")
                .map(exchange -> run.summary().secondsUntilFull().get(exchange).orElseThrow())).isSorted();
    }

    @Test
    @DisplayName("the sink is busy and not backpressured, all tasks above it are backpressured")
    void whoWaits() {
        assertThat(run.summary().bottleneck()).contains("sink");
        assertThat(share("sink", Summary.Task::busy)).isGreaterThan(950);
        assertThat(share("sink", Summary.Task::backpressured)).isLessThan(20);
        for (String task : new String[] {"source", "map", "filter"}) {
            assertThat(share(task, Summary.Task::backpressured)).as(task).isGreaterThan(900);
        }
    }

    @Test
    @DisplayName("1,000 records/s come in, the sink writes 100/s, and 900/s more wait")
    void rates() {
        assertThat(growth(Sample::produced)).isCloseTo(1_000, ABOUT);
        assertThat(growth(sample -> sample.whereabouts().written())).isCloseTo(100, ABOUT);
        assertThat(growth(sample -> sample.whereabouts().lag() + sample.whereabouts().fetched()))
                .isCloseTo(900, ABOUT);
    }

    @Test
    @DisplayName("no process and no file is left of it")
    void nothingIsLeft() {
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(ProcessHandle.allProcesses().filter(process ->
                process.info().commandLine().orElse("").contains(folder.toString()))).isEmpty();
    }

    /** The reference's classes, compiled here, and what the command gives a pipeline: neither Flink nor the broker. */
    private String classPath() throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(JAR.resolveSibling("lab-mine.jar")));
        try (Stream<Path> library = Files.list(JAR.resolveSibling("lib"))) {
            library.filter(jar -> jar.getFileName().toString().matches("(world|report|gson|kafka-clients|postgresql"
                    + "|slf4j-api|log4j-api|log4j-core|log4j-slf4j-impl)-.*")).forEach(classPath::add);
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> compiler = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", path(classPath)));
        try (Stream<Path> files = Files.walk(ROOT.resolve("solutions"), 20)) {
            files.map(Path::toString).filter(file -> file.replace('\\', '/').matches(".*/0[1-6]-[^/]+/src/main/.*\\.java"))
                    .forEach(compiler::add);
        }
        compiler.add(ROOT.resolve("src/lab/src/main/resources/workbook/lab/mine/LabPipeline.java").toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, compiler.toArray(String[]::new))).isZero();
        classPath.add(classes);
        return path(classPath);
    }

    private static String path(List<Path> entries) {
        return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
    }

    private double share(String task, ToDoubleFunction<Summary.Task> share) {
        return share.applyAsDouble(run.summary().tasks().get(task));
    }

    /** A second, while the exchanges are full. */
    private double growth(ToDoubleFunction<Sample> count) {
        return (count.applyAsDouble(run.at(SECONDS)) - count.applyAsDouble(run.at(FULL))) / (SECONDS - FULL);
    }
}
