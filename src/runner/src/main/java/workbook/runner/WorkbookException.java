package workbook.runner;

/** The workbook can't do what it was asked to. The message, one line, says why and what to do. */
public final class WorkbookException extends RuntimeException {

    /** Who has to do something about it. */
    public enum Blame {
        /** The command was used wrongly. */
        USAGE,
        /** The workbook itself, or the machine it runs on. */
        WORKBOOK
    }

    private final Blame blame;

    public WorkbookException(Blame blame, String message) {
        super(message);
        this.blame = blame;
    }

    public WorkbookException(Blame blame, String message, Throwable cause) {
        super(message, cause);
        this.blame = blame;
    }

    public Blame blame() {
        return blame;
    }
}
