package workbook.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.report.Terminal;
import workbook.runner.PipelineRunner;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;

/** Runs the scenario on the real systems, in a JVM that has them on its class path, and nothing of a student's. */
@Command(name = "lab", abbreviateSynopsis = true, synopsisHeading = "Usage: ./", descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n", sortOptions = false,
        description = {"Run it on real Kafka, real Flink and real Postgres, in real time.",
            "The first time, some 130 MB are fetched from Maven Central. All of it runs on this",
            "machine, listens to it alone, and is gone afterwards."},
        footer = {"", "Exit code: 0 it ran, 1 records were lost or doubled, 2 used wrongly,",
            "3 it couldn't run, 130 it was stopped."})
final class LabCommand implements Callable<Integer> {

    private static final long MOST_PER_SECOND = 20_000;
    private static final long MOST_SECONDS = 3_600;
    /** Flink's own limits: its pages are a power of two, and at least that large. */
    private static final int LEAST_SEGMENT = 4_096;
    private static final int MOST_SEGMENT = 1 << 20;

    @ParentCommand
    private Main main;

    @Option(names = "--in", paramLabel = "N", description = "Records produced per second (default: 1000).")
    private String in;

    @Option(names = "--out", paramLabel = "N", description = "Rows per second the table takes (default: 100).")
    private String out;

    @Option(names = "--record-bytes", paramLabel = "N", description = "Bytes in a record (default: 100).")
    private String recordBytes;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the topic (default: 3).")
    private String partitions;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "90",
            description = "How long it is watched (default: ${DEFAULT-VALUE}).")
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

    @Option(names = "--checkpoint", paramLabel = "KIND",
            description = "A checkpoint every 10 s: aligned or unaligned (default: none).")
    private String checkpoint;

    @Option(names = "--mine", description = "Your own pipeline between the real Kafka and the real Postgres, in place"
            + " of Flink: on real threads, in a JVM of its own.")
    private boolean mine;

    @Option(names = "--compare", description = "Side by side: simulated, your own pipeline on the real systems, real"
            + " Flink. Earlier runs of the same numbers will do; what is missing is run.")
    private boolean compare;

    @Option(names = "--parts", paramLabel = "WHOSE", description = "With --mine: mine or reference (default: mine where"
            + " the tests pass, else the reference's).")
    private String whose;

    @Option(names = "--kill-at", paramLabel = "N", description = "With --mine: kill that JVM after so many seconds, as"
            + " kill -9 does, and start it again.")
    private String killAt;

    @Option(names = "--postgres", paramLabel = "URL", description = "Use the PostgreSQL that runs there:"
            + " jdbc:postgresql://HOST/DATABASE?user=NAME. The lab makes a schema workbook_lab in it, and drops it.")
    private String postgres;

    @Option(names = "--ui", paramLabel = "PORT", arity = "0..1", fallbackValue = "8081",
            description = "Say where Flink's Web UI is, and let it be there (default: ${FALLBACK-VALUE}).")
    private String ui;

    @Option(names = RunOptions.JSON, paramLabel = "FILE", description = "Write the run's numbers there.")
    private String json;

    @Option(names = RunOptions.HTML, paramLabel = "FILE", description = "Write a page there on which the run can be"
            + " watched: one file that needs no network.")
    private String html;

    @Option(names = "--open", description = "Open that page in the browser.")
    private boolean open;

    @Override
    public Integer call() {
        Terminal terminal = main.terminal();
        if (open && html == null) {
            html = main.workbook().notes().resolve("lab.html").toString();
        }
        List<String> arguments = runArguments();
        check(arguments);
        LabModule module = new LabModule(Main.root(), terminal);
        module.build();
        LabProcess process = new LabProcess(module, main.wantsStackTraces());
        Optional<LabParts> parts = mine || compare ? Optional.of(new LabParts(main.workbook(), ChosenParts.whose(whose),
                RunOptions.parse(arguments).settings(), terminal)) : Optional.empty();
        try {
            return compare ? new LabComparison(module, process, parts.orElseThrow(), arguments, terminal)
                    .run(labArguments()) : run(module, process, parts);
        } catch (PipelineRunner.DoesNotCompile e) {
            terminal.line("Chapter " + e.problem().chapter() + " doesn't compile.");
            terminal.line("Next: ./workbook check " + e.problem().chapter().code());
            return Main.NOT_YET;
        }
    }

    private int run(LabModule module, LabProcess process, Optional<LabParts> parts) {
        Path kept = module.notes().resolve(mine ? LabComparison.MINE : LabComparison.FLINK);
        boolean isUsual = checkpoint == null && killAt == null; // only such a one can stand beside a simulated run
        List<String> arguments = runArguments();
        if (json == null && isUsual) {
            add(arguments, RunOptions.JSON, kept.toString());
        }
        arguments.addAll(labArguments());
        parts.ifPresent(own -> arguments.addAll(own.arguments(module)));
        int code = process.run(arguments);
        if (code != Main.DONE) {
            return code;
        }
        if (isUsual) {
            LabComparison.keep(Optional.ofNullable(json), kept);
        }
        if (open && !Browser.open(Path.of(html))) {
            main.terminal().line("No browser could be started here. The page is "
                    + Path.of(html).toAbsolutePath().normalize().toUri());
        }
        main.terminal().line("Next: the same in the simulated world: ./workbook run " + sameRun());
        return code;
    }

    /** Those that a simulated run has, too, by its names for them. */
    private List<String> runArguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, RunOption.IN.optionName(), in);
        add(arguments, RunOption.OUT.optionName(), out);
        add(arguments, RunOption.RECORD_BYTES.optionName(), recordBytes);
        add(arguments, RunOption.PARTITIONS.optionName(), partitions);
        add(arguments, RunOption.SECONDS.optionName(), seconds);
        add(arguments, RunOption.BATCH_ROWS.optionName(), batch);
        add(arguments, RunOption.SEGMENT_BYTES.optionName(), segment);
        add(arguments, RunOption.NETWORK.optionName(), local ? "local" : null);
        add(arguments, RunOption.CHAIN.optionName(), chained ? "all" : null);
        add(arguments, RunOptions.JSON, json);
        add(arguments, RunOptions.HTML, html);
        return arguments;
    }

    private List<String> labArguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--checkpoint", checkpoint);
        add(arguments, "--postgres", postgres);
        add(arguments, "--ui", ui);
        add(arguments, "--kill-at", killAt);
        return arguments;
    }

    private static void add(List<String> arguments, String option, String value) {
        if (value != null) {
            arguments.addAll(List.of(option, value));
        }
    }

    /** Before anything is fetched. */
    private void check(List<String> arguments) {
        ScenarioSettings settings;
        try {
            settings = RunOptions.parse(arguments).settings();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (Math.max(settings.inPerSecond(), settings.outPerSecond()) > MOST_PER_SECOND) {
            throw wrong("--in, --out: the lab runs in real time, and " + MOST_PER_SECOND + " records/s is the most.");
        }
        if (settings.seconds() > MOST_SECONDS) {
            throw wrong("--seconds: the lab runs in real time, and " + MOST_SECONDS + " is the most.");
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
        checkMine(settings);
    }

    private void checkMine(ScenarioSettings settings) {
        if (!mine && (whose != null && !compare || killAt != null)) {
            throw wrong((killAt == null ? "--parts" : "--kill-at") + " goes with --mine.");
        }
        if (compare && (mine || checkpoint != null || ui != null || json != null || html != null)) {
            throw wrong("--compare: only the run's numbers, --parts and --postgres go with it.");
        }
        if (mine && (checkpoint != null || ui != null)) {
            throw wrong((ui != null ? "--ui" : "--checkpoint") + " is Flink's: it doesn't go with --mine.");
        }
        ChosenParts.whose(whose);
        if (killAt != null && (!killAt.matches("[1-9]\\d{0,3}") || Integer.parseInt(killAt) >= settings.seconds())) {
            throw wrong("--kill-at " + killAt + ": a whole number of seconds, less than --seconds "
                    + settings.seconds() + ".");
        }
    }

    private String sameRun() {
        List<String> same = new ArrayList<>(runArguments());
        for (String file : List.of(RunOptions.JSON, RunOptions.HTML)) {
            int at = same.indexOf(file);
            if (at >= 0) {
                same.subList(at, at + 2).clear();
            }
        }
        return String.join(" ", same);
    }

    private static WorkbookException wrong(String message) {
        return new WorkbookException(WorkbookException.Blame.USAGE, message);
    }
}
