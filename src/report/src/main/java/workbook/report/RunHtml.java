package workbook.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import workbook.world.scenario.ScenarioRun;

/** A run as one HTML file that needs nothing else: no network, no other file. */
public final class RunHtml {

    /** A longer run shows only every second, every third, ... of its samples. */
    private static final int MOST_SAMPLES = 1_201;
    private static final int MOST_PARTITIONS = 16;

    private RunHtml() {
    }

    /** Writes it as a whole or not at all. */
    public static void write(ScenarioRun run, RunParts parts, Path file) throws IOException {
        String page = page(RunJson.of(run, parts));
        WholeFile.write(file, writer -> writer.write(page));
    }

    /** @param run as {@link RunJson} has it */
    static String page(JsonObject run) {
        String style = PageParts.resource("page.css");
        String script = PageParts.script("replay.js", "main.js");
        String page = PageParts.assembled("page.html");
        page = page.replace("@STYLE_HASH@", hash(style)).replace("@SCRIPT_HASH@", hash(script));
        page = page.replace("@TITLE@", escaped(run.get("headline").getAsString()))
                .replace("@EXPLANATION@", escaped(run.get("explanation").getAsString()))
                .replace("@PARTS@", escaped(run.getAsJsonObject("parts").get("inWords").getAsString()));
        page = page.replace("@STYLE@", style).replace("@SCRIPT@", script);
        return page.replace("@RUN@", data(run)); // last: it may hold anything
    }

    /** The run without line breaks, with columns in place of samples, and with no character that HTML knows. */
    private static String data(JsonObject run) {
        JsonObject compact = run.deepCopy();
        JsonArray samples = compact.remove("samples").getAsJsonArray();
        int step = Math.max(0, samples.size() - 3) / (MOST_SAMPLES - 2) + 1;
        JsonArray shown = new JsonArray();
        for (int i = 0; i < samples.size(); i++) {
            if (i % step == 0 || i == samples.size() - 1) {
                JsonArray lags = samples.get(i).getAsJsonObject().getAsJsonArray("lagPerPartition");
                while (lags.size() > MOST_PARTITIONS) {
                    lags.remove(lags.size() - 1);
                }
                shown.add(samples.get(i));
            }
        }
        compact.add("columns", Columns.of(shown));
        Gson gson = new GsonBuilder().serializeNulls().create(); // it escapes <, >, & and the like
        return gson.toJson(compact);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;").replace("@", "&#64;");
    }

    /** As a content security policy names it. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
