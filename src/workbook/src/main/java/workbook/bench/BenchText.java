package workbook.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import workbook.report.BenchRecords;

/** What was measured, for people and for programs. */
public final class BenchText {

    private BenchText() {
    }

    /** A table for each kind of record. */
    public static List<String> table(List<Measured> all) {
        List<String> lines = new ArrayList<>();
        int width = all.stream().mapToInt(each -> each.engine().length()).max().orElse(0);
        for (BenchRecords kind : BenchRecords.values()) {
            lines.add(String.format(Locale.ROOT, "%-" + width + "s  %11s  %-25s  %s", kind.words(), "records/s",
                    "(least – most)", "× Flink (least – most)"));
            all.stream().filter(each -> each.kind() == kind).forEach(each -> lines.add(row(each, width)));
            lines.add("");
        }
        return lines;
    }

    private static String row(Measured each, int width) {
        Rates ratio = each.ratio();
        String spread = String.format(Locale.ROOT, "(%,.0f – %,.0f)", each.rates().least(), each.rates().most());
        return String.format(Locale.ROOT, "%-" + width + "s  %,11.0f  %-25s  %.2f (%.2f – %.2f)", each.engine(),
                each.rates().median(), spread, ratio.median(), ratio.least(), ratio.most());
    }

    /** All of it, every round. */
    public static String json(List<Measured> all, long records, boolean local) {
        JsonArray results = new JsonArray();
        for (Measured each : all) {
            JsonObject result = new JsonObject();
            result.addProperty("records", each.kind().words());
            result.addProperty("engine", each.engine());
            result.add("recordsPerSecond", rates(each.rates()));
            result.add("timesFlink", rates(each.ratio()));
            results.add(result);
        }
        JsonObject json = new JsonObject();
        json.addProperty("exchange", local ? "local" : "remote");
        json.addProperty("recordsPerRound", records);
        json.addProperty("processors", Runtime.getRuntime().availableProcessors());
        json.addProperty("java", System.getProperty("java.vm.version"));
        json.add("results", results);
        return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
    }

    private static JsonObject rates(Rates rates) {
        JsonObject json = new JsonObject();
        json.addProperty("median", rates.median());
        json.addProperty("least", rates.least());
        json.addProperty("most", rates.most());
        JsonArray rounds = new JsonArray();
        rates.rounds().forEach(rounds::add);
        json.add("rounds", rounds);
        return json;
    }
}
