package workbook.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** What can be set of a run: {@code --in 740}. */
public enum RunOption {

    IN(Group.KAFKA, "--in", "N", "Records produced per second",
            ScenarioSettings::inPerSecond, (settings, value) -> settings.withInPerSecond(number(value))),
    RECORD_BYTES(Group.KAFKA, "--record-bytes", "N", "Bytes in a record",
            ScenarioSettings::recordBytes, (settings, value) -> settings.withRecordBytes(integer(value))),
    PARTITIONS(Group.KAFKA, "--partitions", "N", "Partitions of the topic",
            ScenarioSettings::partitions, (settings, value) -> settings.withPartitions(integer(value))),
    POLL_RECORDS(Group.KAFKA, "--poll-records", "N", "Records the source fetches at once, at most",
            ScenarioSettings::maxPollRecords, (settings, value) -> settings.withMaxPollRecords(integer(value))),

    CHAIN(Group.TASKS, "--chain", "OPERATORS", "Operators in one task: map+filter, or source+map,filter+sink, or all",
            RunOption::chains, RunOption::withChains),
    PARALLELISM(Group.TASKS, "--parallelism", "N", "Subtasks of every task; or of some: sink=4,map=2",
            RunOption::parallelism, RunOption::withParallelism),
    MAP_MICROS(Group.TASKS, "--map-micros", "N", "Microseconds that the map takes for a record",
            ScenarioSettings::mapMicros, (settings, value) -> settings.withMapMicros(number(value))),
    FILTER_MICROS(Group.TASKS, "--filter-micros", "N", "Microseconds that the filter takes for a record",
            ScenarioSettings::filterMicros, (settings, value) -> settings.withFilterMicros(number(value))),
    KEEP_ONE_IN(Group.TASKS, "--keep-one-in", "N", "The filter keeps one record in so many",
            ScenarioSettings::keepOneIn, (settings, value) -> settings.withKeepOneIn(integer(value))),

    NETWORK(Group.BUFFERS, "--network", "KIND", "local: all tasks in one process; or remote",
            settings -> settings.network().name().toLowerCase(Locale.ROOT),
            (settings, value) -> settings.withNetwork(network(value))),
    SEGMENT_BYTES(Group.BUFFERS, "--segment-bytes", "N", "Bytes in a buffer",
            ScenarioSettings::bufferBytes, (settings, value) -> settings.withBufferBytes(integer(value))),
    BUFFERS_PER_CHANNEL(Group.BUFFERS, "--buffers-per-channel", "N", "Exclusive buffers of a channel",
            ScenarioSettings::exclusiveBuffers, (settings, value) -> settings.withExclusiveBuffers(integer(value))),
    FLOATING_BUFFERS(Group.BUFFERS, "--floating-buffers", "N", "Buffers that the channels of a gate share",
            ScenarioSettings::floatingBuffers, (settings, value) -> settings.withFloatingBuffers(integer(value))),
    BUFFER_TIMEOUT(Group.BUFFERS, "--buffer-timeout", "N",
            "Milliseconds until a part-filled buffer is flushed, or never",
            settings -> orNever(settings.bufferTimeoutMillis()),
            (settings, value) -> value.equals("never") ? settings.withoutBufferTimeout()
                    : settings.withBufferTimeoutMillis(number(value))),

    OUT(Group.POSTGRES, "--out", "N", "Rows per second the database manages",
            ScenarioSettings::outPerSecond, (settings, value) -> settings.withOutPerSecond(number(value))),
    COMMIT_MILLIS(Group.POSTGRES, "--commit-millis", "N", "Milliseconds that a commit takes on top",
            ScenarioSettings::commitMillis, (settings, value) -> settings.withCommitMillis(number(value))),
    BATCH_ROWS(Group.POSTGRES, "--batch-rows", "N", "Rows the sink writes with one commit, at most",
            ScenarioSettings::batchRows, (settings, value) -> settings.withBatchRows(integer(value))),
    BATCH_MILLIS(Group.POSTGRES, "--batch-millis", "N", "Milliseconds a row waits for its batch to fill, at most",
            ScenarioSettings::batchTimeoutMillis, (settings, value) -> settings.withBatchTimeoutMillis(number(value))),
    RECOVERS_AT(Group.POSTGRES, "--recovers-at", "N", "At that second the database becomes faster (or slower)",
            settings -> orNever(settings.recoversAtSecond()),
            (settings, value) -> settings.withRecoversAtSecond(number(value))),
    RECOVERS_TO(Group.POSTGRES, "--recovers-to", "N", "Rows per second from then on",
            ScenarioSettings::recoversToPerSecond,
            (settings, value) -> settings.withRecoversToPerSecond(number(value))),

    SECONDS(Group.RUN, "--seconds", "N", "How long it runs, in virtual time",
            ScenarioSettings::seconds, (settings, value) -> settings.withSeconds(number(value))),
    SEED(Group.RUN, "--seed", "N", "Another order of events",
            ScenarioSettings::seed, (settings, value) -> settings.withSeed(number(value)));

    /** Options that belong together. */
    public enum Group {
        KAFKA("Kafka"), TASKS("The tasks"), BUFFERS("The buffers between them"), POSTGRES("Postgres"), RUN("The run");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private final Group group;
    private final String name;
    private final String valueName;
    private final String description;
    private final Function<ScenarioSettings, Object> value;
    private final BiFunction<ScenarioSettings, String, ScenarioSettings> with;

    RunOption(Group group, String name, String valueName, String description, Function<ScenarioSettings, Object> value,
            BiFunction<ScenarioSettings, String, ScenarioSettings> with) {
        this.group = group;
        this.name = name;
        this.valueName = valueName;
        this.description = description;
        this.value = value;
        this.with = with;
    }

    public Group group() {
        return group;
    }

    /** How it is written: {@code --in}. */
    public String optionName() {
        return name;
    }

    /** What its value is called in a help text: {@code N}. */
    public String valueName() {
        return valueName;
    }

    /** What it is, with its default. */
    public String description() {
        return description + " (default: " + valueIn(ScenarioSettings.defaults()) + ").";
    }

    /** Its value, written as on the command line. */
    public String valueIn(ScenarioSettings settings) {
        return value.apply(settings).toString();
    }

    /**
     * Those settings with another value.
     *
     * @throws IllegalArgumentException what is wrong with it, and what would be right
     */
    ScenarioSettings set(ScenarioSettings settings, String newValue) {
        try {
            return with.apply(settings, newValue.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage() + ".", e);
        }
    }

    private static Object orNever(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : "never";
    }

    private static String chains(ScenarioSettings settings) {
        String chains = settings.tasks().stream().filter(task -> task.operators().size() > 1).map(TaskSettings::name)
                .collect(Collectors.joining(","));
        return chains.isEmpty() ? "none" : chains;
    }

    private static ScenarioSettings withChains(ScenarioSettings settings, String value) {
        switch (value) {
            case "none":
                return settings;
            case "all":
                return settings.withChain(ScenarioSettings.OPERATORS.toArray(String[]::new));
            default:
                ScenarioSettings changed = settings;
                for (String chain : value.split(",", -1)) {
                    changed = changed.withChain(chain.split("\\+", -1));
                }
                return changed;
        }
    }

    private static String parallelism(ScenarioSettings settings) {
        List<String> several = ScenarioSettings.OPERATORS.stream()
                .filter(operator -> settings.parallelism(operator) > 1)
                .map(operator -> operator + "=" + settings.parallelism(operator))
                .toList();
        return several.isEmpty() ? "1" : String.join(",", several);
    }

    private static ScenarioSettings withParallelism(ScenarioSettings settings, String value) {
        ScenarioSettings changed = settings;
        Set<String> named = new HashSet<>();
        for (String part : value.split(",", -1)) {
            int equals = part.indexOf('=');
            String operator = equals < 0 ? "" : part.substring(0, equals);
            if (!named.add(operator)) {
                throw new IllegalArgumentException("'" + value + "' says twice how many subtasks "
                        + (equals < 0 ? "every task" : operator) + " has");
            }
            if (ScenarioSettings.OPERATORS.contains(part)) {
                throw new IllegalArgumentException("how many? " + part + "=2, for example");
            }
            changed = equals < 0 ? changed.withParallelism(integer(part))
                    : changed.withParallelism(operator, integer(part.substring(equals + 1)));
        }
        return changed;
    }

    private static Network network(String value) {
        return Arrays.stream(Network.values())
                .filter(network -> network.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + value + "' is neither local nor remote"));
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is not a whole number, or too large a one", e);
        }
    }

    private static int integer(String value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(value)));
    }
}
