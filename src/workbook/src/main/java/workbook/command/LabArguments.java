package workbook.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** What can be set of a run on the real systems. */
final class LabArguments {

    private static final String SECONDS = "90";
    private static final long MOST_PER_SECOND = 20_000;
    private static final long MOST_SECONDS = 3_600;
    /** Flink's own limits: its pages are a power of two, and at least that large. */
    private static final int LEAST_SEGMENT = 4_096;
    private static final int MOST_SEGMENT = 1 << 20;
    /** More wouldn't fit into the memory that the lab makes do with. */
    private static final int MOST_SUBTASKS = 8;
    /** PostgreSQL's own limit. */
    private static final long MOST_COMMIT_MILLIS = 100;

    @Option(names = "--in", paramLabel = "N", description = "Records produced per second (default: 1000).")
    private String in;

    @Option(names = "--out", paramLabel = "N", description = "Rows per second the table takes (default: 100).")
    private String out;

    @Option(names = "--commit-millis", paramLabel = "N", description = "Milliseconds that a commit takes on top, by"
            + " commit_delay (default: 0).")
    private String commitMillis;

    @Option(names = "--record-bytes", paramLabel = "N", description = "Bytes in a record (default: 100).")
    private String recordBytes;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the topic (default: 3).")
    private String partitions;

    @Option(names = "--seconds", paramLabel = "N", description = "How long it is watched (default: " + SECONDS + ").")
    private String seconds;

    @Option(names = {"--batch", "--batch-rows"}, paramLabel = "N",
            description = "Rows the sink writes with one commit, at most (default: 200).")
    private String batch;

    @Option(names = {"--segment", "--segment-bytes"}, paramLabel = "N",
            description = "Bytes in a network buffer, a power of two (default: 32768).")
    private String segment;

    @Option(names = "--local", description = "All tasks in one TaskManager: no network between them, and no credits.")
    private boolean local;

    @Option(names = "--chained", description = "All operators in one task, as Flink does it by itself.")
    private boolean chained;

    @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks of every task; or of some: sink=4"
            + " (default: 1).")
    private String parallelism;

    @Option(names = "--rebalance", description = "Each task hands its records to all subtasks of the next in turn, even"
            + " if there is one for each.")
    private boolean rebalance;

    @Option(names = "--debloat", description = "Buffer debloating: buffers hold no more than a second's worth.")
    private boolean debloat;

    @Option(names = "--checkpoint", paramLabel = "KIND",
            description = "A checkpoint every 10 s: aligned or unaligned (default: none).")
    private String checkpoint;

    @Option(names = "--postgres", paramLabel = "URL", description = "Use the PostgreSQL that runs there:"
            + " jdbc:postgresql://HOST/DATABASE?user=NAME. The lab makes a schema workbook_lab in it, and drops it.")
    private String postgres;

    @Option(names = "--ui", paramLabel = "PORT", arity = "0..1", fallbackValue = "8081",
            description = "Say where Flink's Web UI is, and let it be there (default: ${FALLBACK-VALUE}).")
    private String ui;

    /** Those that a simulated run has, too, by its names for them. */
    List<String> ofAnyRun() {
        List<String> arguments = asGiven();
        add(arguments, RunOption.SECONDS.optionName(), seconds == null ? SECONDS : null);
        return arguments;
    }

    /** The same, without what holds where nothing is said. */
    List<String> asGiven() {
        List<String> arguments = new ArrayList<>();
        add(arguments, RunOption.IN.optionName(), in);
        add(arguments, RunOption.OUT.optionName(), out);
        add(arguments, RunOption.COMMIT_MILLIS.optionName(), commitMillis);
        add(arguments, RunOption.RECORD_BYTES.optionName(), recordBytes);
        add(arguments, RunOption.PARTITIONS.optionName(), partitions);
        add(arguments, RunOption.SECONDS.optionName(), seconds);
        add(arguments, RunOption.BATCH_ROWS.optionName(), batch);
        add(arguments, RunOption.SEGMENT_BYTES.optionName(), segment);
        add(arguments, RunOption.NETWORK.optionName(), local ? "local" : null);
        add(arguments, RunOption.CHAIN.optionName(), chained ? "all" : null);
        add(arguments, RunOption.PARALLELISM.optionName(), parallelism);
        return arguments;
    }

    /** Those that only a real run has. */
    List<String> ofTheLab() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--checkpoint", checkpoint);
        add(arguments, "--rebalance", rebalance ? "true" : null);
        add(arguments, "--debloat", debloat ? "true" : null);
        add(arguments, "--postgres", postgres);
        add(arguments, "--ui", ui);
        return arguments;
    }

    /** Options that are set, and that a cluster decides for itself. */
    List<String> notOfACluster() {
        return Stream.of(local ? "--local" : "", chained ? "--chained" : "", parallelism != null ? "--parallelism" : "",
                rebalance ? "--rebalance" : "", debloat ? "--debloat" : "", checkpoint != null ? "--checkpoint" : "")
                .filter(option -> !option.isEmpty()).toList();
    }

    /** Whether nothing is set, but perhaps where the database is. */
    boolean areNone() {
        return Stream.of(in, out, commitMillis, recordBytes, partitions, seconds, batch, segment, parallelism, checkpoint,
                ui).allMatch(Objects::isNull) && !local && !chained && !rebalance && !debloat;
    }

    /** Whether the simulated world knows everything that is set. */
    boolean canBeSimulated() {
        return checkpoint == null && !rebalance && !debloat;
    }

    /** Options of Flink's that are set, and make no sense without it. */
    List<String> ofFlinkAlone() {
        return List.of("--checkpoint", "--rebalance", "--debloat", "--ui").stream().filter(ofTheLab()::contains).toList();
    }

    /**
     * What a run with these is like.
     *
     * @throws WorkbookException what is wrong with them, before anything is fetched or started
     */
    ScenarioSettings check() {
        ScenarioSettings settings;
        try {
            settings = RunOptions.parse(ofAnyRun()).settings();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (Math.max(settings.inPerSecond(), settings.outPerSecond()) > MOST_PER_SECOND) {
            throw wrong("--in, --out: the lab runs in real time, and " + MOST_PER_SECOND + " records/s is the most.");
        }
        if (settings.seconds() > MOST_SECONDS) {
            throw wrong("--seconds: the lab runs in real time, and " + MOST_SECONDS + " is the most.");
        }
        if (settings.commitMillis() > MOST_COMMIT_MILLIS) {
            throw wrong("--commit-millis: " + MOST_COMMIT_MILLIS + " is the most that PostgreSQL can be told to wait.");
        }
        if (settings.tasks().stream().mapToInt(TaskSettings::parallelism).max().orElse(1) > MOST_SUBTASKS) {
            throw wrong("--parallelism: " + MOST_SUBTASKS + " subtasks of a task are the most on one machine.");
        }
        int bytes = settings.bufferBytes();
        if (bytes < LEAST_SEGMENT || bytes > MOST_SEGMENT || Integer.bitCount(bytes) != 1) {
            throw wrong("--segment " + bytes + ": Flink wants a power of two from " + LEAST_SEGMENT + " to "
                    + MOST_SEGMENT + ".");
        }
        if (checkpoint != null && !List.of("aligned", "unaligned").contains(checkpoint.toLowerCase(Locale.ROOT))) {
            throw wrong("--checkpoint: '" + checkpoint + "' is neither aligned nor unaligned.");
        }
        if (postgres != null && !postgres.startsWith("jdbc:postgresql:")) {
            throw wrong("--postgres: it must be like jdbc:postgresql://HOST/DATABASE?user=NAME&password=WORD");
        }
        if (ui != null && !ui.matches("[1-9]\\d{0,4}") || ui != null && Integer.parseInt(ui) > 65_535) {
            throw wrong("--ui " + ui + ": that is no port. From 1024 to 65535.");
        }
        return settings;
    }

    static void add(List<String> arguments, String option, String value) {
        if (value != null) {
            arguments.addAll(List.of(option, value));
        }
    }

    static WorkbookException wrong(String message) {
        return new WorkbookException(WorkbookException.Blame.USAGE, message);
    }
}
