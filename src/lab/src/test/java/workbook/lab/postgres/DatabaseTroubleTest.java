package workbook.lab.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.lab.LabTrouble;
import workbook.lab.machine.FreePorts;

class DatabaseTroubleTest {

    private static final Database GIVEN =
            new GivenDatabase("jdbc:postgresql://db.example/school?user=me&password=secret");

    @ParameterizedTest
    @DisplayName("what PostgreSQL's codes mean, and the way out")
    @CsvSource({
        "28P01, refuses the login,  user=NAME",
        "28000, refuses the login,  user=NAME",
        "3D000, no such database,   name another one",
        "42501, of its own,         GRANT CREATE",
        "53100, no room left,       Make room",
        "53300, no connection left, Try again",
        "08001, can't be reached,   starts one of its own",
        "57P01, went away,          its disk full",
        "08006, went away,          its disk full",
        "XX000, failed,             XX000",
    })
    void meanings(String state, String what, String wayOut) {
        SQLException exception = new SQLException("FATAL: no such database\n  Where: there", state);
        LabTrouble trouble = DatabaseTrouble.of(exception, GIVEN);
        assertThat(trouble).hasMessageContainingAll(what, wayOut, "jdbc:postgresql://db.example/school",
                "FATAL: no such database.");
        assertThat(trouble.getMessage()).doesNotContain("secret").doesNotContain("\n");
    }

    @Test
    @DisplayName("one that can't be reached any more went away")
    void wentAway() {
        assertThat(DatabaseTrouble.inTheMiddle(new SQLException("Connection refused", "08001"), GIVEN))
                .hasMessageContainingAll("went away in the middle", "Connection refused.");
    }

    @Test
    @DisplayName("where nobody listens, the table can't be made")
    void nobodyThere() throws IOException {
        int port = FreePorts.find(1).get(0);
        Database nobody = new GivenDatabase("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=me");
        assertThatThrownBy(() -> PacedTable.create(nobody, 100)).isInstanceOf(LabTrouble.class)
                .hasMessageContainingAll("127.0.0.1:" + port, "can't be reached");
    }
}
