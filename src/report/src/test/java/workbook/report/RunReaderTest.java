package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

class RunReaderTest {

    private static final RunParts PARTS = new RunParts(List.of("03"), List.of("01", "02"), "real Kafka 4.2.2");

    @Test
    @DisplayName("a run that was written and read again is the same run")
    void readAgain() {
        ScenarioSettings other = ScenarioSettings.defaults().withSeconds(25).withNetwork(Network.LOCAL)
                .withoutBufferTimeout().withSeed(-7).withChain("map", "filter").withParallelism(3).withKeepOneIn(2);
        for (ScenarioRun run : List.of(PipeRun.recovering(MadeUpRun.TASKS, 120, 40), MadeUpRun.underPressure(),
                MadeUpRun.withoutPressure(), MadeUpRun.recovering(), MadeUpRun.stillFilling(),
                PipeRun.of(List.of("source+map+filter+sink"), 1), PipeRun.of(List.of("</script>", "__proto__", "x"), 9),
                new PipeRun(MadeUpRun.TASKS, other, false).run())) {
            JsonObject json = RunJson.of(run, PARTS);

            RunReader.EarlierRun read = RunReader.of(text(json));

            assertThat(RunJson.of(read.run(), read.parts())).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                          | it is empty",
        "hello                       | this is no JSON",
        "<html></html>               | this is no JSON",
        "{\"schemaVersion\": 2} {}   | this is no JSON",
        "{schemaVersion: 2}          | this is no JSON",
        "null                        | this is JSON, but not a run's",
        "[]                          | this is JSON, but not a run's",
        "{\"name\": \"x\"}           | this is JSON, but not a run's: it has no schemaVersion",
        "{\"schemaVersion\": 1}      | it is of version 1, and this workbook reads version 2",
        "{\"schemaVersion\": 3}      | it is of version 3, and this workbook reads version 2",
        "{\"schemaVersion\": \"2\"}  | schemaVersion should be a number",
        "{\"schemaVersion\": 2.5}    | schemaVersion is 2.5: it should be a whole number",
        "{\"schemaVersion\": 2}      | settings is missing"})
    @DisplayName("what is no run's JSON is told what it is")
    void notARun(String text, String message, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), text);

        assertThatThrownBy(() -> RunReader.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ").hasMessageContaining(message);
    }

    @Test
    @DisplayName("a file that isn't there, is a folder, isn't text")
    void files(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

        assertThatThrownBy(() -> RunReader.read(folder.resolve("no"))).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> RunReader.read(folder)).hasMessageContaining("that is a folder");
        assertThatThrownBy(() -> RunReader.read(binary)).hasMessageContaining("it isn't even text");
    }

    @Test
    @DisplayName("wherever it is cut, it is said to be cut short")
    void cutShort() {
        String whole = text(RunJson.of(PipeRun.of(MadeUpRun.TASKS, 2), PARTS));
        for (int length = 1; length < whole.length(); length += 13) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> RunReader.of(cut)).as("cut after %s characters", length)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("it was cut short");
        }
    }

    @Test
    @DisplayName("whichever field is missing, of another kind, or absurd: a sentence says so, and nothing else happens")
    void everyField() {
        JsonObject whole = RunJson.of(PipeRun.recovering(MadeUpRun.TASKS, 3, 2), PARTS);
        List<JsonElement> others = List.of(new JsonPrimitive("hostile\033[2J"), new JsonPrimitive(true),
                new JsonPrimitive(-1e300), new JsonPrimitive(1e300), new JsonPrimitive(0.5), new JsonArray(),
                new JsonObject(), JsonNull.INSTANCE);
        int refused = 0;
        for (List<String> path : paths(whole)) {
            refused += isRefused(whole, path, parent -> parent.remove(path.get(path.size() - 1)));
            for (JsonElement other : others) {
                refused += isRefused(whole, path, parent -> parent.add(path.get(path.size() - 1), other));
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    /** 1 if it is refused; 0 if all can be made of it that is made of a run. */
    private static int isRefused(JsonObject whole, List<String> path, Consumer<JsonObject> change) {
        JsonObject changed = whole.deepCopy();
        change.accept(parent(changed, path));
        RunReader.EarlierRun read;
        try {
            read = RunReader.of(text(changed));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as("%s", path).endsWith(".").doesNotContain("\033").hasSizeLessThan(300);
            return 1;
        }
        RunHtml.page(RunJson.of(read.run(), read.parts()));
        new RunStory(read.run(), RunReportTest.nowhere()).tell();
        Stage stage = new Stage(read.run(), RunReportTest.nowhere());
        Film.of(read.run()).forEach(shot -> stage.lines(shot, 80, 22));
        return 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[31mred", "two\nlines", "\u202eright to left", "\u2028"})
    @DisplayName("names that a terminal would obey are refused")
    void hostileNames(String name) {
        JsonObject json = RunJson.of(PipeRun.of(List.of("source", name), 3), PARTS);

        assertThatThrownBy(() -> RunReader.of(text(json))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isn't plain text");
    }

    @Test
    @DisplayName("numbers of a hundred digits, and lists in lists in lists, are refused")
    void hostileNumbers() {
        String text = text(RunJson.of(PipeRun.of(MadeUpRun.TASKS, 2), PARTS));

        assertThatThrownBy(() -> RunReader.of(text.replace("\"seed\": 1", "\"seed\": " + "9".repeat(100))))
                .hasMessageContaining("settings.seed is a number of too many digits");
        assertThatThrownBy(() -> RunReader.of(text.replace("\"seed\": 1", "\"seed\": 1e999999999")))
                .hasMessageContaining("settings.seed is 1e999999999");
        assertThatThrownBy(() -> RunReader.of("{\"a\":".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<List<String>> paths(JsonObject json) {
        List<List<String>> paths = new ArrayList<>();
        for (String name : json.keySet()) {
            paths.add(List.of(name));
            JsonElement value = json.get(name);
            JsonObject inside = value.isJsonObject() ? value.getAsJsonObject()
                    : value.isJsonArray() && !value.getAsJsonArray().isEmpty()
                    && value.getAsJsonArray().get(0).isJsonObject() ? value.getAsJsonArray().get(0).getAsJsonObject()
                    : new JsonObject();
            paths(inside).forEach(path -> paths.add(Stream.concat(Stream.of(name), path.stream()).toList()));
        }
        return paths;
    }

    /** Lists count as their first element. */
    private static JsonObject parent(JsonObject json, List<String> path) {
        JsonObject parent = json;
        for (String name : path.subList(0, path.size() - 1)) {
            JsonElement value = parent.get(name);
            parent = value.isJsonArray() ? value.getAsJsonArray().get(0).getAsJsonObject() : value.getAsJsonObject();
        }
        return parent;
    }

    private static String text(JsonElement json) {
        return new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
    }
}
