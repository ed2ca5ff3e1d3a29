package workbook.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import workbook.report.RunComparison;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.report.RunParts;
import workbook.report.RunReader;
import workbook.report.Terminal;
import workbook.runner.WorkbookException;
import workbook.world.scenario.ScenarioSettings;

/**
 * The same scenario three times, side by side: simulated, the student's pipeline on real systems, real Flink. What a
 * lab has measured with the same settings is taken from its last run's numbers; the rest is run now.
 */
final class LabComparison {

    /** In the lab's folder: the numbers of the last run of each kind. */
    static final String FLINK = "flink.json";
    static final String MINE = "mine.json";
    private static final String SIMULATED = "simulated.json";

    private final LabModule module;
    private final LabProcess process;
    private final LabParts parts;
    private final List<String> runArguments;
    private final ScenarioSettings settings;
    private final Terminal terminal;

    /** @param runArguments the run's settings, and nothing else */
    LabComparison(LabModule module, LabProcess process, LabParts parts, List<String> runArguments, Terminal terminal) {
        this.module = module;
        this.process = process;
        this.parts = parts;
        this.runArguments = List.copyOf(runArguments);
        this.terminal = terminal;
        settings = RunOptions.parse(runArguments).settings();
    }

    /**
     * Runs what is missing, and tells.
     *
     * @param labArguments for the real runs alone: which database
     * @return the exit code: that of the first run that wasn't one
     */
    int run(List<String> labArguments) {
        Path simulated = module.notes().resolve(SIMULATED);
        if (parts.simulate(with(RunOptions.JSON, simulated)) != Main.DONE) {
            terminal.line("The pipeline doesn't run in the simulated world: ./workbook run tells why.");
            return Main.NOT_YET;
        }
        Path mine = module.notes().resolve(MINE);
        Path flink = module.notes().resolve(FLINK);
        int code = measured(mine, parts::isAsOf) ? Main.DONE : measure(mine, labArguments, parts.arguments(module));
        if (code == Main.DONE && !measured(flink, (made, time) -> true)) {
            code = measure(flink, labArguments, List.of());
        }
        if (code != Main.DONE) {
            return code;
        }
        new RunComparison(List.of(
                new RunComparison.Run("simulated", false, false, RunReader.read(simulated).run()),
                new RunComparison.Run(parts.owner() + ", real", false, true, RunReader.read(mine).run()),
                new RunComparison.Run("Flink, real", true, true, RunReader.read(flink).run())), terminal).tell();
        terminal.line("Next: any of them as a page: ./workbook run --open --from " + mine);
        return Main.DONE;
    }

    /** Whether that is the file of a run with these settings. */
    private boolean measured(Path file, BiPredicate<RunParts, FileTime> isStillTrue) {
        try {
            RunReader.EarlierRun earlier = RunReader.read(file);
            FileTime time = Files.getLastModifiedTime(file);
            boolean same = Arrays.stream(RunOption.values()).allMatch(option ->
                    option.valueIn(earlier.run().settings()).equals(option.valueIn(settings)))
                    && isStillTrue.test(earlier.parts(), time);
            if (same) {
                terminal.line("From " + time.toString().substring(0, 16).replace('T', ' ') + " UTC: " + file);
            }
            return same;
        } catch (IllegalArgumentException e) {
            return false; // there is none, or not one that can be read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure(Path file, List<String> labArguments, List<String> others) {
        List<String> arguments = new ArrayList<>(with(RunOptions.JSON, file));
        arguments.addAll(labArguments);
        arguments.addAll(others);
        return process.run(arguments);
    }

    private List<String> with(String option, Path value) {
        List<String> arguments = new ArrayList<>(runArguments);
        arguments.addAll(List.of(option, value.toString()));
        return arguments;
    }

    /**
     * Keeps the numbers of a run for the next comparison.
     *
     * @param json where they were written; nothing if it was here
     */
    static void keep(Optional<String> json, Path kept) {
        if (json.isPresent() && !kept.equals(Path.of(json.get()).toAbsolutePath())) {
            try {
                Files.write(kept, Files.readAllBytes(Path.of(json.get())));
            } catch (IOException e) {
                throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "The run's numbers couldn't be kept in "
                        + kept + ": " + e, e);
            }
        }
    }
}
