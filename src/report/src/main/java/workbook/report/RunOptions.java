package workbook.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import workbook.world.operator.StreamRecord;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/**
 * What a run is asked to do.
 *
 * @param settings checked: such a run can be made
 * @param json where the run's numbers go; nothing for nowhere
 */
public record RunOptions(ScenarioSettings settings, Optional<Path> json) {

    private static final int RECORD_LENGTH_BYTES = 4;
    private static final long MOST_RECORDS = 10_000_000;
    private static final long MOST_READINGS = 10_000_000;

    /**
     * Reads {@code --in 1000 --out 100 --seconds 120 --record-bytes 100 --partitions 3 --network remote
     * --seed 1 --recovers-at 60 --recovers-to 2000 --json FILE}, each of which may be left out.
     *
     * @throws IllegalArgumentException what is wrong, and what would be right
     */
    public static RunOptions parse(List<String> arguments) {
        ScenarioSettings settings = ScenarioSettings.defaults();
        Optional<Path> json = Optional.empty();
        OptionalLong recoversAt = OptionalLong.empty();
        OptionalLong recoversTo = OptionalLong.empty();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value.");
            }
            String value = arguments.get(i + 1);
            try {
                switch (option) {
                    case "--in" -> settings = settings.withInPerSecond(number(value));
                    case "--out" -> settings = settings.withOutPerSecond(number(value));
                    case "--seconds" -> settings = settings.withSeconds(number(value));
                    case "--record-bytes" -> settings = settings.withRecordBytes(integer(value));
                    case "--partitions" -> settings = settings.withPartitions(integer(value));
                    case "--network" -> settings = settings.withNetwork(network(value));
                    case "--seed" -> settings = settings.withSeed(number(value));
                    case "--recovers-at" -> recoversAt = OptionalLong.of(number(value));
                    case "--recovers-to" -> recoversTo = OptionalLong.of(number(value));
                    case "--json" -> json = Optional.of(Path.of(value));
                    default -> throw new IllegalArgumentException("there is no such option");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage() + ".", e);
            }
        }
        if (recoversAt.isPresent() != recoversTo.isPresent()) {
            throw new IllegalArgumentException("--recovers-at and --recovers-to go together.");
        }
        if (recoversAt.isPresent()) {
            try {
                settings = settings.withRecovery(recoversAt.getAsLong(), recoversTo.getAsLong());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--recovers-at, --recovers-to: " + e.getMessage() + ".", e);
            }
            if (recoversAt.getAsLong() >= settings.seconds()) {
                throw new IllegalArgumentException("--recovers-at " + recoversAt.getAsLong()
                        + ": the run is over by then; it"
                        + " must be less than --seconds " + settings.seconds() + ".");
            }
        }
        checkSize(settings);
        json.ifPresent(RunOptions::checkWritable);
        return new RunOptions(settings, json);
    }

    private static void checkSize(ScenarioSettings settings) {
        int most = settings.bufferBytes() - RECORD_LENGTH_BYTES - StreamRecord.HEADER_BYTES;
        if (settings.recordBytes() > most) {
            throw new IllegalArgumentException("--record-bytes " + settings.recordBytes()
                    + ": such a record doesn't fit into"
                    + " a buffer of " + settings.bufferBytes() + " bytes; " + most + " is the most.");
        }
        long out = Math.max(settings.outPerSecond(), settings.recoversToPerSecond());
        long records = Math.min(settings.inPerSecond(), out) * settings.seconds();
        if (records > MOST_RECORDS) {
            throw new IllegalArgumentException("That would be " + grouped(records) + " records to carry; "
                    + grouped(MOST_RECORDS)
                    + " is the most. Try fewer --seconds, or a lower --in or --out.");
        }
        if (settings.seconds() * settings.partitions() > MOST_READINGS) {
            throw new IllegalArgumentException("--seconds " + settings.seconds() + " with --partitions "
                    + settings.partitions()
                    + " is too much to remember. Try fewer of either.");
        }
    }

    /** @throws IllegalArgumentException if no file can be written there */
    private static void checkWritable(Path json) {
        Path file = json.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IllegalArgumentException("--json " + json + ": that is a folder. Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--json " + json + ": there is no folder " + folder + ".");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IllegalArgumentException("--json " + json + ": that file can't be written to.");
        }
        try {
            Files.delete(Files.createTempFile(folder, "run-", ".tmp"));
        } catch (IOException e) {
            throw new IllegalArgumentException("--json " + json + ": nothing can be written to " + folder + ".", e);
        }
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is not a whole number, or too large a one", e);
        }
    }

    private static int integer(String value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(value)));
    }

    private static Network network(String value) {
        try {
            return Network.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + value + "' is neither local nor remote", e);
        }
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The arguments that {@link #parse} makes the same settings of; in the order of {@link #parse}. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--in", String.valueOf(settings.inPerSecond()),
                "--out", String.valueOf(settings.outPerSecond()),
                "--seconds", String.valueOf(settings.seconds()),
                "--record-bytes", String.valueOf(settings.recordBytes()),
                "--partitions", String.valueOf(settings.partitions()),
                "--network", settings.network().name().toLowerCase(Locale.ROOT),
                "--seed", String.valueOf(settings.seed())));
        settings.recoversAtSecond().ifPresent(second -> arguments.addAll(List.of("--recovers-at",
                String.valueOf(second),
                "--recovers-to", String.valueOf(settings.recoversToPerSecond()))));
        json.ifPresent(file -> arguments.addAll(List.of("--json", file.toAbsolutePath().toString())));
        return arguments;
    }
}
