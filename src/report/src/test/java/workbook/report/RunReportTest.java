package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.world.Todo;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;

class RunReportTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void theNumbersAreWrittenAsAWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.json");
        Files.writeString(file, "something older");

        RunJson.write(MadeUpRun.underPressure(), RunParts.UNKNOWN, file);

        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("schemaVersion", "headline", "explanation", "parts", "events",
                "tellingSecond", "settings", "samples", "summary");
        JsonObject summary = json.getAsJsonObject("summary");
        assertThat(summary.keySet()).containsExactly("steadyFrom", "sinkRatePerSecond", "sourceRatePerSecond",
                "lagGrowthPerSecond", "lagPerPartition", "inFlight", "secondsUntilFull", "bottleneck", "conserved",
                        "tasks");
        assertThat(summary.get("steadyFrom").getAsDouble()).isEqualTo(8);
        assertThat(summary.get("bottleneck").getAsString()).isEqualTo("sink");
        assertThat(summary.getAsJsonArray("lagPerPartition")).hasSize(3);
        assertThat(summary.getAsJsonObject("secondsUntilFull").get("filter → sink").getAsDouble()).isEqualTo(2.9);
        assertThat(summary.getAsJsonObject("tasks").keySet()).containsExactlyElementsOf(MadeUpRun.TASKS);
        JsonObject map = summary.getAsJsonObject("tasks").getAsJsonObject("map");
        assertThat(map.get("backpressured").getAsDouble()).isEqualTo(980);
        assertThat(map.get("level").getAsString()).isEqualTo("HIGH");
        assertThat(json.getAsJsonArray("samples")).hasSize(21);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left behind").containsExactly(file);
        }
    }

    @Test
    void whatNeverHappenedIsNull() {
        JsonObject summary = RunJson.of(MadeUpRun.withoutPressure(), RunParts.UNKNOWN).getAsJsonObject("summary");

        assertThat(summary.get("steadyFrom").isJsonNull()).isTrue();
        assertThat(summary.get("bottleneck").getAsString()).isEqualTo("none");
        assertThat(summary.getAsJsonObject("secondsUntilFull").get("source → map").isJsonNull()).isTrue();
        assertThat(summary.get("lagGrowthPerSecond").isJsonNull()).as("no number at all").isTrue();
    }

    @Test
    void theStoryFitsIntoEightyColumns() {
        String story = story(MadeUpRun.underPressure(), true);

        assertThat(story.lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
        assertThat(story.lines().filter(line -> line.startsWith("── "))).containsExactly("── 1 s ── It begins.",
                "── 3 s ── filter has no free buffer left, and waits.",
                        "── 5 s ── map has no free buffer left, and waits.",
                "── 8 s ── source has no free buffer left: it fetches less, lag begins to grow.",
                        "── 20 s ── The end.");
        assertThat(story).contains("[source] ████████▶ [ map  ] ████████▶ [filter] ████████▶ [ sink ] ──▶ Postgres",
                "Throughput settled at 100/s after 8.0 s", "The bottleneck is the sink: busy 100%", "Nothing was lost");
    }

    @Test
    void aRecoveryIsToldWithTheTimeUntilTheLagWasGone() {
        String story = story(MadeUpRun.recovering(), true);

        assertThat(story).contains("── 10 s ── From now on the database manages 3,000/s.", "── 15 s ── The lag is gone.",
                "From 10 s on the database managed 3,000/s, and 5 s later the lag was gone.");
    }

    @Test
    void aRunThatIsTooShortIsToldAsSuch() {
        assertThat(story(MadeUpRun.stillFilling(), true)).contains("The buffers were still filling up when the run ended")
                .doesNotContain("never reached the source");
    }

    @Test
    void withoutPressureThereIsNoBottleneck() {
        assertThat(story(MadeUpRun.withoutPressure(), true)).contains("No bottleneck");
    }

    @Test
    void aTerminalWithoutUnicodeGetsAscii() {
        assertThat(story(MadeUpRun.underPressure(), false)).matches("[\\p{ASCII}]*")
                .contains("[source] ########> [ map  ]");
    }

    @Test
    void colourIsOnlyThereWhereItIsWanted() {
        new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false).line(
                new Terminal(null, true, false).paint(Terminal.Style.BAD, "plain"));

        assertThat(bytes.toString(StandardCharsets.UTF_8).strip()).isEqualTo("plain");
        assertThat(new Terminal(null, true, true).paint(Terminal.Style.BAD, "red")).isEqualTo("\033[31mred\033[0m");
    }

    @Test
    void aPipelineThatIsToDoOrFailsIsTold() throws Exception {
        assertThat(RunMain.run(RunOptions.parse(List.of()), builder(() -> new Todo("6.3")), terminal(true)))
                .isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("task 6.3 is still to do");
        bytes.reset();

        assertThat(RunMain.run(RunOptions.parse(List.of()), builder(() -> new AssertionError("Everybody waits.")),
                terminal(true))).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("The pipeline failed", "Everybody waits.")
                .doesNotContain("at workbook.");
    }

    private static ScenarioPipeline.Builder builder(java.util.function.Supplier<Error> failing) {
        return (settings, runtime, topic, table) -> {
            throw failing.get();
        };
    }

    static Terminal nowhere() {
        return new Terminal(new PrintStream(OutputStream.nullOutputStream()), true, false);
    }

    private String story(ScenarioRun run, boolean unicode) {
        new RunStory(run, terminal(unicode)).tell();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Terminal terminal(boolean unicode) {
        return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), unicode, false);
    }
}
