package workbook.world.postgres;

import java.sql.SQLException;
import java.util.List;

/** A table of a Postgres database, as seen by a sink. Thread-safe. */
public interface Table {

    /**
     * Inserts rows in one transaction. Blocks until it is committed.
     *
     * @param rows at least one
     * @throws SQLException if it failed. As a rule nothing was written then; but when the connection
     *     broke after the commit and before its answer, everything was: the caller can't tell
     * @throws InterruptedException if interrupted meanwhile; nothing was written
     */
    void insert(List<byte[]> rows) throws SQLException, InterruptedException;

    /** Rows committed so far. */
    long rows();

    /** Rows of transactions under way that have left their client and that the database has not come to yet. */
    int inSocket();

    /** Rows of transactions under way that the database has dealt with. They don't count as committed yet. */
    int inTransaction();
}
