package workbook.lab.mine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import workbook.lab.postgres.PacedTable;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.operator.StreamRecord;
import workbook.world.postgres.Table;

/**
 * The lab's table in a real PostgreSQL, by way of one connection: inserts wait for each other.
 *
 * <p>The table has a key, the record's number. A row that is there already is left alone, and counts as written: so an
 * insert may be tried again, also one whose answer was lost, and a record may be delivered again after a restart.
 */
public final class JdbcTable implements Table, AutoCloseable {

    /** Opens a connection. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    private static final long CANCEL_EVERY_MILLIS = 200;

    private final Connector connector;
    private final Consumer<List<byte[]>> onCommit;
    /** The one thread that talks to the database: a driver's calls can't be interrupted, but who waits for it can. */
    private final ExecutorService client = Executors.newSingleThreadExecutor(JdbcTable::daemon);
    private volatile Connection connection;
    private PreparedStatement insert;
    private volatile long rows;
    private volatile int inTransaction;
    private volatile long foundThere;

    /**
     * @param rows that count as written already
     * @param onCommit is told of each transaction that was committed, in order
     */
    JdbcTable(Connector connector, long rows, Consumer<List<byte[]>> onCommit) {
        this.connector = connector;
        this.rows = rows;
        this.onCommit = onCommit;
    }

    @Override
    public void insert(List<byte[]> batch) throws SQLException, InterruptedException {
        Future<Void> inserting = client.submit(() -> insertAndCommit(List.copyOf(batch)));
        try {
            result(inserting);
        } catch (InterruptedException e) {
            if (endsCommitted(inserting)) {
                Thread.currentThread().interrupt();
            } else {
                throw e;
            }
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    /** Nobody sees into a real one. */
    @Override
    public int inSocket() {
        return 0;
    }

    @Override
    public int inTransaction() {
        return inTransaction;
    }

    /** Rows that were to be inserted, and were there already. */
    long foundThere() {
        return foundThere;
    }

    /** Ends what is under way, and the connection. */
    @Override
    public void close() throws InterruptedException {
        cancel();
        client.submit(this::disconnect);
        client.shutdown();
    }

    private Void insertAndCommit(List<byte[]> batch) throws SQLException {
        inTransaction = batch.size();
        try {
            connect();
            for (byte[] row : batch) {
                byte[] value = StreamRecord.fromBytes(row).value();
                insert.setLong(1, SimulatedTopic.number(value));
                insert.setBytes(2, value);
                insert.addBatch();
            }
            int[] inserted = insert.executeBatch();
            connection.commit();
            foundThere += Arrays.stream(inserted).filter(count -> count == 0).count();
            inTransaction = 0;
            rows += batch.size();
            onCommit.accept(batch);
            return null;
        } catch (SQLException | RuntimeException e) {
            inTransaction = 0;
            disconnect(); // rolls back; the next try gets a new one
            throw e;
        }
    }

    private void connect() throws SQLException {
        if (connection == null) {
            connection = connector.connect();
            connection.setAutoCommit(false);
            insert = connection.prepareStatement(PacedTable.INSERT_ONCE);
        }
    }

    private void disconnect() {
        try (Connection last = connection) {
            connection = null;
            insert = null;
        } catch (SQLException e) {
            // it is gone
        }
    }

    /**
     * Cancels it, and waits until it is rolled back; or committed after all. Who is told must be able to believe it.
     *
     * @return whether it is committed
     */
    private boolean endsCommitted(Future<Void> inserting) {
        while (true) {
            cancel(); // in vain if the database wasn't asked yet, hence again and again
            try {
                inserting.get(CANCEL_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException e) {
                return false;
            } catch (TimeoutException | InterruptedException e) {
                // it goes on
            }
        }
    }

    /** Whatever the database is doing for this table: it stops, and says so to who waits. */
    private void cancel() {
        Connection underWay = connection;
        if (underWay != null) {
            try {
                underWay.unwrap(PGConnection.class).cancelQuery(); // a statement lets itself be cancelled only once
            } catch (SQLException e) {
                // it is gone
            }
        }
    }

    private static void result(Future<Void> inserting) throws SQLException, InterruptedException {
        try {
            inserting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException exception) {
                throw exception;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "jdbc");
        thread.setDaemon(true);
        return thread;
    }
}
