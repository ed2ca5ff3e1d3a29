package workbook.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import workbook.report.Terminal;
import workbook.runner.WorkbookException;

/**
 * The JVM with Kafka, Flink and PostgreSQL in it. It clears up after itself, however it is stopped, and notices when
 * this JVM is gone: its input ends then. If it is killed itself, another one clears up after it.
 */
final class LabProcess {

    /** For the lab's main class: clear up, and no more. */
    private static final String CLEAR = "clear";
    private static final int STOPPED = 130;
    private static final long SECONDS_TO_CLEAR_UP = 60;

    private final LabModule module;
    private final boolean stackTraces;

    LabProcess(LabModule module, boolean stackTraces) {
        this.module = module;
        this.stackTraces = stackTraces;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code
     */
    int run(List<String> arguments) {
        try {
            int code = start(arguments);
            if (Files.exists(temporary())) { // it hadn't the time, or another lab is running
                start(List.of(CLEAR));
            }
            if (code >= Main.DONE && code <= Main.BROKEN || code == STOPPED) {
                return code;
            }
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "The lab's process was ended from outside"
                    + " (exit code " + code + "), perhaps since memory ran out. What it left behind is cleared away. Try"
                    + " again; if it was the memory, close something large first.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    private int start(List<String> arguments) throws IOException, InterruptedException {
        Files.createDirectories(temporary()); // a JVM wants it to be there when it starts
        Process process = new ProcessBuilder(command(arguments))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start(); // its input is a pipe from here, and nothing comes through
        Thread hook = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(hook);
        int code = process.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C: this JVM is on its way out, too
        }
        return code;
    }

    /** Tells it to stop, if it doesn't know yet, and waits until it has cleared up. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_TO_CLEAR_UP, TimeUnit.SECONDS)) {
                process.destroyForcibly(); // the next lab clears up
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path temporary() {
        return module.notes().resolve("run").resolve("tmp");
    }

    private List<String> command(List<String> arguments) {
        List<String> command = module.command(List.of(
                "-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", // small, and quickly there
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData", // it would leave a file in /tmp if it is killed
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary(),
                "-Dworkbook.lab.log=" + module.notes().resolve("lab.log"),
                "-Dworkbook.stacktrace=" + stackTraces,
                "-D" + Terminal.PROPERTY + "=" + Terminal.isTerminal()), module.notes().toString());
        command.addAll(arguments);
        return command;
    }
}
