package workbook.lab.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How often a PostgreSQL has forced its write-ahead log to the disk. */
public final class Fsyncs {

    private Fsyncs() {
    }

    /** So far. 0 if it never does (fsync is off). */
    public static long of(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        String query = version >= 18 ? "select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'"
                : version >= 14 ? "select wal_sync from pg_stat_wal" : "select 0";
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
