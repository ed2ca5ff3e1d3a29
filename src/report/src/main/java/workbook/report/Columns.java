package workbook.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.UnaryOperator;

/**
 * Rows turned into columns: objects of the same shape become one, with a list of values in place of each value. A
 * column in which all values are the same is that value.
 */
final class Columns {

    private Columns() {
    }

    static JsonElement of(JsonArray rows) {
        JsonElement first = rows.get(0);
        if (first.isJsonObject()) {
            JsonObject columns = new JsonObject();
            for (String name : first.getAsJsonObject().keySet()) {
                columns.add(name, column(rows, row -> row.isJsonObject() ? row.getAsJsonObject().get(name) : null));
            }
            return columns;
        }
        if (first.isJsonArray()) {
            JsonArray columns = new JsonArray();
            for (int i = 0; i < first.getAsJsonArray().size(); i++) {
                int index = i;
                columns.add(column(rows, row -> row.isJsonArray() ? row.getAsJsonArray().get(index) : null));
            }
            return columns;
        }
        for (JsonElement value : rows) {
            if (!value.equals(first)) {
                return rows;
            }
        }
        return first;
    }

    private static JsonElement column(JsonArray rows, UnaryOperator<JsonElement> value) {
        JsonArray values = new JsonArray();
        rows.forEach(row -> values.add(value.apply(row)));
        return of(values);
    }
}
