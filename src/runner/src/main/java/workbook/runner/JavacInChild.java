package workbook.runner;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import workbook.runner.child.CompilerMain;

/**
 * A compiler in a confined JVM, which is used again and again, and replaced when it takes too long or too much memory.
 * Not thread-safe.
 */
public final class JavacInChild implements Javac, AutoCloseable {

    /** The faster compiler of the JVM alone: the better one costs more than it gains in some hundred submissions. */
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-Xmx320m", "-Xss4m", "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=192m", "-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto", "-Dfile.encoding=UTF-8");
    /** Of processor time, for one chapter, which takes a tenth of a second. */
    private static final Duration LONGEST = Duration.ofSeconds(4);
    /** By the clock, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Confinement confinement;
    private final Libraries libraries;
    private final Path folder;
    private Optional<ProcessTree> child = Optional.empty();
    private DataInputStream answers;
    private DataOutputStream questions;

    /** @param folder what it's to compile is below, and is to be written there; it may read and write there alone */
    public JavacInChild(Confinement confinement, Libraries libraries, Path folder) {
        this.confinement = confinement;
        this.libraries = libraries;
        this.folder = folder;
    }

    /** If it comes to no end, or the memory doesn't suffice, that's what is wrong. */
    @Override
    public List<Problem> compile(List<Path> files, List<Path> classPath, Path output) throws IOException {
        if (child.filter(ProcessTree::isAlive).isEmpty()) {
            start();
        }
        ProcessTree process = child.orElseThrow();
        Duration cpuBefore = process.cpu();
        long start = System.nanoTime();
        CompletableFuture<List<Problem>> answer = CompletableFuture.supplyAsync(() -> ask(files, classPath, output),
                task -> new Thread(task, "compiler").start());
        while (true) {
            try {
                return answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                boolean tooLong = process.cpu().minus(cpuBefore).compareTo(LONGEST) > 0
                        || System.nanoTime() - start > PATIENCE.toNanos();
                if (tooLong) {
                    close();
                    return List.of(giveUp("The compiler came to no end with these files, and was stopped"));
                }
            } catch (ExecutionException e) {
                close();
                return List.of(giveUp("The compiler ran out of memory with these files, and was stopped"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        child.ifPresent(ProcessTree::close);
        child = Optional.empty();
    }

    private void start() throws IOException {
        List<Path> readable = new ArrayList<>(libraries.forTests());
        List<String> command = confinement.confine(ChildJvm.command(OPTIONS, libraries.forTests(),
                List.of(CompilerMain.class.getName())), readable, List.of(folder));
        ProcessTree process = new ProcessTree(command, true, folder);
        child = Optional.of(process);
        questions = new DataOutputStream(new BufferedOutputStream(process.input()));
        answers = new DataInputStream(new BufferedInputStream(process.output()));
    }

    private List<Problem> ask(List<Path> files, List<Path> classPath, Path output) {
        try {
            CompilerMain.ask(questions, files, classPath, output);
            return CompilerMain.answer(answers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Problem giveUp(String why) {
        return new Problem("gave.up", why, "", 0, 0);
    }
}
