package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Flink, as {@code ./workbook bench} starts it. */
class BenchSystems {

    @ParameterizedTest
    @DisplayName("Flink carries Longs and 100 bytes, over both kinds of exchange, and leaves nothing behind")
    @ValueSource(strings = {"remote", "local"})
    void carries(String network) throws IOException, InterruptedException {
        String jar = System.getProperty("lab.jar");
        Path folder = Files.createDirectories(Path.of(jar).resolveSibling("bench-" + network));
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Dworkbook.lab.log=" + folder.resolve("lab.log"), "-jar", jar, folder.toString(), "bench", network);
        Process flink = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT) // a newer JDK has warnings for Flink's libraries
                .start();
        List<String> said;
        try (BufferedReader answers = new BufferedReader(new InputStreamReader(flink.getInputStream(),
                StandardCharsets.UTF_8))) {
            flink.getOutputStream().write("LONGS 100000\nBYTES 100000\n".getBytes(StandardCharsets.UTF_8));
            flink.getOutputStream().close();
            said = answers.lines().toList();
        }
        assertThat(flink.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).startsWith("ready Flink ");
        assertThat(said.subList(1, 3)).allMatch(answer -> answer.matches("rate [\\d.E]+"));
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
