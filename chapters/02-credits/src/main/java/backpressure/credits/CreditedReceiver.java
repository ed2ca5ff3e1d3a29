package backpressure.credits;

import java.util.Optional;
import workbook.world.Todo;

/**
 * The receiver's end of a connection: it owns the buffers that data arrives in, and each that is
 * free is one credit for the sender.
 *
 * <p>Some buffers are its own for good (exclusive). More come, while the sender has a backlog, from
 * the floating ones that it shares with the gate's other channels. In Flink:
 * {@code RemoteInputChannel} and its {@code BufferManager}.
 *
 * <p>Not thread-safe: the caller sees to that.
 */
public final class CreditedReceiver implements BufferListener {

    /**
     * A receiver whose exclusive buffers are all free, and so are credit to be announced. It has no
     * floating ones yet, and wants no more free than it has.
     *
     * @param exclusive how many buffers of its own it has, at least 1; not checked
     * @param bufferSize bytes in each, as large as the sender's
     * @param floating where it may get more
     */
    public CreditedReceiver(int exclusive, int bufferSize, FloatingBuffers floating) {
        throw new Todo("2.3");
    }

    /**
     * A message has arrived.
     *
     * <p>Data is copied, record by record, into a free buffer of the receiver's (a floating one, if
     * it has one free), and the sender's buffer is recycled. From now on, until other data arrives,
     * the receiver <em>wants</em> backlog + exclusive buffers free. While it has fewer free, it asks
     * for floating ones; if there are none, it stands in line (task 2.7). Each it gets is credit to be
     * announced. A smaller backlog alone gives nothing back.
     *
     * <p>An event is queued behind what arrived before. It takes no buffer and asks for none, and how
     * many the receiver wants stays as it was.
     *
     * @throws IllegalStateException if data arrives and no buffer is free: it was sent without credit;
     *     then nothing changes, and the sender's buffer isn't recycled
     */
    public void onMessage(Message message) {
        throw new Todo("2.3");
    }

    /**
     * The credit to be announced to the sender: how many buffers have become free for it since the
     * last call. Credit once announced stays announced.
     */
    public int takeCredit() {
        throw new Todo("2.3");
    }

    /**
     * Takes the next message that arrived: in order, each once. Whoever takes data recycles its
     * buffer when done with it. Then
     *
     * <ul>
     *   <li>a floating buffer's memory goes back to the {@link FloatingBuffers};
     *   <li>an exclusive one is free again, and new credit. But if there are now more free than the
     *       receiver wants, and a floating one is among them, a floating one goes back: the exclusive
     *       one takes over its credit, and no credit is new.
     * </ul>
     *
     * @return nothing, if nothing has arrived
     */
    public Optional<Message> poll() {
        throw new Todo("2.3");
    }

    /**
     * A floating buffer it stood in line for. If it has fewer free ones than it wants, the buffer is
     * new credit, and if it then wants more still, it stands in line again; else it gives it back.
     */
    @Override
    public void notifyBufferAvailable(byte[] memory) {
        throw new Todo("2.7");
    }

    /** How many of its buffers hold data: arrived, polled or not, and not recycled yet. */
    public int buffersInUse() {
        throw new Todo("2.4");
    }

    /** How many unread records are in what has arrived and wasn't polled; they stay there. */
    public int records() {
        throw new Todo("2.4");
    }
}
