package workbook.lab;

/** The lab can't go on. The message says what happened and what to do; it is all that anybody gets to see. */
public final class LabTrouble extends RuntimeException {

    public LabTrouble(String message) {
        super(message);
    }

    public LabTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
