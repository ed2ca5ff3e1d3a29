package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import workbook.lab.machine.Machine;
import workbook.report.RunReader;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.Summary;

/** A lab, run once for all that a test looks at in it: the jar that the command starts, as it starts it. */
final class RealLab {

    static final Path JAR = Path.of(System.getProperty("lab.jar"));
    static final List<String> PRESSED = List.of("source", "map", "filter");
    private static final Percentage ABOUT = Percentage.withPercentage(15);
    /** Where there can be no lab, false makes its tests skip, not fail. */
    private static final boolean REQUIRED = Boolean.getBoolean("lab.required");

    private final Path folder;
    private final String said;
    private final ScenarioRun run;

    private RealLab(Path folder, String said, ScenarioRun run) {
        this.folder = folder;
        this.said = said;
        this.run = run;
    }

    /** The lab's folder, beside the jar. */
    static Path folder(String name) {
        return JAR.resolveSibling("systems").resolve(name);
    }

    /**
     * Runs it to its end, which must be a good one.
     *
     * @param options the lab's own, each with its value
     */
    static RealLab run(String name, String... options) throws IOException, InterruptedException {
        Path folder = folder(name);
        Files.createDirectories(folder.resolve("run/tmp"));
        askTheMachine(folder.resolve("run"));
        Path numbers = folder.resolve("run.json");
        Path text = folder.resolve("run.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("run/tmp"), "-Dworkbook.lab.log=" + folder.resolve("lab.log"),
                "-jar", JAR.toString(), folder.toString(), "--json", numbers.toString()));
        command.addAll(List.of(options));
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(text.toFile()).start().waitFor();
        String said = Files.readString(text);
        assertThat(code).as("exit code of a lab that said:%n%s", said).isEqualTo(LabMain.DONE);
        RealLab lab = new RealLab(folder, said, RunReader.read(numbers).run());
        lab.printFigures(name);
        return lab;
    }

    private static void askTheMachine(Path run) throws IOException, InterruptedException {
        try {
            Machine.check(LabOptions.parse(List.of()), run);
        } catch (LabTrouble e) {
            Assumptions.assumeTrue(REQUIRED, e.getMessage());
            throw e;
        }
    }

    ScenarioRun run() {
        return run;
    }

    /** All that it printed. */
    String said() {
        return said;
    }

    /** Between two seconds in which the exchanges are full, and take no more. */
    void assertWhatComesInIsWrittenOrWaits(long from, long to) {
        double produced = growth(from, to, Sample::produced);

        assertThat(growth(from, to, RealLab::written) + growth(from, to, RealLab::waiting))
                .isCloseTo(produced, within(0.03 * produced)); // bursts and batches, at either end
    }

    /** Nearest the sink first. */
    void assertFillOrder() {
        assertThat(Stream.of("filter → sink", "map → filter", "source → map")
                .map(exchange -> run.summary().secondsUntilFull().get(exchange).orElseThrow())).isSorted();
    }

    /** By the clock: on a busy machine samples come late. */
    void assertRates() {
        Summary summary = run.summary();
        assertThat(summary.sinkRatePerSecond()).isCloseTo(100, ABOUT);
        assertThat(summary.lagGrowthPerSecond()).isCloseTo(900, ABOUT);
        assertThat(summary.sinkRatePerSecond() + summary.lagGrowthPerSecond()).isCloseTo(1_000, ABOUT);
    }

    /** A second, on average, between two samples. */
    private double growth(long from, long to, ToDoubleFunction<Sample> count) {
        return (count.applyAsDouble(run.at(to)) - count.applyAsDouble(run.at(from))) / (to - from);
    }

    /** In Kafka, or in the hands of the one who fetches from it. */
    private static double waiting(Sample sample) {
        return sample.whereabouts().lag() + sample.whereabouts().fetched();
    }

    static double written(Sample sample) {
        return sample.whereabouts().written();
    }

    /** Neither a process nor a file is. */
    void assertNothingIsLeft() {
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("owner")).doesNotExist();
        assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info).filter(process ->
                process.command().orElse("").startsWith(folder.toString())
                        || process.commandLine().orElse("").contains(folder.toString()))).isEmpty();
    }

    /** Exactly: what is asserted is rougher, for machines that have other things to do. */
    private void printFigures(String name) {
        Summary summary = run.summary();
        print("%s: sink rate %.1f/s, lag growth %+.1f/s, in flight %,.0f", name, summary.sinkRatePerSecond(),
                summary.lagGrowthPerSecond(), summary.inFlight());
        summary.secondsUntilFull().forEach((exchange, at) -> print("%s: %s full after %.1f s", name, exchange,
                at.orElse(Double.NaN)));
        summary.tasks().forEach((task, shares) -> print("%s: %-6s busy %.1f, backpressured %.1f (hard %.1f), idle %.1f"
                + " ms of a second", name, task, shares.busy(), shares.backpressured(), shares.hardBackpressured(),
                shares.idle()));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
