package workbook.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * An object in a JSON that anybody may have written: each value is looked at before it is taken. What is wrong with
 * one is an {@link IllegalArgumentException} that says where it is: {@code "samples[3].lag is missing"}.
 */
final class Fields {

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_TEXT = 200;

    private final JsonObject json;
    private final String path;

    Fields(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    Fields object(String name) {
        return new Fields(value(name, JsonElement::isJsonObject, "an object").getAsJsonObject(), where(name));
    }

    /** The objects of a list. */
    List<Fields> objects(String name) {
        JsonArray array = value(name, JsonElement::isJsonArray, "a list").getAsJsonArray();
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String where = where(name) + "[" + i + "]";
            check(array.get(i).isJsonObject(), where + " should be an object");
            objects.add(new Fields(array.get(i).getAsJsonObject(), where));
        }
        return objects;
    }

    /** The objects that stand under a name each, in order. */
    Map<String, Fields> named(String name) {
        Fields all = object(name);
        Map<String, Fields> named = new LinkedHashMap<>();
        for (String each : all.names(name)) {
            named.put(each, all.object(each));
        }
        return named;
    }

    /** What stands under the names of an object: numbers, or null for nothing. */
    Map<String, OptionalDouble> numbers(String name, double least, double most) {
        Fields all = object(name);
        Map<String, OptionalDouble> numbers = new LinkedHashMap<>();
        for (String each : all.names(name)) {
            numbers.put(each, all.optionalNumber(each, least, most));
        }
        return numbers;
    }

    List<Long> wholes(String name, long least, long most) {
        JsonArray array = value(name, JsonElement::isJsonArray, "a list").getAsJsonArray();
        List<Long> wholes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            wholes.add(whole(array.get(i), where(name) + "[" + i + "]", least, most));
        }
        return wholes;
    }

    List<String> texts(String name) {
        JsonArray array = value(name, JsonElement::isJsonArray, "a list").getAsJsonArray();
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(text(each, where(name) + "[" + texts.size() + "]")));
        return texts;
    }

    String text(String name) {
        return text(value(name, each -> true, "a text"), where(name));
    }

    boolean flag(String name) {
        return value(name, each -> each.isJsonPrimitive() && each.getAsJsonPrimitive().isBoolean(), "true or false")
                .getAsBoolean();
    }

    long whole(String name, long least, long most) {
        return whole(value(name, each -> true, "a number"), where(name), least, most);
    }

    int integer(String name) {
        return (int) whole(name, 0, Integer.MAX_VALUE);
    }

    OptionalLong optionalWhole(String name, long least, long most) {
        return has(name) ? OptionalLong.of(whole(name, least, most)) : OptionalLong.empty();
    }

    double number(String name, double least, double most) {
        JsonPrimitive number = number(value(name, each -> true, "a number"), where(name));
        double value = number.getAsDouble();
        check(value >= least && value <= most, where(name) + " is " + number + ": that can't be");
        return value;
    }

    OptionalDouble optionalNumber(String name, double least, double most) {
        return has(name) ? OptionalDouble.of(number(name, least, most)) : OptionalDouble.empty();
    }

    /** @throws IllegalArgumentException if it isn't so */
    static void check(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private List<String> names(String of) {
        List<String> names = List.copyOf(json.keySet());
        names.forEach(each -> check(isPlain(each), "a name in " + of + " isn't plain text, or very long"));
        return names;
    }

    private JsonElement value(String name, Predicate<JsonElement> isRight, String right) {
        check(has(name), where(name) + " is missing");
        check(isRight.test(json.get(name)), where(name) + " should be " + right);
        return json.get(name);
    }

    private static String text(JsonElement value, String where) {
        check(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString(), where + " should be a text");
        check(isPlain(value.getAsString()), where + " isn't plain text, or very long");
        return value.getAsString();
    }

    private static long whole(JsonElement value, String where, long least, long most) {
        JsonPrimitive number = number(value, where);
        try {
            long whole = new BigDecimal(number.getAsString()).longValueExact();
            check(whole >= least && whole <= most, where + " is " + number + ": that can't be");
            return whole;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(where + " is " + number + ": it should be a whole number", e);
        }
    }

    private static JsonPrimitive number(JsonElement value, String where) {
        check(value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber(), where + " should be a number");
        check(value.getAsString().length() <= LONGEST_NUMBER, where + " is a number of too many digits");
        return value.getAsJsonPrimitive();
    }

    /** A terminal obeys some characters, and others turn round what stands beside them. */
    private static boolean isPlain(String text) {
        return text.length() <= LONGEST_TEXT && text.codePoints().noneMatch(each -> Character.isISOControl(each)
                || List.of(Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR).contains((byte) Character.getType(each)));
    }

    private String where(String name) {
        String shown = isPlain(name) ? name : "…";
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
