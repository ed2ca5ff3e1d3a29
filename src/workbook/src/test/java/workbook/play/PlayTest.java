package workbook.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.Workbook;

/** The reference's pipeline, played with as the page does it, without a page. */
class PlayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path HERE = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonObject> told = new CopyOnWriteArrayList<>();
    private Play play;

    @BeforeEach
    void start() throws IOException {
        copy("chapters");
        copy("solutions");
        Workbook workbook = Workbook.at(root);
        List<Chapter> chapters = workbook.chapters();
        play = new Play(workbook, Libraries.ofThisJvm(), doing -> new Play.Chosen(
                chapters.stream().map(workbook::borrow).toList(), List.of("--borrowed", "01, 02"), "The reference's.",
                List.of()), false, chapters.get(0), 0, true);
        client.sendAsync(HttpRequest.newBuilder(play.address().resolve("events")).build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(line -> {
                    if (line.startsWith("data: ")) {
                        told.add(JsonParser.parseString(line.substring(6)).getAsJsonObject());
                    }
                })));
    }

    @AfterEach
    void stop() {
        play.close();
    }

    @Test
    @DisplayName("it plays; rates change at once; another number of buffers restarts the job, and the lag stays")
    void plays() throws Exception {
        JsonObject first = await(message -> is(message, "state"));
        assertThat(first.getAsJsonObject("parts").get("inWords").getAsString()).isEqualTo("the reference's parts");
        set("\"speed\": 60");
        JsonObject pressed = sample(sample -> sample.get("lag").getAsLong() > 5_000);
        assertThat(pressed.get("bottleneck").getAsString()).isEqualTo("sink");

        set("\"inPerSecond\": 10, \"playing\": false");
        await(message -> is(message, "state") && message.getAsJsonObject("controls").get("inPerSecond").getAsInt() == 10);
        told.clear();
        command("{\"do\": \"step\"}");
        JsonObject before = sample(sample -> true);
        set("\"floatingBuffers\": 1");
        JsonObject after = sample(sample -> sample.getAsJsonObject("exchanges").getAsJsonObject("map → filter")
                .get("senderBuffers").getAsInt() == 3);
        assertThat(after.get("second").getAsDouble()).isEqualTo(before.get("second").getAsDouble());
        assertThat(written(after)).isEqualTo(written(before));
        assertThat(after.get("lag").getAsLong()).as("what fitted into the other buffers waits in Kafka again")
                .isGreaterThan(before.get("lag").getAsLong() + 5_000);
        set("\"playing\": true");
        sample(sample -> written(sample) > written(before) + 1_000);
        assertThat(told).filteredOn(message -> is(message, "sample"))
                .allMatch(message -> message.get("conserved").getAsBoolean());
    }

    @Test
    @DisplayName("what makes no sense is refused, and everything goes on")
    void refuses() throws Exception {
        await(message -> is(message, "sample"));
        set("\"inPerSecond\": 0");
        assertThat(await(message -> is(message, "refused")).get("why").getAsString()).contains("from 1 to 1000000");
        assertThat(command("{\"do\": \"chapter\", \"chapter\": \"99\"}")).isEqualTo(400);
        assertThat(command("{\"do\": \"chapter\"}")).isEqualTo(400);
        assertThat(command("{\"do\": \"set\"}")).isEqualTo(400);
        assertThat(command("{\"do\": \"halt\"}")).isEqualTo(400);
        assertThat(command("{\"do\": {}}")).isEqualTo(400);
        told.clear();
        await(message -> is(message, "sample"));
    }

    @Test
    @DisplayName("when its JVM is killed, it says so, and Reset starts it again, with the numbers as they were")
    void killed() throws Exception {
        set("\"inPerSecond\": 250");
        await(message -> is(message, "state") && message.getAsJsonObject("controls").get("inPerSecond").getAsInt() == 250);
        engine().orElseThrow().destroyForcibly();
        assertThat(await(message -> is(message, "failed")).get("title").getAsString())
                .isEqualTo("The pipeline's JVM ended all of a sudden.");
        told.clear();
        set("\"outPerSecond\": 300");
        command("{\"do\": \"reset\"}");
        assertThat(await(message -> is(message, "state")).getAsJsonObject("controls").get("outPerSecond").getAsInt())
                .as("what was set meanwhile").isEqualTo(300);
        assertThat(await(message -> is(message, "state")).getAsJsonObject("controls").get("inPerSecond").getAsInt())
                .isEqualTo(250);
    }

    @Test
    @DisplayName("what makes no sense, set while nobody runs, is refused when it begins again")
    void nonsenseMeanwhile() throws Exception {
        await(message -> is(message, "state"));
        engine().orElseThrow().destroyForcibly();
        await(message -> is(message, "failed"));
        set("\"colour\": \"blue\"");
        command("{\"do\": \"reset\"}");
        assertThat(await(message -> is(message, "refused")).get("why").getAsString()).contains("colour");
        told.clear();
        await(message -> is(message, "sample"));
    }

    @Test
    @DisplayName("when it is stopped it says good-bye, and leaves no process behind")
    void stops() {
        await(message -> is(message, "sample"));
        ProcessHandle engine = engine().orElseThrow();
        play.close();
        await(message -> is(message, "bye"));
        Awaitility.await().atMost(PATIENCE).until(() -> !engine.isAlive());
        assertThat(engine()).isEmpty();
    }

    private static Optional<ProcessHandle> engine() {
        return ProcessHandle.current().children()
                .filter(each -> each.info().commandLine().orElse("").contains("PlayPipeline")).findFirst();
    }

    private JsonObject await(Predicate<JsonObject> what) {
        return Awaitility.await().atMost(PATIENCE).until(() -> told.stream().filter(what).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The first sample since now. */
    private JsonObject sample(Predicate<JsonObject> what) {
        return await(message -> is(message, "sample") && what.test(message.getAsJsonObject("sample")))
                .getAsJsonObject("sample");
    }

    private static boolean is(JsonObject message, String kind) {
        return message.get("message").getAsString().equals(kind);
    }

    private static long written(JsonObject sample) {
        return sample.getAsJsonObject("whereabouts").get("written").getAsLong();
    }

    private void set(String controls) throws Exception {
        assertThat(command("{\"do\": \"set\", \"controls\": {" + controls + "}}")).isEqualTo(204);
    }

    private int command(String json) throws Exception {
        URI address = play.address();
        return client.send(HttpRequest.newBuilder(address.resolve("do")).header("Content-Type", "application/json")
                .header("Origin", "http://127.0.0.1:" + address.getPort())
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void copy(String folder) throws IOException {
        Path from = HERE.resolve(folder);
        Path target = root.resolve(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String relative = from.relativize(file).toString().replace('\\', '/');
                if (!relative.contains("/target/") && !relative.contains("/misconceptions/")
                        && !relative.contains("/alternatives/")) {
                    Files.createDirectories(target.resolve(relative).getParent());
                    Files.copy(file, target.resolve(relative));
                }
            }
        }
    }

    /** Each line, as it comes. */
    private record Lines(Consumer<String> each) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            each.accept(line);
        }

        @Override
        public void onError(Throwable thrown) {
            // the server is gone
        }

        @Override
        public void onComplete() {
            // the same
        }
    }
}
