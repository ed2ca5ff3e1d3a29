package workbook.lab.postgres;

/**
 * What a commit takes, on top of bringing it to the disk. In PostgreSQL: {@code commit_delay}, with
 * {@code commit_siblings} at 0 and {@code fsync} on. Only a superuser may set it.
 *
 * @param millis 0 for none, 100 at most
 */
public record CommitDelay(long millis) {

    private static final long MICROS_PER_MILLI = 1_000;

    /** That database; whoever logs in at its address has this delay. */
    public Database of(Database database) {
        return millis == 0 ? database : new Database() {
            @Override
            public String url() {
                return in(database.url());
            }

            @Override
            public String name() {
                return database.name();
            }

            @Override
            public void close() {
                database.close();
            }
        };
    }

    /** An address of a database; whoever logs in there has this delay. */
    public String in(String url) {
        return millis == 0 ? url : url + (url.contains("?") ? "&" : "?") + "options=-c%20commit_delay="
                + millis * MICROS_PER_MILLI + "%20-c%20commit_siblings=0";
    }
}
