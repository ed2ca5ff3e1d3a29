package workbook.report;

import static workbook.report.Fields.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/**
 * Reads a run that {@link RunJson} wrote. Only what was measured is taken from it: headline, events and rates are
 * found anew.
 */
public final class RunReader {

    private static final long MOST_BYTES = 64 * 1024 * 1024;

    /** A run of which only the numbers are left. */
    public record EarlierRun(ScenarioRun run, RunParts parts) {
    }

    private RunReader() {
    }

    /** @throws IllegalArgumentException in one sentence, why no run can be read from that file */
    public static EarlierRun read(Path file) {
        try {
            return of(text(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException why that is no run */
    static EarlierRun of(String text) {
        JsonElement json = json(text);
        check(json.isJsonObject() && json.getAsJsonObject().has("schemaVersion"),
                "this is JSON, but not a run's: it has no schemaVersion. " + howToWriteOne());
        Fields fields = new Fields(json.getAsJsonObject(), "");
        try {
            long version = fields.whole("schemaVersion", Long.MIN_VALUE, Long.MAX_VALUE);
            check(version == RunJson.SCHEMA_VERSION, "it is of version " + version
                    + ", and this workbook reads version "
                    + RunJson.SCHEMA_VERSION);
            return run(fields);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no run's JSON that can be read: " + e.getMessage() + ". "
                    + howToWriteOne(), e);
        }
    }

    private static String text(Path file) {
        try {
            check(!Files.isDirectory(file), "that is a folder. Name a file that ./workbook run --json wrote.");
            check(Files.size(file) <= MOST_BYTES, "it has " + RunOptions.grouped(Files.size(file)) + " bytes; "
                    + RunOptions.grouped(MOST_BYTES) + " is the most that can be read. Try a run of fewer --seconds.");
            String text = Files.readString(file);
            check(!text.isBlank(), "it is empty. " + howToWriteOne());
            return text;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file. " + howToWriteOne(), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("this is no JSON: it isn't even text. " + howToWriteOne(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it can't be read: " + e, e);
        }
    }

    private static JsonElement json(String text) {
        try {
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            check(reader.peek() == JsonToken.END_DOCUMENT, "this is no JSON: something follows its end.");
            return json;
        } catch (JsonParseException | IOException e) {
            boolean isCut = text.stripLeading().startsWith("{")
                    && (e.getCause() instanceof EOFException || !text.stripTrailing().endsWith("}"));
            throw new IllegalArgumentException((isCut ? "it was cut short: it ends in the middle. "
                    : "this is no JSON. ") + howToWriteOne(), e);
        }
    }

    private static String howToWriteOne() {
        return "A run's JSON is what ./workbook run --json FILE writes.";
    }

    private static EarlierRun run(Fields json) {
        Fields settings = json.object("settings");
        List<Fields> samples = json.objects("samples");
        long seconds = settings.whole("seconds", 1, Integer.MAX_VALUE);
        check(samples.size() == seconds + 1, "a run of " + seconds + " seconds has " + (seconds + 1)
                + " samples, and there are " + samples.size());
        int partitions = (int) settings.whole("partitions", 1, Integer.MAX_VALUE);
        List<Sample> read = new ArrayList<>();
        for (Fields each : samples) {
            read.add(SampleReader.sample(each, read.size(), partitions));
            checkSame(read.get(0), read.get(read.size() - 1), read.size() - 1);
        }
        ScenarioRun run = new ScenarioRun(SettingsReader.settings(settings), List.copyOf(read),
                SampleReader.summary(json.object("summary"), read.get(0)));
        Fields parts = json.object("parts");
        return new EarlierRun(run, new RunParts(parts.texts("own"), parts.texts("borrowed"),
                parts.has("systems") ? parts.text("systems") : ""));
    }

    /** Tasks and exchanges don't come and go. */
    private static void checkSame(Sample first, Sample other, int index) {
        check(first.tasks().stream().map(TaskReading::name).toList()
                .equals(other.tasks().stream().map(TaskReading::name).toList())
                && first.exchanges().stream().map(ExchangeReading::name).toList()
                .equals(other.exchanges().stream().map(ExchangeReading::name).toList()),
                "samples[" + index + "] has other tasks or exchanges than samples[0]");
    }
}
