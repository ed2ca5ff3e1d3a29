package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {

    @ParameterizedTest
    @DisplayName("a password doesn't get onto the command line, wherever it stands in the address")
    @CsvSource(delimiter = '|', value = {
        "jdbc:postgresql://h/d | jdbc:postgresql://h/d | ''",
        "jdbc:postgresql://h/d?user=a | jdbc:postgresql://h/d?user=a | ''",
        "jdbc:postgresql://h/d?password=b | jdbc:postgresql://h/d | b",
        "jdbc:postgresql://h/d?password=b&user=a | jdbc:postgresql://h/d?user=a | b",
        "jdbc:postgresql://h/d?user=a&password=b | jdbc:postgresql://h/d?user=a | b",
        "jdbc:postgresql://h/d?user=a&password=b%26c+d&ssl=true | jdbc:postgresql://h/d?user=a&ssl=true | b&c d",
        "jdbc:postgresql://h/d?user=password=x | jdbc:postgresql://h/d?user=password=x | ''"})
    void split(String url, String open, String password) {
        assertThat(DatabaseAddress.of(url)).isEqualTo(new DatabaseAddress(open, password));
    }
}
