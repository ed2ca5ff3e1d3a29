package workbook.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;
import workbook.world.scenario.TaskSettings;

/** A run for a program to read. */
public final class RunJson {

    static final int SCHEMA_VERSION = 2;

    private RunJson() {
    }

    /** Writes it as a whole or not at all. */
    public static void write(ScenarioRun run, RunParts parts, Path file) throws IOException {
        WholeFile.write(file, writer -> {
            new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create()
                    .toJson(of(run, parts), writer);
            writer.newLine();
        });
    }

    /** See {@code src/report/SCHEMA.md}. */
    static JsonObject of(ScenarioRun run, RunParts parts) {
        RunEvents events = new RunEvents(run);
        RunHeadline headline = new RunHeadline(run);
        JsonObject json = new JsonObject();
        json.addProperty("schemaVersion", SCHEMA_VERSION);
        json.addProperty("headline", headline.sentence());
        json.addProperty("explanation", headline.explanation());
        json.add("parts", parts(parts));
        json.add("events", events(events.all()));
        json.addProperty("tellingSecond", events.tellingSecond());
        json.add("settings", settings(run.settings()));
        JsonArray samples = new JsonArray();
        SampleJson each = new SampleJson(run, events);
        for (int i = 0; i < run.samples().size(); i++) {
            samples.add(each.of(i));
        }
        json.add("samples", samples);
        json.add("summary", summary(run.summary()));
        return json;
    }

    static JsonObject parts(RunParts parts) {
        JsonObject json = new JsonObject();
        json.add("own", strings(parts.own()));
        json.add("borrowed", strings(parts.borrowed()));
        json.addProperty("systems", parts.systems());
        json.addProperty("inWords", parts.inWords());
        return json;
    }

    static JsonArray events(List<RunEvent> events) {
        JsonArray json = new JsonArray();
        for (RunEvent event : events) {
            JsonObject each = new JsonObject();
            each.add("second", number(event.second()));
            each.addProperty("name", event.name());
            each.addProperty("sentence", event.sentence());
            json.add(each);
        }
        return json;
    }

    static JsonObject settings(ScenarioSettings settings) {
        JsonObject json = new JsonObject();
        json.addProperty("inPerSecond", settings.inPerSecond());
        json.addProperty("outPerSecond", settings.outPerSecond());
        json.addProperty("seconds", settings.seconds());
        json.addProperty("recordBytes", settings.recordBytes());
        json.addProperty("partitions", settings.partitions());
        JsonArray tasks = new JsonArray();
        for (TaskSettings task : settings.tasks()) {
            JsonObject each = new JsonObject();
            each.addProperty("name", task.name());
            each.addProperty("parallelism", task.parallelism());
            tasks.add(each);
        }
        json.add("tasks", tasks);
        json.addProperty("network", settings.network().name().toLowerCase(Locale.ROOT));
        json.addProperty("seed", settings.seed());
        json.addProperty("bufferBytes", settings.bufferBytes());
        json.addProperty("exclusiveBuffers", settings.exclusiveBuffers());
        json.addProperty("floatingBuffers", settings.floatingBuffers());
        json.addProperty("bufferTimeoutMillis",
                settings.bufferTimeoutMillis().isPresent() ? settings.bufferTimeoutMillis().getAsLong() : null);
        json.addProperty("maxPollRecords", settings.maxPollRecords());
        json.addProperty("batchRows", settings.batchRows());
        json.addProperty("batchTimeoutMillis", settings.batchTimeoutMillis());
        json.addProperty("commitMillis", settings.commitMillis());
        json.addProperty("socketRows", settings.socketRows());
        json.addProperty("mapMicros", settings.mapMicros());
        json.addProperty("filterMicros", settings.filterMicros());
        json.addProperty("keepOneIn", settings.keepOneIn());
        boolean recovers = settings.recoversAtSecond().isPresent();
        json.addProperty("recoversAtSecond", recovers ? settings.recoversAtSecond().getAsLong() : null);
        json.addProperty("recoversToPerSecond", recovers ? settings.recoversToPerSecond() : null);
        return json;
    }

    private static JsonObject summary(Summary summary) {
        JsonObject json = new JsonObject();
        json.add("steadyFrom", number(summary.steadyFrom()));
        json.add("sinkRatePerSecond", number(summary.sinkRatePerSecond()));
        json.add("sourceRatePerSecond", number(summary.sourceRatePerSecond()));
        json.add("lagGrowthPerSecond", number(summary.lagGrowthPerSecond()));
        json.add("lagPerPartition", numbers(summary.lagPerPartition()));
        json.add("inFlight", number(summary.inFlight()));
        JsonObject untilFull = new JsonObject();
        summary.secondsUntilFull().forEach((exchange, seconds) -> untilFull.add(exchange, number(seconds)));
        json.add("secondsUntilFull", untilFull);
        json.addProperty("bottleneck", summary.bottleneck().orElse("none"));
        json.addProperty("conserved", summary.conserved());
        JsonObject tasks = new JsonObject();
        summary.tasks().forEach((name, task) -> {
            JsonObject each = new JsonObject();
            shares(each, task.busy(), task.softBackpressured(), task.hardBackpressured(), task.idle());
            each.addProperty("level", task.level() == null ? null : task.level().name());
            tasks.add(name, each);
        });
        json.add("tasks", tasks);
        return json;
    }

    static void shares(JsonObject json, double busy, double soft, double hard, double idle) {
        json.add("busy", number(busy));
        json.add("backpressured", number(soft + hard));
        json.add("softBackpressured", number(soft));
        json.add("hardBackpressured", number(hard));
        json.add("idle", number(idle));
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static JsonArray numbers(List<Long> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonElement number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : JsonNull.INSTANCE;
    }

    /** To a thousandth; a whole number without a point. What is no number at all is null. */
    static JsonElement number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return JsonNull.INSTANCE;
        }
        double rounded = Math.round(value * 1_000) / 1_000.0;
        return rounded == Math.rint(rounded) ? new JsonPrimitive((long) rounded) : new JsonPrimitive(rounded);
    }
}
