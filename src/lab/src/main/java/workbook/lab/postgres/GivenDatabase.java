package workbook.lab.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import workbook.lab.LabTrouble;

/**
 * One that runs anyway.
 *
 * @param given its address, as it was given
 * @param commitDelay what a commit there is to take
 */
public record GivenDatabase(String given, CommitDelay commitDelay) implements Database {

    @Override
    public String url() {
        return commitDelay.in(given);
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
    public String name() {
        return given.replaceFirst("\\?.*", ""); // behind it, there may be a password
    }

    @Override
    public void close() {
        // it isn't the lab's to stop
    }
}
