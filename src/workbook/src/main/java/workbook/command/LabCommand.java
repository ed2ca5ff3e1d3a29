package workbook.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.report.Terminal;
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
        arguments.addAll(labArguments());
        LabModule module = new LabModule(Main.root(), terminal);
        module.build();
        int code = new LabProcess(module, main.wantsStackTraces()).run(arguments);
        if (code == Main.DONE && open && !Browser.open(Path.of(html))) {
            terminal.line("No browser could be started here. The page is "
                    + Path.of(html).toAbsolutePath().normalize().toUri());
        }
        if (code == Main.DONE) {
            terminal.line("Next: the same in the simulated world: ./workbook run " + sameRun());
        }
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
