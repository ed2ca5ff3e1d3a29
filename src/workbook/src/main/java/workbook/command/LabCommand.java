package workbook.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import workbook.report.RunOptions;
import workbook.report.Terminal;
import workbook.runner.PipelineRunner;
import workbook.world.scenario.ScenarioSettings;

/** Runs the scenario on the real systems, in a JVM that has them on its class path, and nothing of a student's. */
@Command(name = "lab", abbreviateSynopsis = true, synopsisHeading = "Usage: ./", descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n", sortOptions = false,
        description = {"Run it on real Kafka, real Flink and real Postgres, in real time.",
            "The first time, some 130 MB are fetched from Maven Central. All of it runs on",
            "this machine, listens to it alone, and is gone afterwards."},
        footer = {"", "Exit code: 0 it ran, 1 records were lost or doubled, 2 used wrongly,",
            "3 it couldn't run, 130 it was stopped."})
final class LabCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private LabArguments arguments;

    @Option(names = "--mine", description = "Your own pipeline between the real Kafka and the real Postgres, in place"
            + " of Flink: on real threads, in a JVM of its own.")
    private boolean mine;

    @Option(names = "--compare", description = "Side by side: simulated, your own pipeline on the real systems, real"
            + " Flink. Earlier runs of the same numbers will do; what is missing is run.")
    private boolean compare;

    @Option(names = "--remedies", description = "One after the other: what may help against the pressure, and what does."
            + " Predicted by a simulated run, then measured. Takes ten minutes.")
    private boolean remedies;

    @Option(names = "--cluster", description = "Past one machine, on one: three Kafka brokers, a JobManager and two"
            + " TaskManagers, each a process; one of each is killed. Takes three minutes.")
    private boolean cluster;

    @Option(names = "--parts", paramLabel = "WHOSE", description = "With --mine: mine or reference (default: mine where"
            + " the tests pass, else the reference's).")
    private String whose;

    @Option(names = "--kill-at", paramLabel = "N", description = "With --mine: kill that JVM after so many seconds, as"
            + " kill -9 does, and start it again.")
    private String killAt;

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
        ScenarioSettings settings = arguments.check();
        checkModes(settings);
        LabModule module = new LabModule(Main.root(), terminal);
        module.build();
        LabProcess process = new LabProcess(module, main.wantsStackTraces());
        if (cluster) {
            return process.run(LabCluster.arguments(arguments));
        }
        Supplier<LabParts> parts = () -> new LabParts(main.workbook(), ChosenParts.whose(whose), settings, terminal);
        try {
            if (compare) {
                return new LabComparison(module, process, parts.get(), arguments.ofAnyRun(), terminal)
                        .run(arguments.ofTheLab());
            }
            return remedies ? new LabRemedies(module, process, parts.get(), terminal).run(arguments.ofTheLab())
                    : run(module, process, mine ? Optional.of(parts.get()) : Optional.empty());
        } catch (PipelineRunner.DoesNotCompile e) {
            terminal.line("Chapter " + e.problem().chapter() + " doesn't compile.");
            terminal.line("Next: ./workbook check " + e.problem().chapter().code());
            return Main.NOT_YET;
        }
    }

    private int run(LabModule module, LabProcess process, Optional<LabParts> parts) {
        Path kept = module.notes().resolve(mine ? LabComparison.MINE : LabComparison.FLINK);
        boolean isUsual = arguments.canBeSimulated() && killAt == null; // only such a one can stand beside a simulated run
        List<String> all = arguments.ofAnyRun();
        LabArguments.add(all, RunOptions.JSON, json == null && isUsual ? kept.toString() : json);
        LabArguments.add(all, RunOptions.HTML, html);
        all.addAll(arguments.ofTheLab());
        LabArguments.add(all, "--kill-at", killAt);
        parts.ifPresent(own -> all.addAll(own.arguments(module)));
        int code = process.run(all);
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
        main.terminal().line("Next: the same in the simulated world: ./workbook run "
                + String.join(" ", arguments.ofAnyRun()));
        return code;
    }

    private void checkModes(ScenarioSettings settings) {
        checkFiles();
        if (cluster) {
            boolean nothingElse = Stream.of(whose, killAt, json, html).allMatch(Objects::isNull);
            LabCluster.check(arguments, nothingElse && !mine && !compare && !remedies);
        }
        if (!mine && (whose != null && !compare && !remedies || killAt != null)) {
            throw LabArguments.wrong((killAt == null ? "--parts" : "--kill-at") + " goes with --mine.");
        }
        boolean nothingElse = arguments.ofFlinkAlone().isEmpty() && !mine && json == null && html == null;
        if (compare && (!nothingElse || remedies)) {
            throw LabArguments.wrong("--compare: only the run's numbers, --parts and --postgres go with it.");
        }
        if (remedies && !(nothingElse && arguments.areNone())) {
            throw LabArguments.wrong("--remedies: only --parts and --postgres go with it.");
        }
        if (mine && !arguments.ofFlinkAlone().isEmpty()) {
            throw LabArguments.wrong(arguments.ofFlinkAlone().get(0) + " is Flink's: it doesn't go with --mine.");
        }
        ChosenParts.whose(whose);
        if (killAt != null && (!killAt.matches("[1-9]\\d{0,3}") || Integer.parseInt(killAt) >= settings.seconds())) {
            throw LabArguments.wrong("--kill-at " + killAt + ": a whole number of seconds, less than --seconds "
                    + settings.seconds() + ".");
        }
    }

    /** That they can be written, before two minutes are spent. */
    private void checkFiles() {
        List<String> files = new ArrayList<>();
        LabArguments.add(files, RunOptions.JSON, json);
        LabArguments.add(files, RunOptions.HTML, html);
        try {
            RunOptions.parse(files);
        } catch (IllegalArgumentException e) {
            throw LabArguments.wrong(e.getMessage());
        }
    }
}
