package workbook.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import workbook.runner.child.Job;
import workbook.runner.child.ResultLog;

/** A JVM that runs what a student wrote, and is ended, with all it started, when it doesn't get on. */
final class ChildJvm implements AutoCloseable {

    /** How a child ended. */
    enum End {
        BY_ITSELF,
        /** It was stopped: it computed and computed, and got nowhere. */
        STOPPED,
        /** It was stopped: all in all, it took too much processor time. */
        OUT_OF_TIME,
        /** It was stopped: nothing happened for so long that nobody can tell why. */
        GIVEN_UP
    }

    private static final long LOOK_EVERY_MILLIS = 20;
    /** If it took longer, this JVM was asleep as well: the lid was closed, or the machine stood still. */
    private static final long LONGEST_LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final long GOODBYE_MILLIS = 5_000;
    private static final int MOST_BYTES = 16_000;
    /** On the busiest machine, it gets more than this part of the time; if it uses less, it waits. */
    private static final int BUSY = 200;

    private final ProcessTree process;
    private final RunLimits limits;
    private final Thread reader;
    private final StringBuilder printed = new StringBuilder();

    /** Takes one that was started, and waits for its job. */
    ChildJvm(ProcessTree process, RunLimits limits) {
        this.process = process;
        this.limits = limits;
        reader = new Thread(this::drain, "output of the child");
        reader.setDaemon(true);
        reader.start();
    }

    /** A command line that starts a JVM like this one; last comes its main class, or module, and what that is told. */
    static List<String> command(List<String> options, List<Path> classPath, List<String> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", Libraries.path(classPath)));
        command.addAll(main);
        return command;
    }

    /** Whether it is there, and can be given a job. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives it its job. If it has ended meanwhile, {@link #await} says so. */
    void give(Job job) {
        try {
            job.writeTo(process.input());
        } catch (IOException e) {
            // it is gone
        }
    }

    /**
     * Waits until it has ended, or ends it. On a busy machine a right answer may take long, and one that waits
     * for its turn looks like one that waits for ever. So what counts is the processor time used, and only in
     * the end the clock.
     *
     * @param job the one it was given, whose {@link ResultLog} grows as long as it gets on
     */
    End await(Job job) throws InterruptedException, IOException {
        Path results = job.results();
        long size = 0;
        long looked = System.nanoTime();
        Duration still = Duration.ZERO;
        Duration cpu = process.cpu();
        while (!hasEnded()) {
            long now = System.nanoTime();
            still = still.plusNanos(Math.min(now - looked, LONGEST_LOOK_NANOS));
            looked = now;
            Duration cpuNow = process.cpu();
            long sizeNow = Files.exists(results) ? Files.size(results) : 0;
            if (sizeNow != size) {
                size = sizeNow;
                still = Duration.ZERO;
                cpu = cpuNow;
            }
            Optional<End> end = endFor(still, cpuNow.minus(cpu), cpuNow);
            if (end.isPresent()) {
                process.end();
                return end.get();
            }
        }
        if (!ResultLog.read(results, job.key()).isComplete()) { // it ends for a reason of its own
            process.waitFor(GOODBYE_MILLIS);
        }
        process.end();
        reader.join(GOODBYE_MILLIS);
        return End.BY_ITSELF;
    }

    int exitCode() {
        return process.exitCode();
    }

    /** What it printed past the tests: the JVM's own last words, mostly. The beginning of it. */
    String printed() {
        synchronized (printed) {
            return printed.toString();
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** Waits a moment; whether it has closed its output, or is gone. */
    private boolean hasEnded() throws InterruptedException {
        reader.join(LOOK_EVERY_MILLIS);
        return !reader.isAlive() || !process.isAlive();
    }

    private Optional<End> endFor(Duration still, Duration computing, Duration total) {
        boolean isIdle = computing.multipliedBy(BUSY).compareTo(still) < 0; // and not just waiting for its turn
        if (computing.compareTo(limits.computing()) > 0) {
            return Optional.of(End.STOPPED);
        } else if (isIdle && still.compareTo(limits.silence()) > 0) {
            return Optional.of(End.GIVEN_UP);
        }
        return total.compareTo(limits.total()) > 0 ? Optional.of(End.OUT_OF_TIME) : Optional.empty();
    }

    /** Reads to the end, so that a flood doesn't block the child, and keeps the beginning. */
    private void drain() {
        byte[] chunk = new byte[8_192];
        try (InputStream in = process.output()) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                synchronized (printed) {
                    int kept = Math.min(length, MOST_BYTES - printed.length());
                    if (kept > 0) {
                        printed.append(new String(chunk, 0, kept, StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // it was killed
        }
    }
}
