package workbook.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.world.operator.StreamRecord;
import workbook.world.scenario.ScenarioSettings;

/**
 * What a run is asked to do.
 *
 * @param settings checked: such a run can be made
 * @param json where the run's numbers go; nothing for nowhere
 * @param html where the run's page goes; nothing for nowhere
 * @param live where the run goes before it is told, for whoever shows it; nothing for nowhere
 * @param parts whose parts it is made of
 */
public record RunOptions(ScenarioSettings settings, Optional<Path> json, Optional<Path> html, Optional<Path> live,
        RunParts parts) {

    /** The option that says where the numbers go. */
    public static final String JSON = "--json";
    /** The option that says where the page goes. */
    public static final String HTML = "--html";
    /** For the command alone: it shows the run from that file, while the run waits for the end of its input. */
    public static final String LIVE = "--live-file";
    /** For the command alone: which chapters are the student's, {@code 01,02}. */
    public static final String OWN = "--own";
    /** For the command alone: which chapters are the reference's. */
    public static final String BORROWED = "--borrowed";

    private static final int RECORD_LENGTH_BYTES = 4;
    private static final long MOST_RECORDS = 10_000_000;
    private static final long MOST_READINGS = 10_000_000;
    private static final long MOST_BUFFER_BYTES = 256 * 1024 * 1024;

    /**
     * Reads {@link RunOption}s and the options named above, each with its value, in any order.
     *
     * @throws IllegalArgumentException what is wrong, and what would be right
     */
    public static RunOptions parse(List<String> arguments) {
        Map<RunOption, String> given = new EnumMap<>(RunOption.class);
        Map<String, String> others = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value.");
            }
            if (List.of(JSON, HTML, LIVE, OWN, BORROWED).contains(option)) {
                others.put(option, arguments.get(i + 1));
            } else {
                given.put(named(option), arguments.get(i + 1));
            }
        }
        ScenarioSettings settings = ScenarioSettings.defaults();
        for (Map.Entry<RunOption, String> each : given.entrySet()) {
            settings = each.getKey().set(settings, each.getValue());
        }
        checkTasks(settings, given);
        checkRecovery(settings, given);
        checkSize(settings);
        return new RunOptions(settings, file(JSON, others), file(HTML, others), file(LIVE, others),
                new RunParts(chapters(others.get(OWN)), chapters(others.get(BORROWED))));
    }

    private static List<String> chapters(String codes) {
        return codes == null ? List.of() : List.of(codes.split(", *"));
    }

    private static RunOption named(String name) {
        return Arrays.stream(RunOption.values()).filter(option -> option.optionName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": there is no such option."));
    }

    /**
     * Where an option says that something is to be written.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public static Path file(String option, String value) {
        return file(option, Map.of(option, value)).orElseThrow();
    }

    private static Optional<Path> file(String option, Map<String, String> given) {
        if (!given.containsKey(option)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(given.get(option));
            checkWritable(option, file);
            return Optional.of(file);
        } catch (InvalidPathException e) {   // not a path on this system
            throw new IllegalArgumentException(option + ": " + e.getMessage() + ".", e);
        }
    }

    private static void checkTasks(ScenarioSettings settings, Map<RunOption, String> given) {
        try {
            settings.tasks();
        } catch (IllegalArgumentException e) {
            String options = Stream.of(RunOption.CHAIN, RunOption.PARALLELISM)
                    .filter(given::containsKey)
                    .map(RunOption::optionName)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(options + ": " + e.getMessage() + ".", e);
        }
    }

    private static void checkRecovery(ScenarioSettings settings, Map<RunOption, String> given) {
        if (settings.recoversAtSecond().isEmpty()) {
            if (given.containsKey(RunOption.RECOVERS_TO)) {
                throw new IllegalArgumentException("--recovers-to needs --recovers-at: from when on?");
            }
        } else if (settings.recoversAtSecond().getAsLong() >= settings.seconds()) {
            throw new IllegalArgumentException("--recovers-at " + settings.recoversAtSecond().getAsLong()
                    + ": the run is over by then; it must be less than --seconds " + settings.seconds() + ".");
        }
    }

    /** @throws IllegalArgumentException if a record doesn't fit into a buffer, or there are too many of them */
    static void checkBuffers(ScenarioSettings settings) {
        int most = settings.bufferBytes() - RECORD_LENGTH_BYTES - StreamRecord.HEADER_BYTES;
        if (settings.recordBytes() > most) {
            throw new IllegalArgumentException("--record-bytes " + settings.recordBytes()
                    + ": such a record doesn't fit into a buffer of " + settings.bufferBytes() + " bytes; " + most
                    + " is the most. Or try more --segment-bytes.");
        }
        if (settings.networkMemoryBytes() > MOST_BUFFER_BYTES) {
            throw new IllegalArgumentException("That would be " + grouped(settings.networkMemoryBytes())
                    + " bytes of buffers; " + grouped(MOST_BUFFER_BYTES)
                    + " is the most. Try fewer or smaller buffers, or a lower --parallelism.");
        }
    }

    private static void checkSize(ScenarioSettings settings) {
        checkBuffers(settings);
        long out = settings.recoversAtSecond().isPresent()
                ? Math.max(settings.outPerSecond(), settings.recoversToPerSecond()) : settings.outPerSecond();
        long records = Math.min(settings.inPerSecond(), out) * settings.seconds();
        if (records > MOST_RECORDS) {
            throw new IllegalArgumentException("That would be " + grouped(records) + " records to carry; "
                    + grouped(MOST_RECORDS) + " is the most. Try fewer --seconds, or a lower --in or --out.");
        }
        if (settings.seconds() * settings.partitions() > MOST_READINGS) {
            throw new IllegalArgumentException("--seconds " + settings.seconds() + " with --partitions "
                    + settings.partitions() + " is too much to remember. Try fewer of either.");
        }
    }

    /** @throws IllegalArgumentException if no file can be written there */
    private static void checkWritable(String option, Path given) {
        Path file = given.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " " + given + ": that is a folder. Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(option + " " + given + ": there is no folder " + folder + ".");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IllegalArgumentException(option + " " + given + ": that file can't be written to.");
        }
        try {
            Files.delete(Files.createTempFile(folder, "run-", ".tmp"));
        } catch (IOException e) {
            throw new IllegalArgumentException(option + " " + given + ": nothing can be written to " + folder + ".", e);
        }
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
