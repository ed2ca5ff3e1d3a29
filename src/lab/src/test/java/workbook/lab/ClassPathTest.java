package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

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
