package workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.report.BenchRecords;

class BenchTextTest {

    private static final Rates FLINK = new Rates(List.of(1_000_000.0, 2_000_000.0, 4_000_000.0));
    private static final List<Measured> ALL = List.of(
            new Measured(BenchRecords.LONGS, "Flink 2.2.1", FLINK, FLINK),
            new Measured(BenchRecords.LONGS, "tuned", new Rates(List.of(1_500_000.0, 4_000_000.0, 8_000_000.0)), FLINK),
            new Measured(BenchRecords.BYTES, "Flink 2.2.1", FLINK, FLINK),
            new Measured(BenchRecords.BYTES, "tuned", new Rates(List.of(500_000.0, 500_000.0, 500_000.0)), FLINK));

    @Test
    @DisplayName("the table has an engine in each row, for each kind of record")
    void table() {
        assertThat(String.join("\n", BenchText.table(ALL))).isEqualTo("""
                Longs          records/s  (least – most)             × Flink (least – most)
                Flink 2.2.1    2,000,000  (1,000,000 – 4,000,000)    1.00 (1.00 – 1.00)
                tuned          4,000,000  (1,500,000 – 8,000,000)    2.00 (1.50 – 2.00)

                100 bytes      records/s  (least – most)             × Flink (least – most)
                Flink 2.2.1    2,000,000  (1,000,000 – 4,000,000)    1.00 (1.00 – 1.00)
                tuned            500,000  (500,000 – 500,000)        0.25 (0.13 – 0.50)
                """);
    }

    @Test
    @DisplayName("the JSON has every round")
    void json() {
        JsonObject json = JsonParser.parseString(BenchText.json(ALL, 5_000_000, false)).getAsJsonObject();
        assertThat(json.get("exchange").getAsString()).isEqualTo("remote");
        assertThat(json.get("recordsPerRound").getAsLong()).isEqualTo(5_000_000);
        JsonObject tuned = json.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(tuned.get("records").getAsString()).isEqualTo("Longs");
        assertThat(tuned.get("engine").getAsString()).isEqualTo("tuned");
        assertThat(tuned.getAsJsonObject("recordsPerSecond").getAsJsonArray("rounds")).hasSize(3);
        assertThat(tuned.getAsJsonObject("timesFlink").get("median").getAsDouble()).isEqualTo(2);
        assertThat(tuned.getAsJsonObject("timesFlink").get("least").getAsDouble()).isEqualTo(1.5);
    }
}
