package workbook.world.simulation;

/** What the simulation found wrong with the tasks that ran in it. The message is for the student. */
public final class SimulationFailure extends AssertionError {

    /** What kind of mistake it is. */
    public enum Kind {
        /** Every task waits, no timer is pending: nobody will ever go on. */
        DEADLOCK,
        /** A task ended and still holds a lock. */
        LOCK_LEAK,
        /** Two tasks use the same memory, one changes it, and nothing puts them in an order. */
        RACE,
        /** A task threw. */
        EXCEPTION,
        /** Tasks run and run, and time never moves on: busy waiting. */
        LIVELOCK,
        /** A task computes without ever coming to a lock, a wait or an end. */
        ENDLESS
    }

    private final Kind kind;

    SimulationFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
