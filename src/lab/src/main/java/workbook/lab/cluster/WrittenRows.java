package workbook.lab.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.DatabaseTrouble;
import workbook.lab.postgres.PacedTable;

/** The paced table, asked while others write to it. Several subtasks do, so the rows come in no order. */
final class WrittenRows implements AutoCloseable {

    private static final String TABLE = PacedTable.SCHEMA + ".events";

    private final Database database;
    private final Connection connection;

    WrittenRows(Database database) {
        this.database = database;
        try {
            connection = DriverManager.getConnection(database.url());
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** How many there are. */
    long count() {
        return numbers("select count(*) from " + TABLE)[0];
    }

    /** How many different records those are. */
    long countRecords() {
        return numbers("select count(distinct number) from " + TABLE)[0];
    }

    /** Of the records 0 to less than so many, how many are there. */
    long countRecordsBelow(long end) {
        return numbers("select count(distinct number) from " + TABLE + " where number >= 0 and number < " + end)[0];
    }

    /**
     * Those records that are there more than once.
     *
     * @param from the rows that were to be written from then on, in milliseconds since 1970
     * @param until and up to then
     */
    Doubled doubled(long from, long until) {
        long[] found = numbers(String.format(Locale.ROOT, """
                with doubled as (
                    select count(*) - 1 as more, min(written) as first, max(written) as last
                    from %1$s group by number having count(*) > 1)
                select coalesce(sum(more), 0), coalesce(%2$s, 0), coalesce(%3$s, 0), coalesce(%4$s, 0),
                    (select count(*) from %1$s where written between to_timestamp(%5$d / 1e3) and to_timestamp(%6$d / 1e3))
                from doubled""", TABLE, millis("min(first)"), millis("max(first)"), millis("min(last)"), from, until));
        return new Doubled(found[0], found[1], found[2], found[3], found[4]);
    }

    /** From now on the table takes rows as fast as PostgreSQL can. */
    void release() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + TABLE + " disable trigger wait_for_turn");
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }

    private static String millis(String time) {
        return "(extract(epoch from " + time + ") * 1000)::bigint";
    }

    private long[] numbers(String query) {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            long[] numbers = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getLong(i + 1);
            }
            return numbers;
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /**
     * Rows that are there once more than they should. Times in milliseconds since 1970; 0 if there are none.
     *
     * @param rows how many
     * @param first when the first of their originals was to be written
     * @param last when the last of their originals was
     * @param again when the first of the copies was
     * @param written all rows that were to be written in the time asked for
     */
    record Doubled(long rows, long first, long last, long again, long written) {
    }
}
