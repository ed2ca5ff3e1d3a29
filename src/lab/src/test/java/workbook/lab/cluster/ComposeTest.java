package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.tools.StorageTool;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import workbook.lab.cluster.job.JobMain;

/** compose.yaml, as far as it can be looked at without Docker. */
@SuppressWarnings("unchecked") // YAML knows no types
class ComposeTest {

    private static final Path FILE = Path.of("compose.yaml");
    private static final String KAFKA = "KAFKA_";

    @TempDir
    private Path folder;

    private Map<String, Map<String, Object>> services;

    @BeforeEach
    void read() throws Exception {
        Map<String, Object> file = new Yaml().load(Files.readString(FILE));
        services = (Map<String, Map<String, Object>>) file.get("services");
    }

    @Test
    @DisplayName("the images are of the versions that the lab has")
    void versions() throws Exception {
        String pom = Files.readString(Path.of("../../pom.xml"));
        assertThat(images()).containsExactlyInAnyOrder("apache/kafka:" + version(pom, "kafka"),
                "flink:" + version(pom, "flink") + "-java17",
                "postgres:" + version(pom, "postgres-binaries").replaceFirst("\\..*", ""));
    }

    @Test
    @DisplayName("Kafka takes each broker's settings, and its three controllers know each other")
    void kafka() throws Exception {
        Set<Object> ids = new HashSet<>();
        for (String broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
            Map<String, Object> variables = (Map<String, Object>) services.get(broker).get("environment");
            Properties settings = new Properties();
            variables.forEach((name, value) -> {
                if (name.startsWith(KAFKA)) { // so does the image; a dash or an underscore would be doubled
                    settings.put(name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
                }
            });
            KafkaConfig config = KafkaConfig.fromProps(settings);

            assertThat(KafkaConfig.configDef().names()).containsAll(settings.stringPropertyNames());
            assertThat(ids.add(config.nodeId())).as("a number of its own").isTrue();
            assertThat(settings.getProperty("controller.quorum.voters")).contains(config.nodeId() + "@" + broker + ":");
            assertThat(settings.getProperty("advertised.listeners")).contains("//" + broker + ":");
            canBeFormatted(settings, variables.get("CLUSTER_ID").toString());
        }
    }

    @Test
    @DisplayName("Flink knows all that is set, and the memory adds up")
    void flink() throws Exception {
        for (String service : List.of("jobmanager", "taskmanager-1", "taskmanager-2")) {
            Map<String, Object> variables = (Map<String, Object>) services.get(service).get("environment");
            assertThat(variables).containsOnlyKeys("FLINK_PROPERTIES");
            Map<String, Object> properties = new Yaml().load((String) variables.get("FLINK_PROPERTIES"));
            assertThat(FlinkOptions.names()).containsAll(properties.keySet());

            Map<String, String> texts = new TreeMap<>();
            properties.forEach((name, value) -> texts.put(name, value.toString()));
            Configuration configuration = Configuration.fromMap(texts);
            TaskExecutorProcessUtils.processSpecFromConfig(configuration);
            JobManagerProcessUtils.processSpecFromConfig(configuration);
            assertThat(texts.get("jobmanager.rpc.address")).isIn(services.keySet());
        }
    }

    @Test
    @DisplayName("what a service waits for is there, and whatever it names as a host")
    void references() {
        services.forEach((name, service) -> {
            Object others = service.getOrDefault("depends_on", List.of());
            assertThat(services.keySet()).as(name).containsAll(others instanceof Map<?, ?> conditions
                    ? (Set<String>) conditions.keySet() : (List<String>) others);
            Matcher hosts = Pattern.compile("([a-z][a-z0-9-]*):(?:9092|8081)|//([a-z0-9-]+)/")
                    .matcher(service.getOrDefault("command", "").toString());
            while (hosts.find()) {
                assertThat(services).as(name).containsKey(hosts.group(1) == null ? hosts.group(2) : hosts.group(1));
            }
        });
    }

    @Test
    @DisplayName("nobody but this machine can reach a port")
    void loopback() {
        services.forEach((name, service) -> {
            assertThat((List<String>) service.getOrDefault("ports", List.of())).as(name)
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
            assertThat(service).as(name).doesNotContainKeys("network_mode", "privileged");
        });
    }

    @Test
    @DisplayName("the programs of the jar are there, and take their arguments")
    void programs() throws Exception {
        for (String name : List.of("prepare", "submit", "producer")) {
            Map<String, Object> service = services.get(name);
            assertThat((List<String>) service.get("volumes")).as(name)
                    .containsExactly("./target/lab-job.jar:/lab-job.jar:ro"); // ClusterSystems sees that it is there
            List<String> command = (List<String>) service.get("command");
            List<String> entry = (List<String>) service.get("entrypoint");
            String main = entry == null ? JobMain.class.getName() : entry.get(entry.size() - 1);
            List<String> arguments = entry == null ? command.subList(command.indexOf("/lab-job.jar") + 1, command.size())
                    : command;
            List<String> known = (List<String>) known(Class.forName(main));
            assertThat(arguments.stream().filter(each -> each.startsWith("--")).toList()).as(name)
                    .isSubsetOf(Stream.concat(known.stream(),
                            Stream.of("--brokers", "--database-url")).toList());
        }
    }

    private static Object known(Class<?> program) throws ReflectiveOperationException {
        var arguments = program.getDeclaredField("ARGUMENTS");
        arguments.setAccessible(true);
        return arguments.get(null);
    }

    /** As the image does it before it starts the broker. */
    private void canBeFormatted(Properties settings, String cluster) throws Exception {
        settings.put("log.dirs", folder.resolve(settings.getProperty("node.id")).toString());
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        assertThat(StorageTool.execute(new String[] {"format", "--cluster-id", cluster, "--config", file.toString()},
                new PrintStream(OutputStream.nullOutputStream()))).isZero();
    }

    private Set<String> images() {
        Set<String> images = new HashSet<>();
        services.values().forEach(service -> images.add((String) service.get("image")));
        return images;
    }

    private static String version(String pom, String name) {
        Matcher version = Pattern.compile("<version." + name + ">(.*?)</version." + name + ">").matcher(pom);
        assertThat(version.find()).as(name).isTrue();
        return version.group(1);
    }
}
