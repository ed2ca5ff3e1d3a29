package workbook.runner;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import workbook.world.Todo;

/**
 * The jars on this JVM's own class path, and which of them a student's code, a chapter's tests and a run
 * get to see.
 */
public final class Libraries {

    private static final String SEPARATOR = File.pathSeparator;

    private final List<Path> all;

    private Libraries(List<Path> all) {
        this.all = all;
    }

    /** Those of this JVM. */
    public static Libraries ofThisJvm() {
        return new Libraries(Arrays.stream(System.getProperty("java.class.path").split(SEPARATOR))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(Files::exists)
                .sorted()
                .toList());
    }

    /** For the student's sources: the world, and nothing else. */
    public List<Path> forParts() {
        return List.of(homeOf(Todo.class));
    }

    /** For a chapter's tests: all but what only the command itself needs. */
    public List<Path> forTests() {
        return without("workbook.jar", "grader-", "picocli-", "gson-", "jline-", "java-diff-utils-", "commonmark-",
                "commons-");
    }

    /** For a run of the pipeline: all but what only the command itself needs. */
    public List<Path> forRuns() {
        return without("workbook.jar", "grader-", "picocli-", "jline-", "java-diff-utils-", "commonmark-", "commons-");
    }

    /** A class path, as the JVM wants it. */
    public static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(SEPARATOR));
    }

    /** Changes when one of the jars does. */
    String fingerprint() {
        return Sources.fingerprintOf(states());
    }

    /** Changes when what is in one of the jars does, wherever they are, and however old. */
    public String contentFingerprint() {
        try {
            MessageDigest digest = Sources.sha256();
            for (Path entry : all) {
                digest.update(entry.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(entry)) {
                    digest.update(Files.readAllBytes(entry));
                }
            }
            return Sources.hex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #fingerprint} goes by, as a long text. */
    String states() {
        StringBuilder states = new StringBuilder();
        for (Path entry : all) {
            states.append(state(entry)).append('\n');
        }
        return states.toString();
    }

    private List<Path> without(String... names) {
        return all.stream()
                .filter(entry -> Arrays.stream(names).noneMatch(name -> entry.getFileName().toString()
                .startsWith(name)))
                .toList();
    }

    private static String state(Path entry) {
        try {
            return entry + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar or the folder that a class comes from. */
    static Path homeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
