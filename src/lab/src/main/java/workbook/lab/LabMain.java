package workbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import workbook.lab.cluster.ClusterLab;
import workbook.lab.machine.Machine;
import workbook.lab.machine.WorkFolder;
import workbook.lab.postgres.PacedTable;
import workbook.report.RunHtml;
import workbook.report.RunJson;
import workbook.report.RunParts;
import workbook.report.RunStory;
import workbook.report.Terminal;

/** The lab, in a JVM of its own: ./workbook lab starts it. */
public final class LabMain {

    static final int DONE = 0;
    static final int NOT_YET = 1;
    static final int USAGE = 2;
    static final int BROKEN = 3;
    /** What a shell makes of Ctrl-C. */
    private static final int STOPPED = 130;

    /** In place of all options: clear away what a killed lab has left, and no more. */
    private static final String CLEAR = "clear";
    /** The same, and then the network: Flink alone, for {@code ./workbook bench}. */
    private static final String BENCH = "bench";

    /** What {@link RunStory#wrap} puts before each line. */
    private static final int INDENT = 2;

    private final Path folder;
    private final Terminal out = Terminal.standardOutput();
    private final Terminal errors = Terminal.standardError();

    private LabMain(Path folder) {
        this.folder = folder;
    }

    /**
     * Doesn't return: the exit code is 0 for a whole run, 1 if records were lost in it, 2 for wrong arguments, 3 if it
     * couldn't be made.
     *
     * @param arguments the folder for everything on the disk; then the options, each with its value
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1 && arguments[1].equals(BENCH)) {
            BenchLab.serve(Path.of(arguments[0]), arguments[2]);
        }
        LabMain lab = new LabMain(Path.of(arguments[0]));
        DriverManager.setLoginTimeout(PacedTable.LONGEST_ANSWER_MILLIS / 1_000);
        StopSignal signal = StopSignal.listen(lab.out);
        int code = BROKEN;
        try {
            code = lab.run(Arrays.asList(arguments).subList(1, arguments.length), signal);
        } finally {
            signal.done();
            Runtime.getRuntime().halt(code); // whatever threads the three have left
        }
    }

    private int run(List<String> arguments, StopSignal signal) {
        boolean clears = arguments.equals(List.of(CLEAR));
        LabOptions options;
        try {
            options = LabOptions.parse(clears ? List.of() : arguments);
        } catch (IllegalArgumentException e) {
            errors.line(e.getMessage());
            return USAGE;
        }
        try (WorkFolder work = WorkFolder.take(folder)) {
            signal.check();
            int code = clears ? DONE : run(options, work);
            if (code != DONE) {
                signal.check(); // it came to the pipeline first
            }
            return code;
        } catch (Exception | LinkageError e) { // a JVM that is stopped while it loads classes gets half of them
            if (signal.hasCome()) {
                out.line("Stopped. Nothing is left of it.");
                return STOPPED;
            }
            if (e instanceof LabTrouble) {
                return clears ? DONE : tell(e.getMessage(), e); // what another lab needs wasn't left behind
            }
            return tell("The lab failed: " + e + ". What the three systems said is in " + folder.resolve("lab.log"), e);
        }
    }

    private int run(LabOptions options, WorkFolder work) throws Exception {
        Machine.check(options, work.run());
        Machine.javaNote(Runtime.version().feature()).ifPresent(out::line);
        if (options.cluster()) {
            return new ClusterLab(options, work.run(), out).run() ? DONE : NOT_YET;
        }
        if (options.mine().isPresent()) {
            OwnLab.End end = new OwnLab(options, work.run(), out).run();
            return end.run().isEmpty() ? end.exitCode() : tell(end.run().get(),
                    options.run().parts().on("real " + end.run().get().versions()), options);
        }
        LabRun run = new Lab(options, work.run(), out).run();
        return tell(run, RunParts.of("real " + run.versions()), options);
    }

    private int tell(LabRun run, RunParts parts, LabOptions options) {
        boolean isRemedy = options.remedy().isPresent();
        if (!isRemedy) {
            new LabStory(run, out).tell();
        }
        try {
            if (isRemedy) {
                Files.write(options.remedy().get(), run.checkpointMillis().stream().map(String::valueOf).toList());
            }
            if (options.run().json().isPresent()) {
                RunJson.write(run.run(), parts, options.run().json().get());
                if (!isRemedy) {
                    out.line("Its numbers: " + options.run().json().get());
                }
            }
            if (options.run().html().isPresent()) {
                RunHtml.write(run.run(), parts, options.run().html().get());
                out.line("Its picture: " + options.run().html().get());
            }
        } catch (IOException e) {
            return tell("What the run gave couldn't be written: " + e, e);
        }
        return run.run().summary().conserved() ? DONE : NOT_YET;
    }

    private int tell(String message, Throwable e) {
        RunStory.wrap(message).forEach(line -> errors.line(line.substring(INDENT)));
        if (Boolean.getBoolean("workbook.stacktrace")) {
            e.printStackTrace();
        }
        return BROKEN;
    }
}
