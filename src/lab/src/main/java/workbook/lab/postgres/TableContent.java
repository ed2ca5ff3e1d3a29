package workbook.lab.postgres;

/**
 * What a table holds of the records that were produced. A source that reads each partition in order, and a sink that
 * writes in order, put the first so many of each partition into it: no gap, nothing twice.
 *
 * @param rows how many there are
 * @param distinct how many different records those are
 * @param expected how many there would be without gaps up to the last one of each partition
 */
public record TableContent(long rows, long distinct, long expected) {

    static TableContent empty() {
        return new TableContent(0, 0, 0);
    }

    TableContent and(long moreRows, long moreDistinct, long moreExpected) {
        return new TableContent(rows + moreRows, distinct + moreDistinct, expected + moreExpected);
    }

    /**
     * The same where several sinks write, each at its own pace: a gap may be a record that is still on its way. What was
     * committed has to be there.
     */
    public TableContent inAnyOrder(long committed) {
        return new TableContent(rows, distinct, Math.max(distinct, committed));
    }

    /** Records that are missing, although later ones of their partition are there. */
    public long lost() {
        return expected - distinct;
    }

    /** Rows that are there once more than they should. */
    public long doubled() {
        return rows - distinct;
    }
}
