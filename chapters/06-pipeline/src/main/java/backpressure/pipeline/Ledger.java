package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
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
     * Each list has an entry for every place of its kind: one, in the pipeline of task 6.3, save for
     * two tasks and three exchanges.
     *
     * @param lags what the sources have not fetched
     * @param fetched how many records a source has fetched and not handed on
     * @param inHand how many records a task has taken from its input and not handed on. A record that a sink is
     *     working on isn't counted here, and not as fetched either: it is in the sink's batch
     * @param exchanges how many records an exchange holds
     * @param filters the operators that drop records
     * @param sinks the operators that write
     * @param table where they write
     */
    public Ledger(List<LagMonitor> lags, List<LongSupplier> fetched, List<LongSupplier> inHand,
            List<IntSupplier> exchanges, List<Filter> filters, List<BatchingSink> sinks, Table table) {
        throw new Todo("6.4");
    }

    /**
     * Where the records are now. Each counts where it was last: rows a sink has taken are in its
     * batch until they are in the socket, then in the socket, then in the transaction, and written
     * once that is committed.
     */
    public Whereabouts read() {
        throw new Todo("6.4");
    }
}
