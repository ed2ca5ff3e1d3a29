package backpressure.pipeline;

import java.util.List;
import workbook.world.postgres.Table;

/** A table that takes no time, and says what it is told to say. */
final class TestTable implements Table {

    long rows;
    int inSocket;
    int inTransaction;

    @Override
    public void insert(List<byte[]> rows) {
        this.rows += rows.size();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int inSocket() {
        return inSocket;
    }

    @Override
    public int inTransaction() {
        return inTransaction;
    }
}
