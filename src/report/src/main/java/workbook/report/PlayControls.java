package workbook.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import workbook.world.scenario.ScenarioSettings;

/**
 * What can be changed of a run that is played with, while it goes on.
 *
 * @param settings rates, buffers, chains and the map's time: checked, such a run can be made
 * @param chain as the option {@code --chain} has it
 * @param stalled whether the database stands still
 * @param speed how many virtual seconds pass in a second, from 1 to {@value #FASTEST}
 * @param playing whether time passes at all
 */
record PlayControls(ScenarioSettings settings, String chain, boolean stalled, int speed, boolean playing) {

    static final int FASTEST = 60;
    /** 50 records/s are the most then. */
    private static final long SLOW_MAP_MICROS = 20_000;
    private static final int USUAL_SPEED = 5;

    static PlayControls defaults() {
        return new PlayControls(ScenarioSettings.defaults(), "none", false, USUAL_SPEED, true);
    }

    /**
     * These with some changed.
     *
     * @throws IllegalArgumentException what is wrong with one of them; then none is changed
     */
    PlayControls with(JsonObject changes) {
        PlayControls changed = this;
        for (Map.Entry<String, JsonElement> each : changes.entrySet()) {
            if (!each.getValue().isJsonPrimitive()) {
                throw new IllegalArgumentException(each.getKey() + ": that is no value.");
            }
            changed = changed.with(each.getKey(), each.getValue().getAsJsonPrimitive());
        }
        RunOptions.checkBuffers(changed.settings);
        return changed;
    }

    private PlayControls with(String name, JsonPrimitive value) {
        return switch (name) {
            case "inPerSecond" -> with(RunOption.IN, value);
            case "outPerSecond" -> with(RunOption.OUT, value);
            case "bufferBytes" -> with(RunOption.SEGMENT_BYTES, value);
            case "exclusiveBuffers" -> with(RunOption.BUFFERS_PER_CHANNEL, value);
            case "floatingBuffers" -> with(RunOption.FLOATING_BUFFERS, value);
            case "chain" -> withChain(value.getAsString());
            case "mapSlowed" -> with(settings.withMapMicros(value.getAsBoolean() ? SLOW_MAP_MICROS : 0));
            case "stalled" -> new PlayControls(settings, chain, value.getAsBoolean(), speed, playing);
            case "speed" -> new PlayControls(settings, chain, stalled, speed(value), playing);
            case "playing" -> new PlayControls(settings, chain, stalled, speed, value.getAsBoolean());
            default -> throw new IllegalArgumentException(name + ": there is nothing of that name to change.");
        };
    }

    /** As the page knows them. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("inPerSecond", settings.inPerSecond());
        json.addProperty("outPerSecond", settings.outPerSecond());
        json.addProperty("bufferBytes", settings.bufferBytes());
        json.addProperty("exclusiveBuffers", settings.exclusiveBuffers());
        json.addProperty("floatingBuffers", settings.floatingBuffers());
        json.addProperty("chain", chain);
        json.addProperty("mapSlowed", mapSlowed());
        json.addProperty("stalled", stalled);
        json.addProperty("speed", speed);
        json.addProperty("playing", playing);
        return json;
    }

    boolean mapSlowed() {
        return settings.mapMicros() > 0;
    }

    private PlayControls with(RunOption option, JsonPrimitive value) {
        return with(option.set(settings, value.getAsString()));
    }

    private PlayControls with(ScenarioSettings changed) {
        return new PlayControls(changed, chain, stalled, speed, playing);
    }

    /** Settings can't be unchained: the others are taken over into unchained ones. */
    private PlayControls withChain(String value) {
        ScenarioSettings unchained = ScenarioSettings.defaults().withInPerSecond(settings.inPerSecond())
                .withOutPerSecond(settings.outPerSecond()).withBufferBytes(settings.bufferBytes())
                .withExclusiveBuffers(settings.exclusiveBuffers()).withFloatingBuffers(settings.floatingBuffers())
                .withMapMicros(settings.mapMicros());
        return new PlayControls(RunOption.CHAIN.set(unchained, value), value, stalled, speed, playing);
    }

    private static int speed(JsonPrimitive value) {
        try {
            int speed = value.getAsInt();
            if (speed >= 1 && speed <= FASTEST) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // the same
        }
        throw new IllegalArgumentException("speed: it must be from 1 to " + FASTEST + ".");
    }
}
