package workbook.lab.postgres;

/** A PostgreSQL that runs. */
public interface Database extends AutoCloseable {

    /** For the JDBC driver, with all it needs to log in. */
    String url();

    /** In a message: {@code "jdbc:postgresql://db/test"}, without what is secret. */
    String name();

    /** Stops it, if it was started. */
    @Override
    void close();
}
