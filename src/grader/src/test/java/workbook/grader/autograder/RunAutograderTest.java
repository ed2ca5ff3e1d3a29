package workbook.grader.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gradescope's script, in a folder that looks like Gradescope's, with a grader that is made up. */
class RunAutograderTest {

    /** Notes what it is told, and grades by writing what the real one would. */
    private static final String GRADES = """
            #!/usr/bin/env bash
            root=$(dirname "$0")
            echo "$*" >> "$root/told"
            cp "$2/../roster.csv" "$root/roster"
            ls "$2/student" > "$root/handed-in"
            %s
            mkdir -p "$4/students/student"
            echo '{"score": 7.5, "extra_data": {"id": "student"}}' > "$4/students/student/results.json"
            echo "<dt>Isolation</dt><dd>in force: the kernel&#39;s limits</dd>" > "$4/overview.html"
            echo "<dt>Isolation</dt><dd>not in force: a sandbox</dd>" >> "$4/overview.html"
            """;

    @TempDir
    private Path autograder;

    private String printed;
    /** Until it loses patience. Plenty, where nothing is to be waited for. */
    private String seconds = "100";

    @BeforeEach
    void lookLikeGradescope() throws IOException, InterruptedException {
        for (String program : List.of("bash", "jq", "timeout")) {
            assumeTrue(isThere(program), program + " is there, as on Gradescope");
        }
        write("submission/BufferPool.java", "class BufferPool { }");
        for (String name : List.of("setup.sh", "run_autograder")) {
            try (InputStream in = Autograder.class.getResourceAsStream(name.replaceFirst("der$", "der.sh"))) {
                write("source/" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void bashUnderstandsTheScripts() throws IOException, InterruptedException {
        for (String name : List.of("setup.sh", "run_autograder")) {
            Process bash = new ProcessBuilder("bash", "-n", autograder.resolve("source/" + name).toString()).start();
            assertThat(bash.waitFor()).as(name).isEqualTo(0);
        }
    }

    @Test
    void resultsAreTheGradersAndSayWhatIsolationWasInForce() throws IOException, InterruptedException {
        grader(GRADES.formatted(""));

        JsonObject results = run();

        assertThat(results.get("score").getAsDouble()).isEqualTo(7.5);
        JsonObject extra = results.getAsJsonObject("extra_data");
        assertThat(extra.get("isolation").getAsString()).isEqualTo("the kernel's limits");
        assertThat(extra.get("id").getAsString()).isEqualTo("student");
        assertThat(read("source/workbook/handed-in")).isEqualTo("BufferPool.java\n");
        assertThat(read("source/workbook/told")).startsWith("grade ").doesNotContain("--no-sandbox", "--policy",
                "--chapters");
    }

    @Test
    void whatIsGradedAndHowIsPassedOn() throws IOException, InterruptedException {
        grader(GRADES.formatted(""));
        write("source/policy.properties", "late.free-days = 1\n");
        write("source/chapters.txt", "01,02\n");

        run();

        assertThat(read("source/workbook/told")).contains("--policy " + autograder.resolve("source/policy.properties"),
                "--chapters 01,02");
    }

    @Test
    void whereThereIsNoSandboxItGradesWithout() throws IOException, InterruptedException {
        grader(GRADES.formatted("[[ $* == *--no-sandbox* ]] || exit 2"));

        assertThat(run().get("score").getAsDouble()).isEqualTo(7.5);
        assertThat(read("source/workbook/told").lines()).hasSize(2);
    }

    @Test
    void aDayThatHasBegunIsADayLate() throws IOException, InterruptedException {
        grader(GRADES.formatted(""));

        assertThat(daysLate("2026-03-01T12:00:00.000000-08:00", "")).as("in time").isEqualTo("0");
        assertThat(daysLate("2026-03-01T23:00:01.000000-08:00", "")).as("a second late").isEqualTo("1");
        assertThat(daysLate("2026-03-03T23:00:00.000000-08:00", "")).as("two days to the second").isEqualTo("2");
        assertThat(daysLate("2026-03-02T06:59:00.000000+00:00", "")).as("in another time zone, in time").isEqualTo("0");
        assertThat(daysLate("2026-03-03T23:00:00.000000-08:00",
                "{\"assignment\": {\"due_date\": \"2026-03-03T08:00:00.000000-08:00\"}}"))
                .as("with an extension").isEqualTo("1");
    }

    @Test
    void whoeverFailsTheResultsSayWhy() throws IOException, InterruptedException {
        grader("#!/usr/bin/env bash\necho 'The reference fails.'\nexit 3\n");
        assertTrouble("./workbook grade ended with 3, and left no results.json.");
        assertThat(printed).as("for the instructor").contains("The reference fails.");

        seconds = "1";
        grader("#!/usr/bin/env bash\nexec tail -f /dev/null\n");
        assertTrouble("It took longer than 1 seconds. Give the assignment more processors.");
        seconds = "100";

        grader(GRADES.formatted("") + "echo '{' > \"$4/students/student/results.json\"\n");
        assertTrouble("The results.json of ./workbook grade is damaged.");

        write("submission_metadata.json", "{\"created_at\": \"some day\"}");
        assertTrouble("submission_metadata.json doesn't say when it was due, or when it was handed in.");
    }

    private void assertTrouble(String why) throws IOException, InterruptedException {
        JsonObject results = run();
        assertThat(results.getAsJsonObject("extra_data").get("trouble").getAsString()).isEqualTo(why);
        assertThat(results.get("score").getAsInt()).isEqualTo(0);
        assertThat(results.get("output").getAsString()).contains("may not be your fault");
        assertThat(printed).contains("Not graded: " + why);
    }

    private String daysLate(String created, String user) throws IOException, InterruptedException {
        write("submission_metadata.json", """
                {"id": 1, "created_at": "%s", "users": [%s],
                 "assignment": {"due_date": "2026-03-01T23:00:00.000000-08:00", "late_due_date": null}}
                """.formatted(created, user));
        run();
        return read("source/workbook/roster").lines().toList().get(1).replaceFirst(".*,", "");
    }

    private JsonObject run() throws IOException, InterruptedException {
        Files.deleteIfExists(autograder.resolve("results/results.json"));
        ProcessBuilder builder = new ProcessBuilder("bash", autograder.resolve("source/run_autograder").toString())
                .redirectErrorStream(true).redirectOutput(autograder.resolve("stdout").toFile());
        builder.environment().putAll(Map.of("AUTOGRADER", autograder.toString(), "AUTOGRADER_SECONDS", seconds));
        assertThat(builder.start().waitFor()).as("it never fails").isEqualTo(0);
        printed = read("stdout");
        return JsonParser.parseString(read("results/results.json")).getAsJsonObject();
    }

    private void grader(String script) throws IOException {
        write("source/workbook/workbook", script);
        assertThat(autograder.resolve("source/workbook/workbook").toFile().setExecutable(true)).isTrue();
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(autograder.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Path file = autograder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
