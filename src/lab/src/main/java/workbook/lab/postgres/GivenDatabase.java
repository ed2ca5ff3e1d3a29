package workbook.lab.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import workbook.lab.LabTrouble;

/** One that runs anyway. */
public record GivenDatabase(String url, String name) implements Database {

    private static final String SECONDS_TO_ANSWER = "20";

    public GivenDatabase(String url) {
        this(url, url.replaceFirst("\\?.*", "")); // behind it, there may be a password
    }

    /**
     * Sees whether it lets the lab in.
     *
     * @throws LabTrouble if it doesn't
     */
    public GivenDatabase logIn() {
        Properties patience = new Properties();
        patience.setProperty("loginTimeout", SECONDS_TO_ANSWER);
        try {
            DriverManager.getConnection(url, patience).close();
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
