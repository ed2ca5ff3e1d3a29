package workbook.lab.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The JobManager's REST interface, which its Web UI asks, too. What it says of the tasks' time is fetched from the
 * TaskManagers when somebody asks, told the next time, brought up to date every 5 s, and an average of the last minute.
 */
final class FlinkRest {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 10;
    private static final long PAUSE_MILLIS = 300;
    private static final int OK = 200;
    private static final double MILLIS = 1_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER).build();
    private final String address;

    FlinkRest(int port) {
        address = "http://127.0.0.1:" + port;
    }

    /** Where its Web UI is. */
    URI ui() {
        return URI.create(address);
    }

    /** Of all TaskManagers that have registered; 0 if it can't be asked yet. */
    int slots() throws InterruptedException {
        return get("/overview").map(overview -> overview.get("slots-total").getAsInt()).orElse(0);
    }

    /** The one job that was submitted; nothing yet if none was. */
    Optional<String> job() throws InterruptedException {
        return get("/jobs").map(found -> found.getAsJsonArray("jobs")).filter(jobs -> !jobs.isEmpty())
                .map(jobs -> jobs.get(0).getAsJsonObject().get("id").getAsString());
    }

    /** How the job's tasks do; nothing if it can't be asked just now. */
    Optional<JobState> state(String job) throws InterruptedException {
        Optional<JsonObject> found = get("/jobs/" + job);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> tasks = new LinkedHashMap<>();
        int subtasks = 0;
        int running = 0;
        for (JsonElement each : found.get().getAsJsonArray("vertices")) {
            JsonObject vertex = each.getAsJsonObject();
            tasks.put(vertex.get("name").getAsString().replaceAll("^Source: |: Writer$", ""),
                    vertex.get("id").getAsString());
            subtasks += vertex.get("parallelism").getAsInt();
            running += vertex.getAsJsonObject("tasks").get("RUNNING").getAsInt();
        }
        return Optional.of(new JobState(found.get().get("state").getAsString(), subtasks, running, tasks));
    }

    /** Why the job failed last; nothing if it didn't. */
    Optional<String> failure(String job) throws InterruptedException {
        return get("/jobs/" + job + "/exceptions").map(found -> found.getAsJsonObject("exceptionHistory"))
                .map(history -> history.getAsJsonArray("entries")).filter(entries -> !entries.isEmpty())
                .map(entries -> entries.get(0).getAsJsonObject().get("stacktrace").getAsString());
    }

    /** How often the job was set back so far. */
    int restarts(String job) throws InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) { // the first time, it only begins to ask for it itself
            Optional<JsonArray> found = ask("/jobs/" + job + "/metrics?get=numRestarts")
                    .map(JsonElement::getAsJsonArray);
            if (found.isPresent() && !found.get().isEmpty()) {
                return found.get().get(0).getAsJsonObject().get("value").getAsInt();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return 0;
    }

    /** On how many slots of each TaskManager the job runs, by Flink's name for it. */
    Map<String, Integer> slotsInUse(String job, JobState state) throws InterruptedException {
        Map<String, Integer> slots = new HashMap<>();
        String task = state.tasks().values().iterator().next();
        get("/jobs/" + job + "/vertices/" + task).ifPresent(vertex -> {
            for (JsonElement each : vertex.getAsJsonArray("subtasks")) {
                slots.merge(each.getAsJsonObject().get("taskmanager-id").getAsString(), 1, Integer::sum);
            }
        });
        return slots;
    }

    /** The checkpoint that the job was set back to last; nothing if it wasn't, or if that is long forgotten. */
    Optional<CheckpointSeen> lastRestored(String job) throws InterruptedException {
        Optional<JsonObject> found = get("/jobs/" + job + "/checkpoints");
        long id = found.flatMap(FlinkRest::restored).map(each -> each.get("id").getAsLong()).orElse(0L);
        for (JsonElement each : found.map(all -> all.getAsJsonArray("history")).orElse(new JsonArray())) {
            JsonObject checkpoint = each.getAsJsonObject();
            if (checkpoint.get("id").getAsLong() == id) {
                return Optional.of(new CheckpointSeen(id, checkpoint.get("trigger_timestamp").getAsLong()));
            }
        }
        return Optional.empty();
    }

    /** When that was, in milliseconds since 1970; 0 if it wasn't. */
    long restoredAt(String job) throws InterruptedException {
        return get("/jobs/" + job + "/checkpoints").flatMap(FlinkRest::restored)
                .map(restored -> restored.get("restore_timestamp").getAsLong()).orElse(0L);
    }

    /** What the subtasks of each task do on average, as the Web UI shows it; without those it can't tell yet. */
    Map<String, Shares> shares(String job, JobState state) throws InterruptedException {
        Map<String, Shares> shares = new LinkedHashMap<>();
        for (Map.Entry<String, String> task : state.tasks().entrySet()) {
            Optional<JsonElement> found = ask("/jobs/" + job + "/vertices/" + task.getValue()
                    + "/subtasks/metrics?agg=avg&get=busyTimeMsPerSecond,backPressuredTimeMsPerSecond"
                    + ",idleTimeMsPerSecond");
            Map<String, Double> averages = new HashMap<>();
            found.ifPresent(all -> all.getAsJsonArray().forEach(each -> averages.put(
                    each.getAsJsonObject().get("id").getAsString(), each.getAsJsonObject().get("avg").getAsDouble())));
            if (averages.size() == 3) {
                shares.put(task.getKey(), new Shares(averages.get("busyTimeMsPerSecond") / MILLIS,
                        averages.get("backPressuredTimeMsPerSecond") / MILLIS,
                        averages.get("idleTimeMsPerSecond") / MILLIS));
            }
        }
        return shares;
    }

    private static Optional<JsonObject> restored(JsonObject checkpoints) {
        JsonElement found = checkpoints.getAsJsonObject("latest").get("restored");
        return found == null || found.isJsonNull() ? Optional.empty() : Optional.of(found.getAsJsonObject());
    }

    private Optional<JsonObject> get(String path) throws InterruptedException {
        return ask(path).map(JsonElement::getAsJsonObject);
    }

    /** Nothing if there is no answer, or none of use: it is starting, or has other things to do. */
    private Optional<JsonElement> ask(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(LONGEST_ANSWER).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? Optional.of(JsonParser.parseString(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * How a job does.
     *
     * @param name Flink's: {@code RUNNING}, {@code RESTARTING}, {@code FAILED} …
     * @param subtasks of all tasks
     * @param running how many of them run
     * @param tasks from the source to the sink, with Flink's ids for them
     */
    record JobState(String name, int subtasks, int running, Map<String, String> tasks) {

        boolean isRunning() {
            return name.equals("RUNNING") && subtasks > 0 && running == subtasks;
        }

        boolean hasFailed() {
            return name.equals("FAILED");
        }
    }

    /**
     * A checkpoint.
     *
     * @param begun in milliseconds since 1970
     */
    record CheckpointSeen(long id, long begun) {
    }

    /** Parts of a task's time, each from 0 to 1. */
    record Shares(double busy, double backpressured, double idle) {
    }
}
