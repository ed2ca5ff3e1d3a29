package workbook.testkit;

/** A failure that came up for one seed or in one order, and comes up again with the same name. */
public final class ReplayableFailure extends AssertionError {

    private final String name;

    ReplayableFailure(Throwable failure, String what, String name) {
        super((failure instanceof AssertionError ? failure.getMessage() : failure.toString())
                + "\n\nIt went wrong with " + what + " " + name + "; -D" + Replay.PROPERTY + "=" + name
                + " runs that one again.", failure);
        this.name = name;
        setStackTrace(failure.getStackTrace());
    }

    /** What {@code --replay} wants. */
    public String name() {
        return name;
    }
}
