package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.report.Terminal;

/** The command, as far as it gets without Flink. */
class BenchCommandTest {

    private static final String CALL = "bench ";

    @TempDir
    private Path root;

    @BeforeEach
    void makeUpAWorkbook() throws IOException {
        System.setProperty("workbook.root", root.toString());
        Files.createDirectories(root.resolve("chapters/01-one/src"));
    }

    @AfterEach
    void forgetTheRoot() {
        System.clearProperty("workbook.root");
    }

    @ParameterizedTest
    @DisplayName("a mistyped option, or parts that aren't there, are found out before anything is fetched")
    @ValueSource(strings = {"--parts yours", "--parts mine,nobodys", "--records 99999", "--records many", "--rounds 0",
        "--rounds 101", "--warm-up -1", "--json nowhere/x.json", "--json /", "--nonsense", "now", "--parts reference",
        "--parts tuned"})
    void mistyped(String arguments) {
        Terminal terminal = new Terminal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                true, false);
        assertThat(new Main(terminal).execute((CALL + arguments).split(" "))).isEqualTo(Main.USAGE);
        assertThat(root.resolve(".workbook/lab")).doesNotExist();
    }
}
