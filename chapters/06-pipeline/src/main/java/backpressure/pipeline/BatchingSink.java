package backpressure.pipeline;

import java.sql.SQLException;
import workbook.world.Clock;
import workbook.world.Todo;
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

    /**
     * @param table where the rows go
     * @param batchRows how many rows it gathers at most, at least 1
     * @param maxDelayNanos how long a row waits for others to come, at most
     * @param maxRetries how often a failed insert is tried again, 0 or more
     * @param clock for the delay
     */
    public BatchingSink(Table table, int batchRows, long maxDelayNanos, int maxRetries, Clock clock) {
        throw new Todo("6.1");
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
        throw new Todo("6.1");
    }

    /** When the oldest row of the batch has waited long enough; never, if there is none. */
    @Override
    public long nextTimer() {
        throw new Todo("6.1");
    }

    /** Writes what there is: it has waited long enough. */
    @Override
    public void onProcessingTime(Output output) throws SQLException, InterruptedException {
        throw new Todo("6.1");
    }

    /** Writes what there is: no more will come. */
    @Override
    public void endInput(Output output) throws SQLException, InterruptedException {
        throw new Todo("6.1");
    }

    /** How many rows it has taken that the table hasn't acknowledged: those in the batch. */
    public int unacknowledged() {
        throw new Todo("6.1");
    }
}
