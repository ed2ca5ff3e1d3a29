package backpressure.credits;

import backpressure.buffers.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

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

    private final int exclusive;
    private final FloatingBuffers floating;
    private final Deque<byte[]> freeExclusive = new ArrayDeque<>();
    private final Deque<byte[]> freeFloating = new ArrayDeque<>();
    private final Deque<Message> arrived = new ArrayDeque<>();
    private int wanted;
    private int unannounced;
    private int inUse;

    /**
     * A receiver whose exclusive buffers are all free, and so are credit to be announced. It has no
     * floating ones yet, and wants no more free than it has.
     *
     * @param exclusive how many buffers of its own it has, at least 1; not checked
     * @param bufferSize bytes in each, as large as the sender's
     * @param floating where it may get more
     */
    public CreditedReceiver(int exclusive, int bufferSize, FloatingBuffers floating) {
        this.exclusive = exclusive;
        this.floating = floating;
        for (int i = 0; i < exclusive; i++) {
            freeExclusive.add(new byte[bufferSize]);
        }
        wanted = exclusive;
        unannounced = exclusive;
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
        if (message instanceof Message.Data data) {
            arrived.add(new Message.Data(receive(data.buffer()), data.backlog()));
            wanted = data.backlog() + exclusive;
            requestFloating();
        } else {
            arrived.add(message);
        }
    }

    /**
     * The credit to be announced to the sender: how many buffers have become free for it since the
     * last call. Credit once announced stays announced.
     */
    public int takeCredit() {
        int credit = unannounced;
        unannounced = 0;
        return credit;
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
        return Optional.ofNullable(arrived.poll());
    }

    /**
     * A floating buffer it stood in line for. If it has fewer free ones than it wants, the buffer is
     * new credit, and if it then wants more still, it stands in line again; else it gives it back.
     */
    @Override
    public void notifyBufferAvailable(byte[] memory) {
        if (free() < wanted) {
            keep(memory);
            requestFloating();
        } else {
            floating.recycle(memory);
        }
    }

    /** How many of its buffers hold data: arrived, polled or not, and not recycled yet. */
    public int buffersInUse() {
        return inUse;
    }

    /** How many unread records are in what has arrived and wasn't polled; they stay there. */
    public int records() {
        int records = 0;
        for (Message message : arrived) {
            if (message instanceof Message.Data data) {
                records += data.buffer().records();
            }
        }
        return records;
    }

    private Buffer receive(Buffer sent) {
        boolean isFloating = !freeFloating.isEmpty();
        byte[] memory = isFloating ? freeFloating.poll() : freeExclusive.poll();
        if (memory == null) {
            throw new IllegalStateException("data arrived without credit: no buffer is free for it");
        }
        inUse++;
        Buffer received = new Buffer(memory, isFloating ? this::recycleFloating : this::recycleExclusive);
        for (Optional<byte[]> record = sent.next(); record.isPresent(); record = sent.next()) {
            received.append(record.get());
        }
        sent.recycle();
        return received;
    }

    private void requestFloating() {
        while (free() < wanted) {
            Optional<byte[]> memory = floating.request();
            if (memory.isEmpty()) {
                floating.addBufferListener(this);
                return;
            }
            keep(memory.get());
        }
    }

    private void keep(byte[] memory) {
        freeFloating.add(memory);
        unannounced++;
    }

    private void recycleFloating(byte[] memory) {
        inUse--;
        floating.recycle(memory);
    }

    private void recycleExclusive(byte[] memory) {
        inUse--;
        freeExclusive.add(memory);
        if (free() > wanted && !freeFloating.isEmpty()) {
            floating.recycle(freeFloating.poll());
        } else {
            unannounced++;
        }
    }

    private int free() {
        return freeExclusive.size() + freeFloating.size();
    }
}
