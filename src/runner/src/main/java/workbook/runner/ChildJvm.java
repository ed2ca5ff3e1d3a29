package workbook.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import workbook.runner.child.Job;
import workbook.runner.child.OneCore;
import workbook.runner.child.ResultLog;

/** A JVM that runs what a student wrote, and is ended, with all it started, when it doesn't get on. */
final class ChildJvm implements AutoCloseable {

    /** How a child ended. */
    enum End {
        BY_ITSELF,
        /** It was stopped: it computed and computed, and got nowhere. */
        STOPPED,
        /** It was stopped: nothing happened for so long that nobody can tell why. */
        GIVEN_UP
    }

    private static final Duration COMPUTING = Duration.ofSeconds(8);
    private static final long LOOK_EVERY_MILLIS = 20;
    /** If it took longer, this JVM was asleep as well: the lid was closed, or the machine stood still. */
    private static final long LONGEST_LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final long GOODBYE_MILLIS = 5_000;
    private static final int MOST_BYTES = 16_000;

    private final Process process;
    private final Duration patience;
    private final Thread hook;
    private final Thread reader;
    private final StringBuilder printed = new StringBuilder();

    /**
     * Starts one, which then waits for its job.
     *
     * @param patience how long nothing may happen
     */
    ChildJvm(List<String> options, List<Path> classPath, String mainClass, List<String> arguments, Path folder,
            Duration patience) throws IOException {
        this.patience = patience;
        List<String> all = new ArrayList<>(options);
        all.addAll(OneCore.option());
        process = new ProcessBuilder(command(all, classPath, mainClass, arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        hook = new Thread(this::kill);
        java.lang.Runtime.getRuntime().addShutdownHook(hook);
        reader = new Thread(this::drain, "output of the child");
        reader.setDaemon(true);
        reader.start();
    }

    /** A command line that starts a JVM like this one. */
    static List<String> command(List<String> options, List<Path> classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", Libraries.path(classPath), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Whether it is there, and can be given a job. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives it its job. If it has ended meanwhile, {@link #await} says so. */
    void give(Job job) {
        try {
            job.writeTo(process.getOutputStream());
        } catch (IOException e) {
            // it is gone
        }
    }

    /**
     * Waits until it has ended, or ends it. On a busy machine a right answer may take long, and one that waits
     * for its turn looks like one that waits for ever. So what counts is the processor time used, and only in
     * the end the clock. The test kit's own watchdog knows more, and comes first.
     *
     * @param results its {@link ResultLog}, which grows as long as it gets on
     */
    End await(Path results) throws InterruptedException, IOException {
        long size = 0;
        long looked = System.nanoTime();
        Duration still = Duration.ZERO;
        Duration cpu = cpu();
        while (!hasEnded()) {
            long now = System.nanoTime();
            still = still.plusNanos(Math.min(now - looked, LONGEST_LOOK_NANOS));
            looked = now;
            long sizeNow = Files.exists(results) ? Files.size(results) : 0;
            if (sizeNow != size) {
                size = sizeNow;
                still = Duration.ZERO;
                cpu = cpu();
            } else {
                boolean computes = cpu().minus(cpu).compareTo(COMPUTING) > 0;
                if (computes || still.compareTo(patience) > 0) {
                    kill();
                    process.waitFor();
                    return computes ? End.STOPPED : End.GIVEN_UP;
                }
            }
        }
        if (!ResultLog.isComplete(results)) { // it ends for a reason of its own
            process.waitFor(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        }
        kill();
        process.waitFor();
        reader.join(GOODBYE_MILLIS);
        return End.BY_ITSELF;
    }

    /** Waits a moment; whether it has closed its output, or is gone. */
    private boolean hasEnded() throws InterruptedException {
        reader.join(LOOK_EVERY_MILLIS);
        return !reader.isAlive() || !process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** What it printed past the tests: the JVM's own last words, mostly. The beginning of it. */
    String printed() {
        synchronized (printed) {
            return printed.toString();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            java.lang.Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is on its way out
        }
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void kill() {
        Collection<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Reads to the end, so that a flood doesn't block the child, and keeps the beginning. */
    private void drain() {
        byte[] chunk = new byte[8_192];
        try (InputStream in = process.getInputStream()) {
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
