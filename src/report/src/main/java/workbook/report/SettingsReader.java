package workbook.report;

import static workbook.report.Fields.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/** A run's settings, from its JSON. */
final class SettingsReader {

    private SettingsReader() {
    }

    /** @throws IllegalArgumentException if no run can be made with such settings */
    static ScenarioSettings settings(Fields json) {
        try {
            return tasks(json, recovery(json, numbers(json)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage().startsWith("settings") ? e.getMessage()
                    : "settings: " + e.getMessage(), e);
        }
    }

    private static ScenarioSettings numbers(Fields json) {
        ScenarioSettings settings = ScenarioSettings.defaults()
                .withInPerSecond(whole(json, "inPerSecond"))
                .withOutPerSecond(whole(json, "outPerSecond"))
                .withSeconds(whole(json, "seconds"))
                .withRecordBytes(json.integer("recordBytes"))
                .withPartitions(json.integer("partitions"))
                .withNetwork(network(json.text("network")))
                .withSeed(json.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE))
                .withBufferBytes(json.integer("bufferBytes"))
                .withExclusiveBuffers(json.integer("exclusiveBuffers"))
                .withFloatingBuffers(json.integer("floatingBuffers"))
                .withMaxPollRecords(json.integer("maxPollRecords"))
                .withBatchRows(json.integer("batchRows"))
                .withBatchTimeoutMillis(whole(json, "batchTimeoutMillis"))
                .withCommitMillis(whole(json, "commitMillis"))
                .withMapMicros(whole(json, "mapMicros"))
                .withFilterMicros(whole(json, "filterMicros"))
                .withKeepOneIn(json.integer("keepOneIn"));
        return json.has("bufferTimeoutMillis") ? settings.withBufferTimeoutMillis(whole(json, "bufferTimeoutMillis"))
                : settings.withoutBufferTimeout();
    }

    private static ScenarioSettings recovery(Fields json, ScenarioSettings settings) {
        if (!json.has("recoversAtSecond")) {
            return settings;
        }
        check(whole(json, "recoversAtSecond") < settings.seconds(),
                "recoversAtSecond should be before the end of the run");
        return settings.withRecovery(whole(json, "recoversAtSecond"), whole(json, "recoversToPerSecond"));
    }

    private static ScenarioSettings tasks(Fields json, ScenarioSettings settings) {
        ScenarioSettings changed = settings;
        List<String> operators = new ArrayList<>();
        for (Fields task : json.objects("tasks")) {
            List<String> chain = List.of(task.text("name").split("\\+", -1));
            operators.addAll(chain);
            check(ScenarioSettings.OPERATORS.containsAll(chain), "tasks are made of "
                    + String.join(", ", ScenarioSettings.OPERATORS) + ", and there is another one");
            if (chain.size() > 1) {
                changed = changed.withChain(chain.toArray(String[]::new));
            }
            for (String operator : chain) {
                changed = changed.withParallelism(operator, task.integer("parallelism"));
            }
        }
        check(operators.equals(ScenarioSettings.OPERATORS), "tasks should be "
                + String.join(", ", ScenarioSettings.OPERATORS) + ", in this order");
        changed.tasks(); // throws, if there can't be such tasks
        return changed;
    }

    private static Network network(String name) {
        try {
            return Network.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("network should be local or remote", e);
        }
    }

    private static long whole(Fields json, String name) {
        return json.whole(name, 0, Long.MAX_VALUE);
    }
}
