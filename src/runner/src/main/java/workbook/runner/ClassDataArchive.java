package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The classes of the test libraries as the JVM keeps them in memory, in a file: a JVM that maps it starts
 * in half the time (JEP 310, JEP 350). Only for the JDK and the jars it was made with; where it's missing, all works
 * without.
 */
public final class ClassDataArchive {

    private static final String PREFIX = "tests-";
    private static final String ENDING = ".jsa";
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path file;
    private final Libraries libraries;

    public ClassDataArchive(Workbook workbook, Libraries libraries) {
        this.libraries = libraries;
        folder = workbook.notes();
        file = folder.resolve(PREFIX + Sources.fingerprintOf(libraries.fingerprint(),
                System.getProperty("java.home"), System.getProperty("java.vm.version")) + ENDING);
    }

    /** What to start a JVM with so that it uses it; without a word of the JVM's own if it can't. */
    List<String> options() {
        return Files.isRegularFile(file)
                ? List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable")
                : List.of("-Xshare:auto");
    }

    /**
     * Makes it, unless it is there, and deletes older ones. Takes some seconds. If it can't be made, so be it.
     */
    public void make() throws InterruptedException {
        if (Files.isRegularFile(file)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path made = Files.createTempFile(folder, PREFIX, ".tmp");
            Files.delete(made); // the JVM wants to make it itself
            try {
                List<String> options = List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:disable",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
                Process process = new ProcessBuilder(ChildJvm.command(options, libraries.forTests(),
                        ChapterRunner.MAIN_CLASS, List.of("warm")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close(); // there is nothing to do but to warm up
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                } else if (process.exitValue() == 0 && Files.isRegularFile(made)) {
                    forgetOthers();
                    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            // starting takes longer, and that is all
        }
    }

    private void forgetOthers() throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX)
                    && entry.getFileName().toString().endsWith(ENDING)).forEach(others::add);
        }
        for (Path other : others) {
            Files.deleteIfExists(other);
        }
    }
}
