package workbook.lab.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArgumentsTest {

    private static final String GOOD = "--brokers a:9092,b:9092 --database-url jdbc:postgresql://db/test?user=me";

    @Test
    @DisplayName("brokers, database and numbers are as they were given")
    void asGiven() {
        JobArguments given = parse(GOOD + " --batch-rows 7", Map.of());

        assertThat(given.brokers()).isEqualTo("a:9092,b:9092");
        assertThat(given.databaseUrl()).isEqualTo("jdbc:postgresql://db/test?user=me");
        assertThat(given.number("--batch-rows", 200)).isEqualTo(7);
        assertThat(parse(GOOD, Map.of()).number("--batch-rows", 200)).as("left out").isEqualTo(200);
    }

    @Test
    @DisplayName("the password comes from a variable or a file, and may hold anything")
    void password(@TempDir Path folder) throws Exception {
        assertThat(parse(GOOD, Map.of("PGPASSWORD", "a&b c")).databaseUrl())
                .isEqualTo("jdbc:postgresql://db/test?user=me&password=a%26b+c");
        Path file = Files.writeString(folder.resolve("word"), "secret\n");
        assertThat(parse(GOOD.replace("?user=me", "") + " --password-file " + file, Map.of("PGPASSWORD", "other"))
                .databaseUrl()).isEqualTo("jdbc:postgresql://db/test?password=secret");
    }

    @ParameterizedTest
    @DisplayName("what is wrong is said in one message, by flink run, too")
    @CsvSource(delimiter = '|', value = {
        "--brokers a:9092 | --database-url is missing",
        "--database-url jdbc:postgresql://db/test | --brokers is missing",
        "--brokers a --database-url jdbc:postgresql://db/test | must be like HOST:PORT",
        "--brokers a:9092 --database-url mysql://db | must be like jdbc:postgresql:",
        "--brokers a:9092 --database-url jdbc:postgresql://db/test?password=x | PGPASSWORD",
        "--brokers a:9092 --brokers b:9092 | is there twice",
        "--brokers --database-url | --brokers needs a value",
        "--batch-rows | --batch-rows needs a value",
        "--broker a:9092 | there is no such argument",
        "--brokers a:9092 --database-url jdbc:postgresql://db/test --batch-rows 0 | whole number of at least 1",
        "--brokers a:9092 --database-url jdbc:postgresql://db/test --password-file nowhere | can't be read"})
    void wrong(String arguments, String message) {
        assertThatThrownBy(() -> JobMain.main(arguments.strip().split(" ")))
                .isInstanceOf(ProgramParametrizationException.class).hasMessageContaining(message);
    }

    private static JobArguments parse(String arguments, Map<String, String> environment) {
        return JobArguments.parse(arguments.split(" "), List.of("--batch-rows"), environment::get);
    }
}
