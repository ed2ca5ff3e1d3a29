package workbook.command;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import workbook.report.RunOptions;
import workbook.report.RunParts;
import workbook.report.Terminal;
import workbook.runner.Libraries;
import workbook.runner.PipelineRunner;
import workbook.runner.Sources;
import workbook.runner.Workbook;
import workbook.world.scenario.ScenarioSettings;

/** The pipeline that the lab runs between the real systems: chosen as a simulated run chooses it. */
final class LabParts {

    private final Workbook workbook;
    private final Libraries libraries = Libraries.ofThisJvm();
    private final ChosenParts chosen;

    /**
     * Chooses it, and says so; that may take some tests.
     *
     * @throws ChosenParts.NotYet if a part is neither done nor can be borrowed
     */
    LabParts(Workbook workbook, Optional<ChosenParts.Whose> whose, ScenarioSettings settings, Terminal terminal) {
        this.workbook = workbook;
        chosen = new ChosenParts(workbook, libraries, whose, settings, terminal::line);
        terminal.line(chosen.announcement());
        chosen.reasons().forEach(terminal::line);
        terminal.line();
    }

    /** Whose, in a word: {@code "yours"}. */
    String owner() {
        return chosen.allBorrowed() ? "reference" : "yours";
    }

    /** Whether a run that was made with such parts, at that time, would be the same today. */
    boolean isAsOf(RunParts parts, FileTime time) {
        RunParts now = RunOptions.parse(chosen.arguments()).parts();
        boolean sameParts = now.own().equals(parts.own()) && now.borrowed().equals(parts.borrowed());
        return sameParts && chosen.parts().stream().flatMap(part -> Sources.in(part.sources()).stream())
                .allMatch(source -> source.toFile().lastModified() <= time.toMillis());
    }

    /**
     * Runs it in the simulated world, and says nothing.
     *
     * @throws PipelineRunner.DoesNotCompile if a part doesn't
     */
    int simulate(List<String> runArguments) {
        List<String> arguments = new ArrayList<>(runArguments);
        arguments.addAll(chosen.arguments());
        return new PipelineRunner(workbook, libraries).runForNumbers(chosen.parts(), arguments);
    }

    /**
     * What the lab's process wants to be told of it: class path, and whose.
     *
     * @throws PipelineRunner.DoesNotCompile if a part doesn't
     */
    List<String> arguments(LabModule module) {
        List<Path> classPath = new ArrayList<>(new PipelineRunner(workbook, libraries).compileForLab(chosen.parts(),
                module.forPipelines().get(0)));
        classPath.addAll(module.forPipelines());
        List<String> arguments = new ArrayList<>(List.of("--mine", Libraries.path(classPath)));
        arguments.addAll(chosen.arguments());
        return arguments;
    }
}
