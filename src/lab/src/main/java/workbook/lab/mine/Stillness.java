package workbook.lab.mine;

import workbook.world.metrics.Whereabouts;

/** Notices when no record moves any more, although some wait. Who waits for the database has a reason to. */
final class Stillness {

    /** Looks further apart say nothing: this JVM itself was still. */
    private static final double LONGEST_GAP_SECONDS = 1;

    private Whereabouts last;
    private double lookedAt;
    private double since;

    /** To be called some ten times a second. */
    void look(double second, Whereabouts now) {
        boolean still = last != null && now.lag() > 0 && now.inTransaction() == 0 && second - lookedAt < LONGEST_GAP_SECONDS
                && withoutLag(now).equals(withoutLag(last));
        if (!still) {
            since = second;
        }
        last = now;
        lookedAt = second;
    }

    /** For how many seconds nothing has moved, as of the last look. */
    double seconds() {
        return lookedAt - since;
    }

    /** As of the last look. */
    long lag() {
        return last.lag();
    }

    private static Whereabouts withoutLag(Whereabouts w) {
        return new Whereabouts(0, w.fetched(), w.inTasks(), w.inExchanges(), w.inBatch(), w.inSocket(),
                w.inTransaction(), w.written(), w.filteredOut());
    }
}
