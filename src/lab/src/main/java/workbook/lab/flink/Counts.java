package workbook.lab.flink;

/**
 * Records counted in the job up to one moment, each count a little later than those after it in the list of parameters:
 * read that way, nothing arrives anywhere before it was sent.
 *
 * @param in what each task has taken in, from the source to the sink; of the source: what it has handed on
 * @param out what each task has handed on; of the sink: what it has taken in
 * @param inserting rows of the insert that is under way
 * @param written rows that were committed
 */
public record Counts(long[] in, long[] out, long inserting, long written) {

    /** What the sink has taken in. */
    public long taken() {
        return in[in.length - 1];
    }

    /** What is in the hands of tasks between source and sink. */
    public long inTasks() {
        long inTasks = 0;
        for (int i = 1; i < in.length - 1; i++) {
            inTasks += in[i] - out[i];
        }
        return inTasks;
    }

    /** What lies between the tasks. */
    public long inExchanges() {
        long inExchanges = 0;
        for (int i = 1; i < in.length; i++) {
            inExchanges += out[i - 1] - in[i];
        }
        return inExchanges;
    }

    /** Whether every task has taken in what was sent to it, or less, and handed on what it took, or less. */
    public boolean addsUp() {
        boolean addsUp = written <= taken();
        for (int i = 1; i < in.length; i++) {
            addsUp &= in[i] <= out[i - 1] && out[i] <= in[i];
        }
        return addsUp;
    }
}
