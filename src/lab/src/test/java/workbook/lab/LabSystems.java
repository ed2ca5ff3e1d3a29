package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The scenario on real Kafka, Flink and PostgreSQL, as the command starts it: once, for all that is looked at here.
 * Takes two minutes. Strict where a busy machine changes nothing; 15 % off is good enough for rates.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabSystems {

    private static final int SECONDS = 90;
    /** From here on, the exchanges are full. */
    private static final int FULL = 30;
    /** From here on, not even Flink's own averages of a minute remember how it began. */
    private static final int SETTLED = 70;
    private static final Percentage ABOUT = Percentage.withPercentage(15);
    private static final String[] PRESSED = {"source", "map", "filter"};

    private final Path folder = Path.of(System.getProperty("lab.jar")).resolveSibling("systems");
    private final Path page = folder.resolve("run.html");
    private JsonObject run;
    private int exitCode;
    private String said;

    @BeforeAll
    void runTheLab() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("run/tmp"));
        Path numbers = folder.resolve("run.json");
        Path text = folder.resolve("run.txt");
        Process lab = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("run/tmp"), "-Dworkbook.lab.log=" + folder.resolve("lab.log"),
                "-jar", System.getProperty("lab.jar"), folder.toString(), "--seconds", String.valueOf(SECONDS),
                "--json", numbers.toString(), "--html", page.toString())
                .redirectErrorStream(true).redirectOutput(text.toFile()).start();
        exitCode = lab.waitFor();
        said = Files.readString(text);
        assertThat(exitCode).as("exit code of a lab that said:%n%s", said).isEqualTo(LabMain.DONE);
        run = JsonParser.parseString(Files.readString(numbers)).getAsJsonObject();
        printFigures();
    }

    @Test
    @DisplayName("nothing is lost, nothing is in the table twice")
    void nothingIsLost() {
        assertThat(run.getAsJsonObject("summary").get("conserved").getAsBoolean()).as(said).isTrue();
        assertThat(said).contains("lost 0, twice 0");
    }

    @Test
    @DisplayName("what comes in is written, or waits in Kafka: the exchanges are full, and take no more")
    void whatComesInIsWrittenOrWaits() {
        double written = growth(sample -> sample.getAsJsonObject("whereabouts").get("written").getAsDouble());
        double waiting = growth(sample -> sample.getAsJsonObject("whereabouts").get("lag").getAsDouble()
                + sample.getAsJsonObject("whereabouts").get("fetched").getAsDouble());
        double produced = growth(sample -> sample.get("produced").getAsDouble());

        // bursts and batches: up to one of each, 280 and 200 records, at either end
        assertThat(written + waiting).isCloseTo(produced, within(2 * 480.0 / (SECONDS - FULL)));
    }

    @Test
    @DisplayName("the exchange before the sink is full first, then the one above, then the source's")
    void fillOrder() {
        JsonObject untilFull = run.getAsJsonObject("summary").getAsJsonObject("secondsUntilFull");
        assertThat(List.of(untilFull.get("filter → sink").getAsDouble(), untilFull.get("map → filter").getAsDouble(),
                untilFull.get("source → map").getAsDouble())).as("seconds").isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the sink is busy, and not backpressured")
    void theSinkIsBusy() {
        assertThat(share("sink", "busy")).isGreaterThan(950);
        assertThat(share("sink", "backpressured")).isLessThan(20);
        assertThat(run.getAsJsonObject("summary").get("bottleneck").getAsString()).isEqualTo("sink");
    }

    @Test
    @DisplayName("all tasks above it are backpressured")
    void theOthersAreBackpressured() {
        for (String task : PRESSED) {
            assertThat(share(task, "backpressured")).as(task).isGreaterThan(950);
        }
    }

    @Test
    @DisplayName("1,000 records/s come in, the sink writes 100/s, and 900/s more wait")
    void rates() {
        assertThat(growth(sample -> sample.get("produced").getAsDouble())).isCloseTo(1_000, ABOUT);
        assertThat(summary("sinkRatePerSecond")).isCloseTo(100, ABOUT);
        assertThat(summary("lagGrowthPerSecond")).isCloseTo(900, ABOUT);
    }

    @Test
    @DisplayName("the run report's page says what it was")
    void thePage() throws IOException {
        assertThat(Files.readString(page)).contains("The sink is the bottleneck").contains("real Kafka");
    }

    @Test
    @DisplayName("no process and no file is left of it")
    void nothingIsLeft() {
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("owner")).doesNotExist();
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info().command().orElse("")
                .startsWith(folder.toString()))).isEmpty();
    }

    private void printFigures() {
        System.out.printf("sink rate %.1f/s, lag growth %.1f/s, backlog growth %.1f/s, in flight %.0f%n",
                summary("sinkRatePerSecond"), summary("lagGrowthPerSecond"),
                growth(sample -> sample.get("produced").getAsDouble()
                        - sample.getAsJsonObject("whereabouts").get("written").getAsDouble()), summary("inFlight"));
        System.out.println("seconds until full: " + run.getAsJsonObject("summary").get("secondsUntilFull"));
        for (String task : new String[] {"source", "map", "filter", "sink"}) {
            System.out.printf("%-6s after %d s: busy %.1f, backpressured %.1f, idle %.1f ms of a second%n", task,
                    SETTLED, share(task, "busy"), share(task, "backpressured"), share(task, "idle"));
        }
    }

    private double summary(String name) {
        return run.getAsJsonObject("summary").get(name).getAsDouble();
    }

    /** On average, after all has settled. */
    private double share(String task, String share) {
        List<JsonObject> settled = samples().subList(SETTLED, SECONDS + 1);
        return settled.stream().mapToDouble(sample -> sample.getAsJsonObject("tasks").getAsJsonObject(task).get(share)
                .getAsDouble()).average().orElseThrow();
    }

    /** A second, while the exchanges are full. */
    private double growth(ToDoubleFunction<JsonObject> count) {
        double before = count.applyAsDouble(samples().get(FULL));
        return (count.applyAsDouble(samples().get(SECONDS)) - before) / (SECONDS - FULL);
    }

    private List<JsonObject> samples() {
        List<JsonObject> samples = new ArrayList<>();
        run.getAsJsonArray("samples").forEach(sample -> samples.add(sample.getAsJsonObject()));
        return samples;
    }
}
