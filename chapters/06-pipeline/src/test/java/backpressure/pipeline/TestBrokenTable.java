package backpressure.pipeline;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import workbook.world.postgres.Table;

/** A table into which some rows can't be written, or none at all. The others take no time. */
final class TestBrokenTable implements Table {

    static final SQLException FAILURE = new SQLException("the disk is full");

    int inserts;
    private final Predicate<byte[]> fails;
    private long rows;

    TestBrokenTable() {
        this(row -> true);
    }

    /** @param fails says of a row whether an insert with it fails */
    TestBrokenTable(Predicate<byte[]> fails) {
        this.fails = fails;
    }

    @Override
    public void insert(List<byte[]> rows) throws SQLException {
        inserts++;
        if (rows.stream().anyMatch(fails)) {
            throw FAILURE;
        }
        this.rows += rows.size();
    }

    @Override
    public long rows() {
        return rows;
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
