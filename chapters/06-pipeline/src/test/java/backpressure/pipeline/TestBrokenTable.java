package backpressure.pipeline;

import java.sql.SQLException;
import java.util.List;
import workbook.world.postgres.Table;

/** A table into which nothing can be written. */
final class TestBrokenTable implements Table {

    static final SQLException FAILURE = new SQLException("the disk is full");

    int inserts;

    @Override
    public void insert(List<byte[]> rows) throws SQLException {
        inserts++;
        throw FAILURE;
    }

    @Override
    public long rows() {
        return 0;
    }

    @Override
    public int inSocket() {
        return 0;
    }

    @Override
    public int inTransaction() {
        return 0;
    }
}
