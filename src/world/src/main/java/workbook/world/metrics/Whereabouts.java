package workbook.world.metrics;

/**
 * Where every record that was ever produced is, at one instant. Each is in one place only.
 *
 * @param lag in the topic, not fetched yet: end offsets minus positions
 * @param fetched by the source, and not handed on yet
 * @param inTasks taken by a map or a filter, and not handed on yet
 * @param inExchanges in the buffers between the tasks
 * @param inBatch taken by the sink, and not in the socket yet
 * @param inSocket in the socket's buffer between sink and database
 * @param inTransaction in the database, not committed
 * @param written committed
 * @param filteredOut dropped by the filter, on purpose
 */
public record Whereabouts(long lag, long fetched, long inTasks, long inExchanges, long inBatch, long inSocket,
        long inTransaction, long written, long filteredOut) {

    /** All of them. If it isn't what was produced, a record was lost or doubled. */
    public long total() {
        return lag + fetched + inTasks + inExchanges + inBatch + inSocket + inTransaction + written + filteredOut;
    }
}
