package workbook.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import warmup.WarmUp;
import workbook.runner.child.Job;

/**
 * The classes of the test libraries as the JVM keeps them in memory, in a file: a JVM that maps it starts
 * in half the time (JEP 310). Only for the JDK and the jars it was made with; where it's missing, all works
 * without.
 */
public final class ClassDataArchive {

    private static final String ENDING = ".jsa";
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final String prefix;
    private final Path file;
    private final Libraries libraries;
    private final Optional<HarnessModule> harness;

    /** @param root the workbook's folder */
    public ClassDataArchive(Path root, Libraries libraries) {
        this(root, libraries, Optional.empty());
    }

    /** @param harness the module that runs the tests, if it's to be one */
    public ClassDataArchive(Path root, Libraries libraries, Optional<HarnessModule> harness) {
        this.libraries = libraries;
        this.harness = harness;
        folder = root.resolve(Workbook.NOTES);
        prefix = (harness.isPresent() ? "strict-" : "tests-") + System.getProperty("java.version") + "-";
        String key = libraries.states() + System.getProperty("java.home");
        file = folder.resolve(prefix + Integer.toHexString(key.hashCode()) + ENDING); // the JVM looks closer itself
    }

    /** Where it is, if it's there. */
    Optional<Path> file() {
        return Optional.of(file).filter(Files::isRegularFile);
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
            forgetOthers();
            Path work = Files.createTempDirectory(folder, prefix);
            try {
                Path classes = work.resolve("classes");
                Path made = work.resolve("archive");
                rehearse(work, List.of("-XX:DumpLoadedClassList=" + classes));
                end(start(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + made), List.of()));
                if (Files.isRegularFile(made)) {
                    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                ChapterCompiler.delete(work);
            }
        } catch (IOException e) {
            // starting takes longer, and that is all
        }
    }

    /** Runs some tests, the way a chapter's are run. */
    private void rehearse(Path work, List<String> options) throws IOException, InterruptedException {
        Path tests = Files.createDirectories(work.resolve("tests").resolve("warmup"));
        for (Map.Entry<String, byte[]> classFile : WarmUp.classFiles().entrySet()) {
            Files.write(tests.resolve(classFile.getKey()), classFile.getValue());
        }
        Process process = start(options, List.of("warm"));
        try (OutputStream input = process.getOutputStream()) {
            new Job(true, work.resolve("results"), "", false, List.of(new Job.Tests(tests.getParent(), List.of())), "",
                    List.of(), "", "").writeTo(input);
        }
        end(process);
    }

    private Process start(List<String> options, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xlog:disable", "-Dfile.encoding=UTF-8"));
        all.addAll(options);
        return new ProcessBuilder(TestJvms.command(all, libraries, harness, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What this JVM can't use any more, and what was left behind when somebody was in a hurry. */
    private void forgetOthers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList().forEach(ChapterCompiler::delete);
        }
    }
}
