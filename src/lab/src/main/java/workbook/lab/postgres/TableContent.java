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

    /** Records that are missing, although later ones of their partition are there. */
    public long lost() {
        return expected - distinct;
    }

    /** Rows that are there once more than they should. */
    public long doubled() {
        return rows - distinct;
    }
}
