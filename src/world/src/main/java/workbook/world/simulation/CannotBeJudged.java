package workbook.world.simulation;

/**
 * A task waits by means the simulation can't see (a {@code synchronized} block, a semaphore, a
 * sleep), so nothing can be said about it: not right, not wrong.
 */
public final class CannotBeJudged extends Error {

    public CannotBeJudged(String message) {
        super(message);
    }
}
