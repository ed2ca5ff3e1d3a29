package backpressure.credits;

import java.util.LinkedList;
import java.util.List;
import java.util.Optional;

/**
 * Two totals instead of a balance: how much was ever granted, and how much was ever sent. The backlog isn't kept; it is
 * counted when somebody asks.
 */
public final class CreditedSender {

    private final List<Message> waiting = new LinkedList<>();
    private long granted;
    private long sent;

    public CreditedSender() {
    }

    public void add(Message message) {
        waiting.add(message);
    }

    public void addCredit(int buffers) {
        if (buffers <= 0) {
            throw new IllegalArgumentException(buffers + " is no credit");
        }
        granted += buffers;
    }

    public Optional<Message> poll() {
        if (waiting.isEmpty() || isData(waiting.get(0)) && sent == granted) {
            return Optional.empty();
        }
        Message head = waiting.remove(0);
        if (head instanceof Message.Data data) {
            sent++;
            return Optional.of(new Message.Data(data.buffer(), backlog()));
        }
        return Optional.of(head);
    }

    public int credit() {
        return (int) (granted - sent);
    }

    public int backlog() {
        return (int) waiting.stream().filter(CreditedSender::isData).count();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public int records() {
        return waiting.stream().mapToInt(message -> message instanceof Message.Data data ? data.buffer().records() : 0)
                .sum();
    }

    private static boolean isData(Message message) {
        return message instanceof Message.Data;
    }
}
