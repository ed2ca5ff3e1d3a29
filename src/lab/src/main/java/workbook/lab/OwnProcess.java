package workbook.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import workbook.lab.mine.OwnMain;
import workbook.lab.postgres.Database;
import workbook.report.Terminal;

/** The JVM with a student's pipeline in it. No class of Flink, of the broker or of this JVM can get into it. */
final class OwnProcess implements AutoCloseable {

    static final int MEGABYTES = 512;

    private static final String MAIN = "backpressure.pipeline.LabPipeline";
    private static final long SECONDS_TO_END = 10;
    private static final long MILLIS_FOR_LAST_WORDS = 2_000;
    private static final int LONGEST_LINE = 8_192;

    private final Process process;
    private final Thread words = new Thread(this::passOn, "words of the pipeline");
    /** Or gone. */
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean isReady;

    private OwnProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it. It builds its pipeline, and waits.
     *
     * @param classPath of the student's parts, and of what stands between them and the systems
     * @param database told in private, since there may be a password in its address
     */
    static OwnProcess start(String classPath, Path folder, String broker, Database database, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Dworkbook.lab.log=" + folder.resolveSibling("mine.log"),
                "-Dworkbook.stacktrace=" + Boolean.getBoolean("workbook.stacktrace"),
                "-D" + Terminal.PROPERTY + "=" + Terminal.isTerminal(),
                "-cp", classPath, MAIN, broker));
        command.addAll(options);
        OwnProcess started = new OwnProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start());
        started.words.setDaemon(true);
        started.words.start();
        started.say(database.url());
        started.say(database.name());
        return started;
    }

    /** Waits until its pipeline could begin; false if it has ended instead. */
    boolean awaitReady() throws InterruptedException {
        ready.await();
        return isReady;
    }

    /** Lets it begin. */
    void begin() throws IOException {
        say("begin");
    }

    /** As {@code kill -9}: it has no time for anything. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly); // should a part have started any
        process.destroyForcibly().waitFor();
    }

    /** Waits a while; whether it has ended. */
    boolean hasEnded(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Once it has ended, and all that it said was passed on. */
    int exitCode() throws InterruptedException {
        words.join(MILLIS_FOR_LAST_WORDS);
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            kill(); // it only closed its output
        }
        return process.exitValue();
    }

    /** Ends it, wherever it is. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close(); // it takes that for the end
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        try {
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** What it says up to being ready, line by line; from then on, byte by byte: it rewrites a line. */
    private void passOn() {
        try (InputStream output = process.getInputStream()) {
            StringBuilder line = new StringBuilder();
            for (int c = output.read(); c >= 0; c = output.read()) {
                line.append((char) c);
                if (c == '\n' && line.toString().strip().equals(OwnMain.READY)) {
                    isReady = true;
                    ready.countDown();
                    output.transferTo(System.out);
                    System.out.flush();
                    return;
                }
                if (c == '\n' || line.length() >= LONGEST_LINE) {
                    print(line);
                    line.setLength(0);
                }
            }
            print(line);
        } catch (IOException e) {
            // it was killed
        } finally {
            ready.countDown(); // nobody waits for one that is gone
        }
    }

    private static void print(CharSequence bytes) throws IOException {
        System.out.write(bytes.toString().getBytes(StandardCharsets.ISO_8859_1)); // as they came
        System.out.flush();
    }
}
