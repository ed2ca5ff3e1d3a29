package backpressure.credits;

import java.util.Optional;
import workbook.world.Todo;

/**
 * The sender's end of a connection: what waits to be sent, and how much of it the receiver has
 * room for. Nobody waits here: what has no credit simply stays.
 *
 * <p>In Flink: {@code PipelinedSubpartition} and {@code CreditBasedSequenceNumberingViewReader}.
 *
 * <p>It recycles nothing: a buffer is needed until it has arrived, and whoever receives it sends it
 * home.
 *
 * <p>Not thread-safe: the caller sees to that.
 */
public final class CreditedSender {

    /** A sender with nothing to send and no credit. */
    public CreditedSender() {
    }

    /**
     * Puts a message behind those that wait. The backlog it may carry is of no account.
     */
    public void add(Message message) {
        throw new Todo("2.1");
    }

    /**
     * The receiver has room for so many more buffers.
     *
     * @param buffers at least 1
     * @throws IllegalArgumentException if it is less than 1; then nothing changes
     */
    public void addCredit(int buffers) {
        throw new Todo("2.1");
    }

    /**
     * Takes the next message to send, in the order they were added. Data goes only with credit, and
     * spends one; it says how many data messages still wait behind it. Events need no credit, and
     * never overtake.
     *
     * @return nothing, if nothing waits, or if what is next has no credit
     */
    public Optional<Message> poll() {
        throw new Todo("2.1");
    }

    /** For how many buffers the receiver has room that weren't sent yet. */
    public int credit() {
        throw new Todo("2.1");
    }

    /** How many data messages wait, with credit or without. */
    public int backlog() {
        throw new Todo("2.2");
    }

    /** Whether nothing waits, neither data nor events. */
    public boolean isEmpty() {
        throw new Todo("2.2");
    }

    /** How many unread records are in the data messages that wait; they stay there. */
    public int records() {
        throw new Todo("2.2");
    }
}
