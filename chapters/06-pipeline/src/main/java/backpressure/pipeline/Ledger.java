package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import backpressure.lag.SourceTask;
import backpressure.propagation.Task;
import java.util.List;
import java.util.function.IntSupplier;
import workbook.world.Todo;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.postgres.Table;

/**
 * Says where every record is. It may be asked whenever the tasks stand still, and then each record
 * that was ever produced is in one place, and in one only.
 */
public final class Ledger {

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
        throw new Todo("6.4");
    }

    /**
     * Where the records are now. Each counts where it was last: rows the sink has taken are in its
     * batch until they are in the socket, then in the socket, then in the transaction, and written
     * once that is committed.
     */
    public Whereabouts read() {
        throw new Todo("6.4");
    }
}
