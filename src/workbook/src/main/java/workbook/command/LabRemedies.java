package workbook.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import workbook.report.RemedyTable;
import workbook.report.RunOptions;
import workbook.report.RunReader;
import workbook.report.Terminal;
import workbook.world.scenario.ScenarioRun;

/** Each remedy twice: predicted by a simulated run of the student's parts, and measured on Flink, Kafka and Postgres. */
final class LabRemedies {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final LabModule module;
    private final LabProcess process;
    private final LabParts parts;
    private final Terminal terminal;

    LabRemedies(LabModule module, LabProcess process, LabParts parts, Terminal terminal) {
        this.module = module;
        this.process = process;
        this.parts = parts;
        this.terminal = terminal;
    }

    /**
     * Runs them, and tells.
     *
     * @param labArguments for the real runs: which database
     * @return the exit code: that of the first run that wasn't one
     */
    int run(List<String> labArguments) {
        RemedyTable table = new RemedyTable(terminal);
        Path checkpoints = module.notes().resolve("checkpoints.txt");
        for (Remedy remedy : Remedy.values()) {
            terminal.line("%d of %d: %s".formatted(remedy.ordinal() + 1, Remedy.values().length, remedy.title()));
            Path simulated = numbersOf(remedy, "simulated");
            if (parts.simulate(with(remedy.simulated(), RunOptions.JSON, simulated)) != Main.DONE) {
                terminal.line("The pipeline doesn't run in the simulated world: ./workbook run "
                        + String.join(" ", remedy.simulated()) + " tells why.");
                return Main.NOT_YET;
            }
            Path real = numbersOf(remedy, "flink");
            List<String> arguments = with(remedy.real(), RunOptions.JSON, real);
            arguments.addAll(List.of("--remedy", checkpoints.toString()));
            arguments.addAll(labArguments);
            int code = process.run(arguments);
            if (code != Main.DONE) {
                return code;
            }
            ScenarioRun prediction = RunReader.read(simulated).run();
            table.add(remedy.ground().title(), remedy.title(), prediction, predictedCheckpoint(remedy, prediction),
                    RunReader.read(real).run(), longest(checkpoints));
        }
        terminal.line();
        table.tell();
        terminal.line("Each run's numbers: " + module.notes() + ". As a page:"
                + " ./workbook run --open --from " + numbersOf(Remedy.AS_IT_IS, "flink"));
        return Main.DONE;
    }

    /** Its barrier waits for all that is before it, or for nothing. */
    private static OptionalDouble predictedCheckpoint(Remedy remedy, ScenarioRun run) {
        return switch (remedy.barrier()) {
            case NONE -> OptionalDouble.empty();
            case OVERTAKES -> OptionalDouble.of(0);
            case WAITS -> OptionalDouble.of(run.summary().inFlight() / run.summary().sinkRatePerSecond());
        };
    }

    private static OptionalDouble longest(Path checkpoints) {
        try {
            return Files.readAllLines(checkpoints).stream().mapToDouble(millis ->
                    Long.parseLong(millis) / MILLIS_PER_SECOND).max();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path numbersOf(Remedy remedy, String kind) {
        return module.notes().resolve("remedy-" + (remedy.ordinal() + 1) + "-" + kind + ".json");
    }

    private static List<String> with(List<String> arguments, String option, Path value) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(option, value.toString()));
        return all;
    }
}
