package workbook.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.report.Terminal;
import workbook.runner.ProcessTree;
import workbook.runner.WorkbookException;

/** The module src/lab: Maven builds it when it is needed first, and again when it has changed. */
final class LabModule {

    private static final List<String> STANDS_ON = List.of("world", "report", "lab");
    private static final Pattern FOR_PIPELINES = Pattern.compile("(world|report|gson|kafka-clients|postgresql|slf4j-api"
            + "|log4j-api|log4j-core|log4j-slf4j-impl)-\\d.*\\.jar");
    private static final int FILES_PER_LINE = 20;
    /** What Maven says when it can't fetch something. */
    private static final List<String> NO_NETWORK = List.of("Could not transfer", "Unknown host", "UnknownHost",
            "in offline mode", "Network is unreachable", "Connection refused", "Connect timed out", "was not found in",
            "Failed to fetch", "wget: Failed", "curl: Failed");

    private final Path root;
    private final Path target;
    private final Terminal terminal;

    LabModule(Path root, Terminal terminal) {
        this.root = root;
        this.terminal = terminal;
        target = root.resolve("src/lab/target");
    }

    /** Where the lab keeps what it puts on the disk. */
    Path notes() {
        return root.resolve(".workbook").resolve("lab");
    }

    /** What its JVM starts; it names the other jars that it needs. */
    Path jar() {
        return target.resolve("lab.jar");
    }

    /** What a student's pipeline runs with: clients of Kafka and PostgreSQL, and nothing of Flink. */
    List<Path> forPipelines() {
        Path library = target.resolve("lib");
        List<Path> jars = new ArrayList<>(List.of(target.resolve("lab-mine.jar")));
        try (Stream<Path> files = Files.list(library)) {
            files.filter(file -> FOR_PIPELINES.matcher(file.getFileName().toString()).matches()).sorted()
                    .forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    /**
     * Builds it, unless it is built. Takes a few seconds, or as long as the network needs for 130 MB.
     *
     * @throws WorkbookException if it can't be built
     */
    void build() {
        try {
            if (!Files.isDirectory(root.resolve("src/lab"))) {
                throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "This workbook came without its lab:"
                        + " src/lab isn't there.");
            }
            if (isBuilt()) {
                return;
            }
            Files.createDirectories(notes());
            deleteLibraries();
            Path log = notes().resolve("build.log");
            if (maven(log) != 0) {
                throw new WorkbookException(WorkbookException.Blame.WORKBOOK, whyNot(Files.readString(log))
                        + " Maven's own words: " + log);
            }
            Files.writeString(marker(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    /** Starts its JVM, which wants to be told where to keep what it puts on the disk, and what to do. */
    List<String> command(List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvmOptions);
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // Netty's; else there are warnings
        }
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Files of another version would stay beside those of this one. */
    private void deleteLibraries() throws IOException {
        Path library = target.resolve("lib");
        if (Files.isDirectory(library)) {
            try (Stream<Path> files = Files.walk(library)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(marker());
    }

    private int maven(Path log) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "mvnw.cmd")
                : List.of(root.resolve("mvnw").toString()));
        command.addAll(List.of("-B", "-P", "lab", "package", "-Dmaven.test.skip=true", "-pl", "src/lab", "-am"));
        terminal.line("Building the lab …");
        try (ProcessTree maven = new ProcessTree(command, false, root); Writer text = Files.newBufferedWriter(log)) {
            maven.input().close();
            BufferedReader lines = new BufferedReader(new InputStreamReader(maven.output(), StandardCharsets.UTF_8));
            int files = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.write(line + System.lineSeparator());
                if (line.contains("Downloaded from") && ++files % FILES_PER_LINE == 0) {
                    terminal.line("  … " + files + " files fetched from Maven Central (some 130 MB in all, once)");
                }
            }
            maven.end();
            return maven.exitCode();
        }
    }

    /** The end of Maven's log, for people. */
    static String whyNot(String log) {
        if (NO_NETWORK.stream().anyMatch(log::contains)) {
            return "The lab needs some 130 MB from Maven Central the first time, and they can't be fetched: is the"
                    + " network there, and does it let Maven through (a proxy belongs into ~/.m2/settings.xml)? Then"
                    + " try again; the rest of the workbook does without.";
        }
        return "The lab can't be built. " + log.lines().filter(line -> line.startsWith("[ERROR]")).limit(2)
                .map(line -> line.substring("[ERROR]".length()).strip()).reduce((a, b) -> a + " " + b).orElse("");
    }

    /** Whether nothing that it is made of is newer than it. */
    private boolean isBuilt() throws IOException {
        if (!Files.exists(marker()) || !Files.exists(jar())) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(marker());
        List<Path> sources = new ArrayList<>(List.of(root.resolve("pom.xml")));
        for (String module : STANDS_ON) {
            Path folder = root.resolve("src").resolve(module);
            sources.add(folder.resolve("pom.xml"));
            try (Stream<Path> files = Files.walk(folder.resolve("src/main"))) {
                files.forEach(sources::add);
            }
        }
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                return false;
            }
        }
        return true;
    }

    private Path marker() {
        return target.resolve("built");
    }
}
