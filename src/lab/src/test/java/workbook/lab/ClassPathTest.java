package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    @Test
    @DisplayName("on Flink's class path there is no class that a student or a solution has")
    void noChapters() throws Exception {
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            assertThat(packages(Path.of(entry))).as(entry)
                    .noneMatch(file -> file.startsWith("backpressure/"))
                    .noneMatch(file -> file.startsWith("workbook/runner/") || file.startsWith("workbook/testkit/"));
        }
    }

    @Test
    @DisplayName("what a student's pipeline runs with knows nothing of Flink, nor of the broker's own classes")
    void noFlinkInAPipeline() throws Exception {
        Path classes = Path.of(LabTrouble.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (String name : new String[] {"mine", "LabTrouble.class", "ProgressLine.class", "kafka/Events.class",
            "measure/Recording.class", "postgres/PacedTable.class", "postgres/DatabaseTrouble.class"}) {
            try (Stream<Path> files = Files.walk(classes.resolve("workbook/lab").resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                            .doesNotContain("org/apache/flink").doesNotContain("kafka/server")
                            .doesNotContain("workbook/lab/flink");
                }
            }
        }
    }

    private static List<String> packages(Path entry) throws Exception {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                return files.map(file -> entry.relativize(file).toString().replace('\\', '/') + "/").toList();
            }
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return jar.stream().map(each -> each.getName()).toList();
        }
    }
}
