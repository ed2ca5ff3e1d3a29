package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import workbook.world.metrics.Whereabouts;
import workbook.world.operator.Filter;
import workbook.world.postgres.Table;

/** Turns every list into one supplier at once: the sum over it. Then a reading is nine questions. */
public final class Ledger {

    private final LongSupplier lag;
    private final LongSupplier fetched;
    private final LongSupplier inHand;
    private final LongSupplier inExchanges;
    private final LongSupplier filteredOut;
    private final LongSupplier withSinks;
    private final Table table;

    public Ledger(List<LagMonitor> lags, List<LongSupplier> fetched, List<LongSupplier> inHand,
            List<IntSupplier> exchanges, List<Filter> filters, List<BatchingSink> sinks, Table table) {
        this.lag = () -> lags.stream().mapToLong(LagMonitor::lagByPosition).sum();
        this.fetched = sum(fetched);
        this.inHand = sum(inHand);
        this.inExchanges = () -> exchanges.stream().mapToLong(IntSupplier::getAsInt).sum();
        this.filteredOut = () -> filters.stream().mapToLong(Filter::dropped).sum();
        this.withSinks = () -> sinks.stream().mapToLong(BatchingSink::unacknowledged).sum();
        this.table = table;
    }

    public Whereabouts read() {
        long underWay = table.inSocket() + table.inTransaction();
        return new Whereabouts(lag.getAsLong(), fetched.getAsLong(), inHand.getAsLong(), inExchanges.getAsLong(),
                withSinks.getAsLong() - underWay, table.inSocket(), table.inTransaction(), table.rows(),
                filteredOut.getAsLong());
    }

    private static LongSupplier sum(List<LongSupplier> parts) {
        return () -> parts.stream().mapToLong(LongSupplier::getAsLong).sum();
    }
}
