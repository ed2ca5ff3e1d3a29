package workbook.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process and all it starts. They end with this JVM, at the latest. */
public final class ProcessTree implements AutoCloseable {

    private final Process process;
    private final boolean isWrapped;
    private final Thread hook;
    private List<ProcessHandle> descendants = List.of();

    /**
     * Starts it. Its error output goes where its output goes.
     *
     * @param isWrapped whether what it is about is a process that this one starts; and it sees nothing of this JVM's
     *     environment
     */
    public ProcessTree(List<String> command, boolean isWrapped, Path folder) throws IOException {
        this(builder(command, isWrapped, folder).redirectErrorStream(true), isWrapped);
    }

    /** Starts one whose error output is kept apart: {@link #errors}. */
    static ProcessTree withErrorsApart(List<String> command, Path folder) throws IOException {
        return new ProcessTree(builder(command, false, folder), false);
    }

    private ProcessTree(ProcessBuilder builder, boolean isWrapped) throws IOException {
        this.isWrapped = isWrapped;
        process = builder.start();
        hook = new Thread(this::kill);
        java.lang.Runtime.getRuntime().addShutdownHook(hook);
    }

    private static ProcessBuilder builder(List<String> command, boolean isWrapped, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        if (isWrapped) {
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C.UTF-8"); // for the files of classes whose names aren't ASCII
        }
        return builder;
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    public InputStream output() {
        return process.getInputStream();
    }

    /** Its error output; always empty if that goes where its output goes. */
    public InputStream errors() {
        return process.getErrorStream();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalThreadStateException if it hasn't ended */
    public int exitCode() {
        return process.exitValue();
    }

    /** How much processor time it has used, as far as the machine can tell. */
    public Duration cpu() {
        if (isWrapped && descendants.isEmpty()) {
            descendants = process.descendants().toList();
        }
        return Stream.concat(Stream.of(process.toHandle()), descendants.stream())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Waits until it has ended, but not for longer than that. */
    public void waitFor(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends all of it. Returns when the process itself has ended. */
    public void end() throws InterruptedException {
        kill();
        process.waitFor();
    }

    /** Ends all of it, and returns at once. */
    @Override
    public void close() {
        kill();
        try {
            java.lang.Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is on its way out
        }
    }

    private void kill() {
        Collection<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
