package workbook.lab.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.DatabaseTrouble;
import workbook.lab.postgres.PacedTable;

/** The paced table, asked while others write to it. Several subtasks do, so the rows come in no order. */
final class WrittenRows implements AutoCloseable {

    private static final String TABLE = PacedTable.SCHEMA + ".events";

    private static final double MILLIS = 1_000;

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
        long[] found = numbers("""
                with rows as (
                    select written, row_number() over (partition by number order by written) as nth,
                        count(*) over (partition by number) as copies
                    from %s)
                select count(*) filter (where nth > 1), %s, %s, %s, count(*) filter (where %s) from rows
                """.formatted(TABLE, millis("min", "nth = 1 and copies > 1"), millis("max", "nth = 1 and copies > 1"),
                millis("min", "nth > 1"), "written between to_timestamp(" + from / MILLIS + ") and to_timestamp("
                        + until / MILLIS + ")"));
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

    /** When the first of the rows for which that holds was to be written, or the last. */
    private static String millis(String which, String condition) {
        return "coalesce((extract(epoch from " + which + "(written) filter (where " + condition
                + ")) * 1000)::bigint, 0)";
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
