package workbook.lab.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import workbook.lab.postgres.PacedTable;

/** One subtask's connection, and its batch. The insert blocks the task's thread: that is what makes the sink busy. */
final class TableWriter implements SinkWriter<byte[]> {

    /** Those of this JVM, for who looks at the job from outside. */
    private static final AtomicLong TAKEN = new AtomicLong();
    private static final AtomicLong INSERTING = new AtomicLong();
    private static final AtomicLong WRITTEN = new AtomicLong();
    private static final Set<Connection> CONNECTIONS = ConcurrentHashMap.newKeySet();

    private final TableSink sink;
    private final ProcessingTimeService time;
    private final Connection connection;
    private final PreparedStatement insert;
    private int batch;
    /** Counts the batches: a timer that was meant for an earlier one has nothing to say. */
    private long batches;

    TableWriter(TableSink sink, ProcessingTimeService time) throws IOException {
        this.sink = sink;
        this.time = time;
        try {
            connection = new Driver().connect(sink.url(), new Properties()); // DriverManager may know another job's
            CONNECTIONS.add(connection);
            connection.setAutoCommit(false);
            insert = connection.prepareStatement(PacedTable.INSERT);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void write(byte[] record, Context context) throws IOException {
        try {
            insert.setLong(1, ByteBuffer.wrap(record).getLong());
            insert.setBytes(2, record);
            insert.addBatch();
        } catch (SQLException e) {
            throw new IOException(e);
        }
        TAKEN.incrementAndGet();
        batch++;
        if (batch == sink.batchRows()) {
            insertBatch();
        } else if (batch == 1) {
            long current = batches;
            time.registerTimer(time.getCurrentProcessingTime() + sink.batchTimeoutMillis(), due -> {
                if (current == batches) {
                    insertBatch();
                }
            });
        }
    }

    /** A checkpoint's barrier has arrived: what came before it has to be in the table. */
    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (batch > 0) {
            insertBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        CONNECTIONS.remove(connection);
        connection.close();
    }

    private void insertBatch() throws IOException {
        try {
            INSERTING.addAndGet(batch);
            insert.executeBatch();
            connection.commit();
            WRITTEN.addAndGet(batch);
            INSERTING.addAndGet(-batch);
            batch = 0;
            batches++;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Rows that were committed. */
    static long written() {
        return WRITTEN.get();
    }

    /** Rows of the inserts that are under way. */
    static long inserting() {
        return INSERTING.get();
    }

    /** Records that the sink has taken in. */
    static long taken() {
        return TAKEN.get();
    }

    /** Before a run. */
    static void reset() {
        TAKEN.set(0);
        INSERTING.set(0);
        WRITTEN.set(0);
    }

    /** Breaks off what is under way: a large batch might take minutes. */
    static void abort() {
        for (Connection connection : CONNECTIONS) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it is gone already
            }
        }
    }
}
