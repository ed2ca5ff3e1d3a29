package workbook.lab.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.lab.LabTrouble;

/** One process of the cluster. It ends with this JVM, however this one ends: its input is a pipe from here. */
final class NodeProcess implements AutoCloseable {

    private static final Pattern TAKEN = Pattern.compile("Address already in use|BindException|Could not bind",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ERROR = Pattern.compile("^[\\d:.]+ (ERROR|FATAL) +\\S+ - ");
    private static final long SECONDS_TO_END = 10;
    private static final String CAUSE = "Caused by: ";
    private static final int LINES_TOLD = 3;

    private final String name;
    private final Process process;
    private final Path log;

    NodeProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** For people: {@code "broker 2"}. */
    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: it has no time for anything. Returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end, but not that long; whether it has come. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    /**
     * Sees whether it is there.
     *
     * @throws PortTaken if it has ended, since somebody else was faster to take a port
     * @throws LabTrouble if it has ended otherwise
     */
    void check() {
        if (process.isAlive()) {
            return;
        }
        String said = said();
        if (TAKEN.matcher(said).find()) {
            throw new PortTaken();
        }
        throw new LabTrouble("The process of " + name + " has ended, and nobody asked it to (exit code "
                + process.exitValue() + "). " + cause(said).or(this::lastError).map(cause -> "It said: " + cause + ". ")
                .orElse("Somebody has killed it; perhaps memory ran out. ") + "All it said is in " + log);
    }

    /** All that it has said. */
    String said() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8); // whatever is in it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last error that it reports, without where in its program that was; one that it calls fatal, if it does. */
    Optional<String> lastError() {
        List<String> errors = said().lines().filter(line -> ERROR.matcher(line).find()).toList();
        return Stream.concat(errors.stream(), errors.stream().filter(line -> line.contains("FATAL")))
                .reduce((a, b) -> b)
                .map(line -> ERROR.matcher(line).replaceFirst("").replaceFirst("\\s*\\([0-9a-f_]{32,}\\)\\.*$", ""));
    }

    Path log() {
        return log;
    }

    /** Ends it. There is nothing in it that is worth waiting for. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            process.destroyForcibly().waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cause of all, if it names causes; else its last lines. */
    static String lastWords(String said) {
        List<String> lines = said.lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("... ")).toList();
        return cause(said).orElseGet(() -> String.join(" / ",
                lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size())));
    }

    private static Optional<String> cause(String said) {
        return said.lines().map(String::strip).filter(line -> line.startsWith(CAUSE)).reduce((a, b) -> b)
                .map(line -> line.substring(CAUSE.length()));
    }

    /** A port that was free is taken now: new ones will do. */
    static final class PortTaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        PortTaken() {
            super("A port was taken by another program, just when it was needed.");
        }
    }
}
