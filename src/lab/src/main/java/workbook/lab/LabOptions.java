package workbook.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import workbook.lab.postgres.CommitDelay;
import workbook.lab.postgres.GivenDatabase;
import workbook.report.RunOptions;
import workbook.world.scenario.ScenarioSettings;

/**
 * What the lab is asked to do.
 *
 * @param run what any run is asked: its settings, and where its numbers go
 * @param postgres the address of a PostgreSQL that runs already; nothing for one of the lab's own
 * @param ui the port of Flink's Web UI; nothing for any
 * @param checkpoints which kind; nothing for none
 * @param rebalances whether each task of Flink's hands its records to all subtasks of the next in turn, even if each
 *     could have one of its own
 * @param debloats whether Flink makes the buffers smaller where a second's worth of records needs less
 * @param mine the class path of the student's own pipeline; nothing if it is Flink that runs
 * @param killAt the second at which the student's pipeline is killed, and started again; nothing for never
 * @param remedy for a run that is one of several remedies, the file to note in how long each checkpoint took, in ms; it
 *     tells no story then. Nothing for any other run
 * @param cluster whether it is a cluster of processes that runs
 */
public record LabOptions(RunOptions run, Optional<String> postgres, OptionalInt ui, Optional<Checkpoints> checkpoints,
        boolean rebalances, boolean debloats, Optional<String> mine, OptionalInt killAt, Optional<Path> remedy,
        boolean cluster) {

    public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
    public static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

    private static final String POSTGRES = "--postgres";
    private static final String UI = "--ui";
    private static final String CHECKPOINT = "--checkpoint";
    private static final String REBALANCE = "--rebalance";
    private static final String DEBLOAT = "--debloat";
    private static final String MINE = "--mine";
    private static final String KILL_AT = "--kill-at";
    private static final String REMEDY = "--remedy";
    private static final String CLUSTER = "--cluster";
    private static final List<String> OWN =
            List.of(POSTGRES, UI, CHECKPOINT, REBALANCE, DEBLOAT, MINE, KILL_AT, REMEDY, CLUSTER);

    /** How a checkpoint's barrier gets through: behind the records, or past them. */
    public enum Checkpoints {
        ALIGNED, UNALIGNED
    }

    /**
     * Reads what the command passes on: options, each with its value.
     *
     * @throws IllegalArgumentException what is wrong, and what would be right
     */
    public static LabOptions parse(List<String> arguments) {
        Map<String, String> own = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (OWN.contains(arguments.get(i))) {
                own.put(arguments.get(i), arguments.get(i + 1));
            } else {
                others.addAll(arguments.subList(i, i + 2));
            }
        }
        return new LabOptions(RunOptions.parse(others),
                Optional.ofNullable(own.get(POSTGRES)),
                number(own.get(UI)),
                Optional.ofNullable(own.get(CHECKPOINT)).map(kind -> kind.toUpperCase(Locale.ROOT))
                        .map(Checkpoints::valueOf),
                Boolean.parseBoolean(own.get(REBALANCE)), Boolean.parseBoolean(own.get(DEBLOAT)),
                Optional.ofNullable(own.get(MINE)), number(own.get(KILL_AT)),
                Optional.ofNullable(own.get(REMEDY)).map(Path::of), Boolean.parseBoolean(own.get(CLUSTER)));
    }

    private static OptionalInt number(String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    public ScenarioSettings settings() {
        return run.settings();
    }

    /** What a commit is to take, on top. */
    public CommitDelay commitDelay() {
        return new CommitDelay(settings().commitMillis());
    }

    /** The PostgreSQL that runs already; nothing for one of the lab's own. */
    public Optional<GivenDatabase> givenDatabase() {
        return postgres.map(url -> new GivenDatabase(commitDelay().in(url)));
    }
}
