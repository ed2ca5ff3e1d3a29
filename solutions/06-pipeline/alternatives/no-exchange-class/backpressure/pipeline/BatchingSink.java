package backpressure.pipeline;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.world.Clock;
import workbook.world.operator.Operator;
import workbook.world.operator.Output;
import workbook.world.postgres.Table;

/**
 * Keeps the time when the oldest row came rather than a timer, and the rows in a list that is handed to the table
 * as it is: after a success there is a new one. Each row is counted when it comes, and the batch when it is written.
 */
public final class BatchingSink implements Operator {

    private final Table table;
    private final int batchRows;
    private final long maxDelayNanos;
    private final int tries;
    private final Clock clock;
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private List<byte[]> rows = new ArrayList<>();
    private long oldestCameAt;

    public BatchingSink(Table table, int batchRows, long maxDelayNanos, int maxRetries, Clock clock) {
        this.table = table;
        this.batchRows = batchRows;
        this.maxDelayNanos = maxDelayNanos;
        this.tries = 1 + maxRetries;
        this.clock = clock;
    }

    @Override
    public void processElement(byte[] record, Output output) throws SQLException, InterruptedException {
        if (rows.isEmpty()) {
            oldestCameAt = clock.nanoTime();
        }
        rows.add(record);
        if (unacknowledged.incrementAndGet() >= batchRows) {
            endInput(output);
        }
    }

    @Override
    public long nextTimer() {
        return rows.isEmpty() ? Long.MAX_VALUE : oldestCameAt + maxDelayNanos;
    }

    @Override
    public void onProcessingTime(Output output) throws SQLException, InterruptedException {
        endInput(output);
    }

    @Override
    public void endInput(Output output) throws SQLException, InterruptedException {
        if (!rows.isEmpty()) {
            insert(tries);
            unacknowledged.addAndGet(-rows.size());
            rows = new ArrayList<>();
        }
    }

    public int unacknowledged() {
        return unacknowledged.get();
    }

    private void insert(int triesLeft) throws SQLException, InterruptedException {
        try {
            table.insert(rows);
        } catch (SQLException e) {
            if (triesLeft == 1) {
                throw e;
            }
            insert(triesLeft - 1);
        }
    }
}
