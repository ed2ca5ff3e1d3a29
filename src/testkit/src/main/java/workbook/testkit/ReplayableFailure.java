package workbook.testkit;

/** A failure that came up for one seed or in one order, and comes up again with the same number. */
public final class ReplayableFailure extends AssertionError {

    private final long number;

    ReplayableFailure(Throwable failure, String what, long number) {
        super((failure instanceof AssertionError ? failure.getMessage() : failure.toString())
                + "\n\nIt went wrong with " + what + " " + number + "; -D" + Replay.PROPERTY + "=" + number
                + " runs that one again.", failure);
        this.number = number;
        setStackTrace(failure.getStackTrace());
    }

    /** What {@code --replay} wants. */
    public long number() {
        return number;
    }
}
