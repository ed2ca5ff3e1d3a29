package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.world.scenario.ScenarioRun;

class RunHtmlTest {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>@RUN@";

    @Test
    @DisplayName("the page is written as a whole, and says the same as the JSON")
    void thePageIsWritten(@TempDir Path folder) throws Exception {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
        Path file = folder.resolve("run.html");

        RunHtml.write(run, new RunParts(List.of("01"), List.of("02")), file);

        String page = Files.readString(file);
        JsonObject json = RunJson.of(run, new RunParts(List.of("01"), List.of("02")));
        assertThat(page).contains("<h1 id=\"headline\">" + json.get("headline").getAsString() + "</h1>",
                "your parts; borrowed: 02").doesNotContain("@STYLE", "@SCRIPT", "@RUN", "@PARTS", "@TITLE");
        for (String name : List.of("schemaVersion", "headline", "parts", "events", "settings", "summary")) {
            assertThat(data(page).get(name)).as(name).isEqualTo(json.get(name));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left behind").containsExactly(file);
        }
    }

    @Test
    @DisplayName("the columns hold the samples")
    void columns() {
        JsonObject json = json(PipeRun.of(MadeUpRun.TASKS, 30));
        JsonObject columns = data(RunHtml.page(json)).getAsJsonObject("columns");

        JsonObject sample = json.getAsJsonArray("samples").get(17).getAsJsonObject();
        assertThat(columns.getAsJsonArray("lag").get(17)).isEqualTo(sample.get("lag"));
        JsonObject map = columns.getAsJsonObject("tasks").getAsJsonObject("map");
        assertThat(map.getAsJsonArray("recordsOut").get(17))
                .isEqualTo(sample.getAsJsonObject("tasks").getAsJsonObject("map").get("recordsOut"));
        assertThat(columns.getAsJsonObject("exchanges").getAsJsonObject("map → filter").get("senderBuffers").getAsInt())
                .as("what never changes is there once").isEqualTo(10);
        assertThat(columns.getAsJsonArray("lagPerPartition")).hasSize(3);
    }

    @Test
    @DisplayName("rows that aren't of one shape leave gaps")
    void gaps() {
        JsonArray rows = JsonParser.parseString("[{\"a\":1,\"b\":{\"c\":2}},{\"a\":3},{}]").getAsJsonArray();

        assertThat(Columns.of(rows).toString()).isEqualTo("{\"a\":[1,3,null],\"b\":{\"c\":[2,null,null]}}");
    }

    @Test
    @DisplayName("the same run gives the same page")
    void deterministic() {
        assertThat(RunHtml.page(json(PipeRun.of(MadeUpRun.TASKS, 60))))
                .isEqualTo(RunHtml.page(json(PipeRun.of(MadeUpRun.TASKS, 60))));
    }

    @Test
    @DisplayName("the policy allows this style and this script, and nothing else")
    void policy() {
        String page = RunHtml.page(json(PipeRun.of(MadeUpRun.TASKS, 30)));

        assertThat(page).contains("content=\"default-src 'none'; style-src '"
                + RunHtml.hash(between(page, "<style>", "</style>")) + "'; script-src '"
                + RunHtml.hash(between(page, "<script>", "</script>")) + "'; base-uri 'none'; form-action 'none'\"");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).as("without the name of SVG")
                .doesNotContain("unsafe", "http:", "https:", "eval(", "innerHTML", "url(h", " style=", " onclick=")
                .containsOnlyOnce("<script>").containsOnlyOnce("<style>");
    }

    @Test
    @DisplayName("no name is ever markup")
    void hostileNames() {
        String page = RunHtml.page(json(PipeRun.of(List.of("source", HOSTILE, "__proto__", "\u2028\"'&amp;"), 30)));

        assertThat(page).doesNotContain("</script><img").doesNotContain("<img");
        assertThat(data(page).getAsJsonObject("columns").getAsJsonObject("tasks").keySet())
                .contains(HOSTILE, "__proto__");
        String last = RunHtml.page(json(PipeRun.of(List.of("source", HOSTILE), 30)));
        assertThat(last).contains("<title>The &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#64;RUN&#64; is");
    }

    @Test
    @DisplayName("ten minutes, eight tasks: less than 400 KB")
    void size() {
        List<String> eight = List.of("source", "parse", "map", "enrich", "filter", "join", "format", "sink");

        assertThat(RunHtml.page(json(PipeRun.recovering(eight, 600, 200))).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(400_000);
    }

    @Test
    @DisplayName("a day is shown by a part of its samples")
    void longRuns() {
        JsonObject columns = data(RunHtml.page(json(PipeRun.of(MadeUpRun.TASKS, 7_200)))).getAsJsonObject("columns");

        JsonArray seconds = columns.getAsJsonArray("second");
        assertThat(seconds.size()).isLessThanOrEqualTo(1_201);
        assertThat(seconds.get(0).getAsInt()).isZero();
        assertThat(seconds.get(seconds.size() - 1).getAsInt()).isEqualTo(7_200);
    }

    private static JsonObject json(ScenarioRun run) {
        return RunJson.of(run, RunParts.UNKNOWN);
    }

    private static JsonObject data(String page) {
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"run\">(.*?)</script>").matcher(page);
        assertThat(data.find()).as("the run's data in the page").isTrue();
        JsonElement json = JsonParser.parseString(data.group(1));
        return json.getAsJsonObject();
    }

    private static String between(String page, String start, String end) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }
}
