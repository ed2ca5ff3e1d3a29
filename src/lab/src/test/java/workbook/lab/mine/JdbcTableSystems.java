package workbook.lab.mine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.EmbeddedDatabase;
import workbook.lab.postgres.PacedTable;
import workbook.world.operator.StreamRecord;

/** What {@link JdbcTableTest} believes of a database, on a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class JdbcTableSystems {

    private static final String WORKING_FOLDER = "ot.epg.working-dir";

    private Database database;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        System.setProperty(WORKING_FOLDER, folder.resolve("programs").toString());
        database = EmbeddedDatabase.start(folder.resolve("data"), false);
    }

    @AfterAll
    void stop() {
        database.close();
        System.clearProperty(WORKING_FOLDER);
    }

    @Test
    @DisplayName("rows that are inserted again are there once, and count")
    void twice() throws Exception {
        try (PacedTable paced = PacedTable.create(database, 10_000).withKey(); JdbcTable table = table()) {
            table.insert(rows(0, 60));
            table.insert(rows(30, 90));

            assertThat(table.rows()).isEqualTo(120);
            assertThat(table.foundThere()).isEqualTo(30);
            assertThat(paced.content(3).rows()).isEqualTo(90);
            assertThat(paced.content(3).lost()).isZero();
            assertThat(paced.ends(3)).containsExactly(30, 30, 30);
        }
    }

    @Test
    @DisplayName("an insert that is interrupted is cancelled, and leaves nothing behind")
    void interrupted() throws Exception {
        try (PacedTable paced = PacedTable.create(database, 1).withKey(); JdbcTable table = table()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread sink = new Thread(() -> {
                try {
                    table.insert(rows(0, 1_000)); // more than a quarter of an hour
                } catch (Throwable t) {
                    thrown.set(t);
                }
            });
            sink.start();
            while (table.inTransaction() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            sink.interrupt();
            sink.join();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(table.rows()).isZero();
            assertThat(paced.content(3).rows()).isZero();
        }
    }

    private JdbcTable table() {
        return new JdbcTable(() -> DriverManager.getConnection(database.url()), 0, rows -> { });
    }

    private static List<byte[]> rows(long from, long to) {
        List<byte[]> rows = new ArrayList<>();
        LongStream.range(from, to).forEach(number ->
                rows.add(new StreamRecord(1, ByteBuffer.allocate(100).putLong(number).array()).toBytes()));
        return rows;
    }
}
