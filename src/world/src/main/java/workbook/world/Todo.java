package workbook.world;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands where a student's work goes: {@code throw new Todo("1.4");}.
 *
 * <p>Reaching one means "not done yet", which is neither right nor wrong. It is an {@link Error},
 * so that no {@code catch (Exception e)} on the way takes it for a mistake, and it is remembered
 * until {@link #forget}, so that a {@code catch (Throwable t)} can't hide it either.
 */
public final class Todo extends Error {

    private static final AtomicReference<Todo> FIRST = new AtomicReference<>();

    private final String task;

    /** @param task the task's number as the lesson has it: {@code "1.4"} is the fourth of chapter 01 */
    public Todo(String task) {
        super("task " + task + " is still to do");
        this.task = task;
        FIRST.compareAndSet(null, this);
    }

    /** The number of the task that is to do. */
    public String task() {
        return task;
    }

    /** The first one reached, by any thread, since {@link #forget} was last called. */
    public static Optional<Todo> reached() {
        return Optional.ofNullable(FIRST.get());
    }

    /** Starts afresh: a test calls it before it begins. */
    public static void forget() {
        FIRST.set(null);
    }
}
