package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.policy.Policy;

class GradescopeTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void export() {
        new Exports(Policy.byDefault(), Optional.of(ExampleClass.roster()), ExampleClass.MISCONCEPTIONS)
                .write(folder, ExampleClass.results(), List.of());
    }

    @Test
    void hasTheFieldsThatGradescopeReads() throws IOException {
        JsonObject results = results("b18");

        assertThat(results.keySet()).containsExactly("score", "output", "output_format", "test_output_format",
                "test_name_format", "visibility", "stdout_visibility", "tests", "extra_data");
        assertThat(results.get("score").getAsBigDecimal()).isEqualByComparingTo("27");
        assertThat(results.get("stdout_visibility").getAsString()).isEqualTo("hidden");
        assertThat(results.getAsJsonArray("tests")).hasSize(42 + 12);
        JsonObject test = test("b18", "3.2");
        assertThat(test.keySet()).containsExactly("score", "max_score", "status", "name", "name_format", "number",
                "output", "output_format", "visibility");
        assertThat(test.get("name").getAsString()).isEqualTo("3.2 nobody is forgotten");
        assertThat(test.get("status").getAsString()).isEqualTo("failed");
        assertThat(test.get("max_score").getAsInt()).isEqualTo(3);
        assertThat(test.get("output").getAsString()).startsWith("failing\n\n✗ two writers and one buffer")
                .contains("\n    filter  has finished\n");
    }

    @Test
    void aStateIsPassedOrFailedOrNeither() throws IOException {
        assertThat(test("a17", "1.1").get("status").getAsString()).isEqualTo("passed");
        assertThat(test("b18", "6.1").get("status").getAsString()).as("to do").isEqualTo("failed");
        assertThat(test("c19", "3.1").has("status")).as("has a status although it cannot be judged").isFalse();
        assertThat(results("c19").getAsJsonObject("extra_data").getAsJsonObject("states").get("3.1").getAsString())
                .isEqualTo("cannot be judged");
    }

    @Test
    void hostileTextIsPlainAndShort() throws IOException {
        String text = Files.readString(folder.resolve("students/e21/results.json"));

        assertThat(text).doesNotContain("\\u001b", "\u202E", "\\u0000").hasSizeLessThan(2_000_000);
        assertThat(test("e21", "1.1").get("output_format").getAsString()).isEqualTo("text");
    }

    private JsonObject test(String id, String number) throws IOException {
        for (JsonElement test : results(id).getAsJsonArray("tests")) {
            if (test.getAsJsonObject().get("number").getAsString().equals(number)) {
                return test.getAsJsonObject();
            }
        }
        throw new AssertionError("no test " + number);
    }

    private JsonObject results(String id) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("students").resolve(id).resolve("results.json")))
                .getAsJsonObject();
    }
}
