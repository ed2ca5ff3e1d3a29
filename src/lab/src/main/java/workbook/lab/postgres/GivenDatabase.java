package workbook.lab.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import workbook.lab.LabTrouble;

/** One that runs anyway. */
public record GivenDatabase(String url, String name) implements Database {

    public GivenDatabase(String url) {
        this(url, url.replaceFirst("\\?.*", "")); // behind it, there may be a password
    }

    /**
     * Sees whether it lets the lab in.
     *
     * @throws LabTrouble if it doesn't
     */
    public GivenDatabase logIn() {
        try {
            DriverManager.getConnection(url()).close();
            return this;
        } catch (SQLException e) {
            throw DatabaseTrouble.of(e, this);
        }
    }

    @Override
    public void close() {
        // it isn't the lab's to stop
    }
}
