package workbook.lab.postgres;

import java.sql.SQLException;
import workbook.lab.LabTrouble;

/** What PostgreSQL's error codes mean to whoever sits before the lab. */
public final class DatabaseTrouble {

    private DatabaseTrouble() {
    }

    /** One message, with the way out. In PostgreSQL: appendix A, "Error codes". */
    public static LabTrouble of(SQLException exception, Database database) {
        return of(exception, database, false);
    }

    /** The same for one that could be reached before. */
    public static LabTrouble inTheMiddle(SQLException exception, Database database) {
        return of(exception, database, true);
    }

    private static LabTrouble of(SQLException exception, Database database, boolean wasThere) {
        String name = database.name().replaceFirst("^the ", "The ");
        String said = firstLine(exception);
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        String message;
        if (state.startsWith("28")) {
            message = name + " refuses the login: " + said + " Say who you are: --postgres 'jdbc:postgresql://HOST/"
                    + "DATABASE?user=NAME&password=WORD'";
        } else if (state.equals("3D000")) {
            message = name + ": " + said + " Create it, or name another one: --postgres"
                    + " jdbc:postgresql://HOST/DATABASE";
        } else if (state.equals("42501") && said.contains("commit_delay")) {
            message = name + ": " + said + " --commit-millis needs a superuser there. Without --postgres, the lab"
                    + " starts a PostgreSQL of its own, and is one.";
        } else if (state.equals("42501")) {
            message = name + ": " + said + " The lab makes a schema " + PacedTable.SCHEMA
                    + " of its own: the user needs the right to (GRANT CREATE ON DATABASE).";
        } else if (state.equals("53100") || said.contains("No space left")) {
            message = name + " has no room left on its disk: " + said + " Make room, or try fewer --seconds, a lower"
                    + " --out or fewer --record-bytes.";
        } else if (state.equals("53300")) {
            message = name + " has no connection left: " + said + " The lab needs 3. Try again when others are done.";
        } else if (!wasThere && (state.equals("08001") || state.equals("08004"))) {
            message = name + " can't be reached: " + said + " Does it run there? Without --postgres, the lab"
                    + " starts one of its own.";
        } else if (state.startsWith("08") || state.startsWith("57P")) {
            message = name + " went away in the middle of the run: " + said + " Was it stopped, or is its disk full?"
                    + " When that is mended, try again.";
        } else {
            message = name + " failed: " + said + " (SQLSTATE " + state + ")";
        }
        return new LabTrouble(message, exception);
    }

    private static String firstLine(SQLException exception) {
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
    }
}
