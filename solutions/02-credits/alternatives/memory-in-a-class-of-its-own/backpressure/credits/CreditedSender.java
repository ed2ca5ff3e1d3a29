package backpressure.credits;

import backpressure.buffers.Buffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Two queues: buffers, and events, each of which remembers how many buffers go before it. The backlog is then the size
 * of the first one.
 */
public final class CreditedSender {

    private record Due(long after, Message event) {
    }

    private final Queue<Buffer> buffers = new ArrayDeque<>();
    private final Queue<Due> events = new ArrayDeque<>();
    private long sent;
    private int credit;

    public CreditedSender() {
    }

    public void add(Message message) {
        if (message instanceof Message.Data data) {
            buffers.add(data.buffer());
        } else {
            events.add(new Due(sent + buffers.size(), message));
        }
    }

    public void addCredit(int more) {
        if (more < 1) {
            throw new IllegalArgumentException("credit " + more);
        }
        credit += more;
    }

    public Optional<Message> poll() {
        if (!events.isEmpty() && events.element().after() == sent) {
            return Optional.of(events.remove().event());
        }
        if (buffers.isEmpty() || credit == 0) {
            return Optional.empty();
        }
        credit--;
        sent++;
        Buffer buffer = buffers.remove();
        return Optional.of(new Message.Data(buffer, buffers.size()));
    }

    public int credit() {
        return credit;
    }

    public int backlog() {
        return buffers.size();
    }

    public boolean isEmpty() {
        return buffers.isEmpty() && events.isEmpty();
    }

    public int records() {
        return buffers.stream().mapToInt(Buffer::records).sum();
    }
}
