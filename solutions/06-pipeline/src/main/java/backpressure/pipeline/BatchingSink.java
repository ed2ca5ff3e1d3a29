package backpressure.pipeline;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import workbook.world.Clock;
import workbook.world.operator.Operator;
import workbook.world.operator.Output;
import workbook.world.postgres.Table;

/**
 * The last operator: gathers rows and writes them together, so that a commit is paid once for many.
 *
 * <p>In Flink: {@code JdbcSink} with its batch size, batch interval and maximum number of retries.
 *
 * <p>One task calls it; any thread may ask for {@link #unacknowledged}.
 */
public final class BatchingSink implements Operator {

    private final Table table;
    private final int batchRows;
    private final long maxDelayNanos;
    private final int maxRetries;
    private final Clock clock;
    private final List<byte[]> batch = new ArrayList<>();
    private long writeAt = Long.MAX_VALUE;
    private volatile int unacknowledged;

    /**
     * @param table where the rows go
     * @param batchRows how many rows it gathers at most, at least 1
     * @param maxDelayNanos how long a row waits for others to come, at most
     * @param maxRetries how often a failed insert is tried again, 0 or more
     * @param clock for the delay
     */
    public BatchingSink(Table table, int batchRows, long maxDelayNanos, int maxRetries, Clock clock) {
        this.table = table;
        this.batchRows = batchRows;
        this.maxDelayNanos = maxDelayNanos;
        this.maxRetries = maxRetries;
        this.clock = clock;
    }

    /**
     * Adds the record to the batch: its bytes, as they come, are the row. When the batch is full, it
     * writes it, with one insert. An insert that failed is tried again, with the same rows, at once; each
     * batch has its own tries.
     *
     * @throws SQLException what the last try threw, if all failed; the rows are still in the batch
     */
    @Override
    public void processElement(byte[] record, Output output) throws SQLException, InterruptedException {
        batch.add(record);
        unacknowledged = batch.size();
        if (batch.size() == 1) {
            writeAt = clock.nanoTime() + maxDelayNanos;
        }
        if (batch.size() >= batchRows) {
            write();
        }
    }

    /** When the oldest row of the batch has waited long enough; never, if there is none. */
    @Override
    public long nextTimer() {
        return writeAt;
    }

    /** Writes what there is: it has waited long enough. */
    @Override
    public void onProcessingTime(Output output) throws SQLException, InterruptedException {
        write();
    }

    /** Writes what there is: no more will come. */
    @Override
    public void endInput(Output output) throws SQLException, InterruptedException {
        write();
    }

    /** How many rows it has taken that the table hasn't acknowledged: those in the batch. */
    public int unacknowledged() {
        return unacknowledged;
    }

    private void write() throws SQLException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        insert();
        batch.clear();
        unacknowledged = 0;
        writeAt = Long.MAX_VALUE;
    }

    private void insert() throws SQLException, InterruptedException {
        for (int retries = 0; ; retries++) {
            try {
                table.insert(List.copyOf(batch));
                return;
            } catch (SQLException e) {
                if (retries == maxRetries) {
                    throw e;
                }
            }
        }
    }
}
