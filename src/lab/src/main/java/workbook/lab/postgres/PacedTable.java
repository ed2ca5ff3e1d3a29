package workbook.lab.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import workbook.lab.LabTrouble;

/**
 * The table, made so that it takes only so many rows a second, whoever writes, in however many connections and
 * transactions: a trigger gives each row the next time at which one is due, and lets it wait until then. Late rows may
 * catch up with at most a second.
 *
 * <p>It lies in a schema of the lab's own, which goes with it.
 */
public final class PacedTable implements AutoCloseable {

    public static final String SCHEMA = "workbook_lab";
    public static final String INSERT = "insert into " + SCHEMA + ".events (number, payload) values (?, ?)";
    /** For a table with a {@linkplain #withKey key}: what is there already isn't inserted again. */
    public static final String INSERT_ONCE = INSERT + " on conflict (number) do nothing";

    private static final String MARK = "made by ./workbook lab, which drops it";
    /** Whoever holds the first is the lab that runs there; whoever holds the second takes the next turn. */
    private static final long LAB_LOCK = 7_001_001;
    private static final long ROW_LOCK = 7_001_002;

    /** Of questions that are answered at once, by a database that is there. */
    public static final int LONGEST_ANSWER_MILLIS = 20_000;

    private final Database database;
    private final Connection connection;

    private PacedTable(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /**
     * Makes it. What another lab left behind in that database is replaced.
     *
     * @throws LabTrouble if the database can't be used
     */
    public static PacedTable create(Database database, long rowsPerSecond) {
        try {
            Connection connection = DriverManager.getConnection(database.url());
            connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
            PacedTable table = new PacedTable(database, connection);
            try (Statement statement = connection.createStatement()) {
                table.takeOver(statement);
                for (String sql : table.definitions(rowsPerSecond)) {
                    statement.execute(sql);
                }
                return table;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** Which PostgreSQL it is: {@code "17.11"}. */
    public String version() {
        return text("show server_version").replaceFirst(" .*", "");
    }

    /** From now on a record's number can be there only once. */
    public PacedTable withKey() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + SCHEMA + ".events add primary key (number)");
            return this;
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** How often its write-ahead log was forced to the disk so far. 0 if it never is (fsync is off). */
    public long fsyncs() {
        try {
            return Fsyncs.of(connection);
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** What is in it now. */
    public TableContent content(int partitions) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number % " + partitions + ", count(*),"
                        + " count(distinct number), max(number) from " + SCHEMA + ".events group by 1")) {
            TableContent content = TableContent.empty();
            while (rows.next()) {
                content = content.and(rows.getLong(2), rows.getLong(3),
                        (rows.getLong(4) - rows.getLong(1)) / partitions + 1);
            }
            return content;
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** For each partition, the offset behind the last of its records that is there. */
    public long[] ends(int partitions) {
        long[] ends = new long[partitions];
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number % " + partitions + ", max(number) / " + partitions
                        + " + 1 from " + SCHEMA + ".events group by 1")) {
            while (rows.next()) {
                ends[rows.getInt(1)] = rows.getLong(2);
            }
            return ends;
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }

    /** Drops it. If the database is gone, so is the table, or the next lab drops it. */
    @Override
    public void close() {
        try (connection; Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '5s'"); // the last insert may still be on its way
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        } catch (SQLException e) {
            // nobody to drop it for
        }
    }

    private void takeOver(Statement statement) throws SQLException {
        if (text("select pg_try_advisory_lock(" + LAB_LOCK + ")").equals("f")) {
            throw new LabTrouble("Another lab is running in " + database.name() + ". Wait for its end, or take another"
                    + " database.");
        }
        String owner = text("select coalesce((select coalesce(obj_description(oid, 'pg_namespace'), '')"
                + " from pg_namespace where nspname = '" + SCHEMA + "'), 'none')");
        if (!owner.equals("none") && !owner.equals(MARK)) {
            throw new LabTrouble("There is a schema " + SCHEMA + " in " + database.name() + " that isn't the lab's."
                    + " Rename it, or take another database.");
        }
        statement.execute("drop schema if exists " + SCHEMA + " cascade");
    }

    private String[] definitions(long rowsPerSecond) {
        String gap = String.format(Locale.ROOT, "%.9f", 1.0 / rowsPerSecond);
        return new String[] {
            "create schema " + SCHEMA,
            "comment on schema " + SCHEMA + " is '" + MARK + "'",
            "create table " + SCHEMA + ".events (number bigint not null, payload bytea not null,"
                    + " written timestamptz not null default clock_timestamp())",
            "create sequence " + SCHEMA + ".next_due", // microseconds since 1970; a sequence knows no rollback
            """
            create function %1$s.wait_for_turn() returns trigger language plpgsql as $$
            declare
                due double precision;
                now double precision;
            begin
                perform pg_advisory_lock(%2$d); -- not until the commit: others' rows go on while this one commits
                now := extract(epoch from clock_timestamp());
                select last_value / 1e6 into due from %1$s.next_due;
                due := greatest(due, now - 1);
                perform setval('%1$s.next_due', ((due + %3$s) * 1e6)::bigint);
                perform pg_advisory_unlock(%2$d);
                if due > now then
                    perform pg_sleep(due - now);
                end if;
                return new;
            end $$
            """.formatted(SCHEMA, ROW_LOCK, gap),
            "select setval('" + SCHEMA + ".next_due', (extract(epoch from clock_timestamp()) * 1e6)::bigint)",
            "create trigger wait_for_turn before insert on " + SCHEMA + ".events for each row execute function "
                    + SCHEMA + ".wait_for_turn()"};
    }

    private String text(String query) {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, database);
        }
    }
}
