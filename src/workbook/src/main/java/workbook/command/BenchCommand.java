package workbook.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.bench.Bench;
import workbook.bench.BenchText;
import workbook.bench.Measured;
import workbook.bench.TunedParts;
import workbook.report.RunOptions;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.PipelineRunner;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;

/** Measures exchanges made of the chapters' parts against Flink's own. */
@Command(name = "bench", abbreviateSynopsis = true, synopsisHeading = "Usage: ./", descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n", sortOptions = false,
        description = {"Measure your exchanges against Flink's own.",
            "Records go through four unchained tasks on real threads, in both: no Kafka, no database.",
            "Real Flink is fetched from Maven Central the first time, as for ./workbook lab."},
        footer = {"", "Exit code: 0 measured, 1 the parts failed, 2 used wrongly, 3 the workbook failed."})
final class BenchCommand implements Callable<Integer> {

    private static final String MINE = "mine";
    private static final String REFERENCE = "reference";
    private static final String TUNED = "tuned";
    private static final long LEAST_RECORDS = 100_000;
    private static final long MOST_RECORDS = 1_000_000_000;
    private static final int MOST_ROUNDS = 100;

    @ParentCommand
    private Main main;

    @Option(names = "--parts", paramLabel = "WHOSE", split = ",", description = "mine, reference or tuned: the"
            + " reference's, made faster; or several, with commas (default: mine where the tests pass, else the"
            + " reference's).")
    private List<String> whose = List.of();

    @Option(names = "--records", paramLabel = "N", defaultValue = "5000000",
            description = "Records in each round (default: ${DEFAULT-VALUE}).")
    private long records;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7",
            description = "Rounds that are measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "3",
            description = "Rounds before them (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(names = "--local", description = "All tasks in one process, as Flink sees it: no network between them, and"
            + " no credits.")
    private boolean local;

    @Option(names = RunOptions.JSON, paramLabel = "FILE", description = "Write the numbers there, those of every round.")
    private String json;

    @Override
    public Integer call() throws IOException {
        check();
        Terminal terminal = main.terminal();
        try {
            List<Bench.Entry> entries = new ArrayList<>(parts(terminal));
            LabModule lab = new LabModule(Main.root(), terminal);
            lab.build();
            entries.add(0, new Bench.Entry("", true, flinkCommand(lab), this::printed));
            terminal.line("Four tasks, three " + network() + " exchanges, " + String.format(Locale.ROOT, "%,d", records)
                    + " records a round.");
            terminal.line("Close what else keeps this machine busy.");
            List<Measured> measured = new Bench(entries, records, warmUps, rounds, Main.root(), terminal::line).run();
            terminal.line();
            BenchText.table(measured).forEach(terminal::line);
            if (json != null) {
                Files.writeString(Path.of(json), BenchText.json(measured, records, local), StandardCharsets.UTF_8);
                terminal.line("Its numbers: " + json);
            }
        } catch (PipelineRunner.DoesNotCompile e) {
            terminal.line(terminal.paint(Style.BAD, "✗ Chapter " + e.problem().chapter() + " doesn't compile."));
            terminal.line("Next: ./workbook check " + e.problem().chapter().code());
            return Main.NOT_YET;
        } catch (Bench.PartsFailed e) {
            Main.wrapped(terminal, e.getMessage());
            terminal.line("Next: ./workbook says where you are.");
            return Main.NOT_YET;
        }
        terminal.line("These are medians. What is compared, and what isn't: src/benchmarks/README.md");
        terminal.line("Next: " + (whose.contains(TUNED) ? "what was tuned, and why: solutions/*/alternatives/tuned"
                : TunedParts.areIn(main.workbook()) ? "./workbook bench --parts reference,tuned"
                : "./workbook bench --local, without credits"));
        return Main.DONE;
    }

    private void check() {
        for (String each : whose) {
            if (!List.of(MINE, REFERENCE, TUNED).contains(each)) {
                throw wrong("--parts: '" + each + "' is neither mine nor reference nor tuned.");
            }
        }
        if (records < LEAST_RECORDS || records > MOST_RECORDS) {
            throw wrong("--records " + records + ": it must be from " + LEAST_RECORDS + " to " + MOST_RECORDS + ".");
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds " + rounds + ": it must be from 1 to " + MOST_ROUNDS + ".");
        }
        if (warmUps < 0 || warmUps > MOST_ROUNDS) {
            throw wrong("--warm-up " + warmUps + ": it must be from 0 to " + MOST_ROUNDS + ".");
        }
        if (json != null) {
            try {
                RunOptions.parse(List.of(RunOptions.JSON, json)); // whether it can be written
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage());
            }
        }
    }

    private List<Bench.Entry> parts(Terminal terminal) throws IOException {
        Workbook workbook = main.workbook();
        Libraries libraries = Libraries.ofThisJvm();
        PipelineRunner runner = new PipelineRunner(workbook, libraries);
        List<Bench.Entry> entries = new ArrayList<>();
        for (String each : new LinkedHashSet<>(whose.isEmpty() ? List.of("") : whose)) {
            if (each.equals(REFERENCE) && !hasReference()) {
                throw wrong("There is no reference in this workbook: it came without solutions/. Measure your own"
                        + " parts: ./workbook bench --parts mine");
            }
            if (each.equals(TUNED) && !TunedParts.areIn(workbook)) {
                throw wrong("There are no tuned parts in this workbook: it came without solutions/*/alternatives/tuned."
                        + " Measure your own parts: ./workbook bench --parts mine");
            }
            if (each.equals(TUNED)) {
                try (TunedParts tuned = new TunedParts(workbook)) {
                    entries.add(entry(TUNED, runner, tuned.parts()));
                }
            } else {
                ChosenParts chosen = new ChosenParts(workbook, libraries,
                        ChosenParts.whose(each.isEmpty() ? null : each), ScenarioSettings.defaults(), terminal::line);
                terminal.line(chosen.announcement());
                chosen.reasons().forEach(terminal::line);
                entries.add(entry(chosen.allBorrowed() ? REFERENCE : chosen.anyBorrowed() ? "partly mine"
                        : MINE, runner, chosen.parts()));
            }
        }
        return entries;
    }

    private boolean hasReference() {
        Workbook workbook = main.workbook();
        return workbook.chapters().stream().allMatch(chapter -> workbook.reference(chapter).isPresent());
    }

    private Bench.Entry entry(String name, PipelineRunner runner, List<Part> parts) {
        return new Bench.Entry(name, false, runner.compileToBench(parts, jvmOptions(), List.of(network())),
                this::printed);
    }

    private void printed(String line) {
        if (main.wantsStackTraces()) {
            main.terminal().line(line);
        }
    }

    private List<String> flinkCommand(LabModule lab) {
        Path folder = lab.notes().resolve("bench"); // a lab may run beside it
        List<String> options = new ArrayList<>(jvmOptions());
        options.add("-Dworkbook.lab.log=" + folder.resolve("lab.log"));
        return lab.command(options, folder.toString(), "bench", network());
    }

    /** The same for all engines. */
    private List<String> jvmOptions() {
        return List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8",
                "-Dworkbook.stacktrace=" + main.wantsStackTraces());
    }

    private String network() {
        return local ? "local" : "remote";
    }

    private static WorkbookException wrong(String message) {
        return new WorkbookException(WorkbookException.Blame.USAGE, message);
    }
}
