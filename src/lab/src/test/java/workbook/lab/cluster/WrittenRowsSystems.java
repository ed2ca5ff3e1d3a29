package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.cluster.WrittenRows.Doubled;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.EmbeddedDatabase;
import workbook.lab.postgres.PacedTable;

/** How rows are counted, on a real PostgreSQL. */
@Timeout(120)
class WrittenRowsSystems {

    private static final String WORKING_FOLDER = "ot.epg.working-dir";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("records, rows, and what is there twice or more often: when, and how often")
    void counted() throws Exception {
        System.setProperty(WORKING_FOLDER, folder.resolve("programs").toString());
        try (Database database = EmbeddedDatabase.start(folder.resolve("data"), false);
                PacedTable paced = PacedTable.create(database, 1_000);
                Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                WrittenRows rows = new WrittenRows(database)) {
            assertThat(rows.count()).isZero();
            assertThat(rows.doubled(0, 1)).isEqualTo(new Doubled(0, 0, 0, 0, 0));

            insert(statement, "(0, 1000.5), (1, 1001), (2, 1002), (3, 1003.25), (1, 1010), (3, 1011), (3, 1012),"
                    + " (9, 1013)");

            assertThat(rows.count()).isEqualTo(8);
            assertThat(rows.countRecordsBelow(5)).as("0, 1, 2, 3").isEqualTo(4);
            assertThat(rows.doubled(1_000_600, 1_010_100)).as("1 once more, 3 twice; four from 1000.6 to 1010.1")
                    .isEqualTo(new Doubled(3, 1_001_000, 1_003_250, 1_010_000, 4));
            assertThat(paced.version()).isNotEmpty();
        } finally {
            System.clearProperty(WORKING_FOLDER);
        }
    }

    @Test
    @DisplayName("without its brake, a table takes at once what it would have taken a quarter of an hour for")
    void released() throws Exception {
        System.setProperty(WORKING_FOLDER, folder.resolve("programs").toString());
        try (Database database = EmbeddedDatabase.start(folder.resolve("data"), false);
                PacedTable paced = PacedTable.create(database, 1);
                Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                WrittenRows rows = new WrittenRows(database)) {
            rows.release();
            statement.execute("insert into " + PacedTable.SCHEMA + ".events (number, payload) select n, '' from"
                    + " generate_series(0, 999) as n");

            assertThat(rows.countRecordsBelow(1_000)).isEqualTo(1_000);
            assertThat(paced.version()).isNotEmpty();
        } finally {
            System.clearProperty(WORKING_FOLDER);
        }
    }

    /** @param values numbers, and when they were written, in seconds since 1970 */
    private static void insert(Statement statement, String values) throws Exception {
        statement.execute("insert into " + PacedTable.SCHEMA + ".events (number, payload, written)"
                + " select n, '', to_timestamp(t) from (values " + values + ") as v (n, t)");
    }
}
