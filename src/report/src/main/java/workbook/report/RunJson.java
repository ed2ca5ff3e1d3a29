package workbook.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Resources;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;
import workbook.world.scenario.TaskSettings;

/** A run for a program to read. */
public final class RunJson {

    private static final int SCHEMA_VERSION = 1;

    private RunJson() {
    }

    /** Writes it beside the file first, and then puts it in its place: it is there as a whole or not at all. */
    public static void write(ScenarioRun run, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path written = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
                new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create()
                        .toJson(of(run), writer);
                writer.newLine();
            }
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    static JsonObject of(ScenarioRun run) {
        JsonObject json = new JsonObject();
        json.addProperty("schemaVersion", SCHEMA_VERSION);
        json.add("settings", settings(run.settings()));
        JsonArray samples = new JsonArray();
        run.samples().forEach(sample -> samples.add(sample(sample)));
        json.add("samples", samples);
        json.add("summary", summary(run.summary()));
        return json;
    }

    private static JsonObject settings(ScenarioSettings settings) {
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

    private static JsonObject sample(Sample sample) {
        JsonObject json = new JsonObject();
        json.add("second", number(sample.second()));
        JsonObject tasks = new JsonObject();
        for (TaskReading task : sample.tasks()) {
            JsonObject each = new JsonObject();
            shares(each, task.shares().busy(), task.shares().softBackpressured(), task.shares().hardBackpressured(),
                    task.shares().idle());
            each.addProperty("recordsOut", task.recordsOut());
            tasks.add(task.name(), each);
        }
        json.add("tasks", tasks);
        JsonObject exchanges = new JsonObject();
        for (ExchangeReading exchange : sample.exchanges()) {
            JsonObject each = new JsonObject();
            each.addProperty("senderBuffersUsed", exchange.senderBuffersUsed());
            each.addProperty("senderBuffers", exchange.senderBuffers());
            each.addProperty("receiverBuffersUsed", exchange.receiverBuffersUsed());
            each.addProperty("receiverBuffers", exchange.receiverBuffers());
            each.addProperty("credit", exchange.credit());
            each.addProperty("records", exchange.records());
            exchanges.add(exchange.name(), each);
        }
        json.add("exchanges", exchanges);
        json.add("whereabouts", whereabouts(sample.whereabouts()));
        json.addProperty("produced", sample.produced());
        json.addProperty("lag", sample.whereabouts().lag());
        json.add("lagPerPartition", numbers(sample.lagPerPartition()));
        json.add("resources", resources(sample.resources()));
        return json;
    }

    private static JsonObject whereabouts(Whereabouts whereabouts) {
        JsonObject json = new JsonObject();
        json.addProperty("lag", whereabouts.lag());
        json.addProperty("fetched", whereabouts.fetched());
        json.addProperty("inTasks", whereabouts.inTasks());
        json.addProperty("inExchanges", whereabouts.inExchanges());
        json.addProperty("inBatch", whereabouts.inBatch());
        json.addProperty("inSocket", whereabouts.inSocket());
        json.addProperty("inTransaction", whereabouts.inTransaction());
        json.addProperty("written", whereabouts.written());
        json.addProperty("filteredOut", whereabouts.filteredOut());
        return json;
    }

    private static JsonObject resources(Resources resources) {
        JsonObject json = new JsonObject();
        json.addProperty("networkMemoryBytes", resources.networkMemoryBytes());
        json.addProperty("kafkaDiskBytes", resources.kafkaDiskBytes());
        json.add("kafkaBytesPerSecond", number(resources.kafkaBytesPerSecond()));
        json.add("postgresBytesPerSecond", number(resources.postgresBytesPerSecond()));
        json.add("fsyncsPerSecond", number(resources.fsyncsPerSecond()));
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

    private static void shares(JsonObject json, double busy, double soft, double hard, double idle) {
        json.add("busy", number(busy));
        json.add("backpressured", number(soft + hard));
        json.add("softBackpressured", number(soft));
        json.add("hardBackpressured", number(hard));
        json.add("idle", number(idle));
    }

    private static JsonArray numbers(List<Long> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonElement number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : JsonNull.INSTANCE;
    }

    /** To a thousandth; a whole number without a point. What is no number at all is null. */
    private static JsonElement number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return JsonNull.INSTANCE;
        }
        double rounded = Math.round(value * 1_000) / 1_000.0;
        return rounded == Math.rint(rounded) ? new JsonPrimitive((long) rounded) : new JsonPrimitive(rounded);
    }
}
