package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import backpressure.lag.SourceTask;
import backpressure.propagation.Task;
import java.util.List;
import java.util.function.IntSupplier;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.postgres.Table;

/**
 * Says where every record is. It may be asked whenever the tasks stand still, and then each record
 * that was ever produced is in one place, and in one only.
 */
public final class Ledger {

    private final LagMonitor lag;
    private final SourceTask source;
    private final List<Task> middle;
    private final Filter filter;
    private final List<IntSupplier> exchanges;
    private final BatchingSink sink;
    private final Table table;

    /**
     * @param lag the source's
     * @param source the first task
     * @param middle the tasks between source and sink
     * @param filter the operator that drops records
     * @param exchanges for each exchange: how many records it holds
     * @param sink the operator of the last task
     * @param table where the sink writes
     */
    public Ledger(LagMonitor lag, SourceTask source, List<Task> middle, Filter filter, List<IntSupplier> exchanges,
            BatchingSink sink, Table table) {
        this.lag = lag;
        this.source = source;
        this.middle = middle;
        this.filter = filter;
        this.exchanges = exchanges;
        this.sink = sink;
        this.table = table;
    }

    /**
     * Where the records are now. Each counts where it was last: rows the sink has taken are in its
     * batch until they are in the socket, then in the socket, then in the transaction, and written
     * once that is committed.
     */
    public Whereabouts read() {
        int inSocket = table.inSocket();
        int inTransaction = table.inTransaction();
        return new Whereabouts(
                lag.lagByPosition(),
                source.fetched(),
                middle.stream().mapToLong(Task::recordsInHand).sum(),
                exchanges.stream().mapToLong(IntSupplier::getAsInt).sum(),
                sink.unacknowledged() - inSocket - inTransaction,
                inSocket,
                inTransaction,
                table.rows(),
                filter.dropped());
    }
}
