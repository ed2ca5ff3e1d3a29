package backpressure.credits;

import backpressure.buffers.Buffer;
import java.util.LinkedList;
import java.util.Optional;

/**
 * Does the messages only; memory and credit are the business of a {@link ReceiverMemory}, which also stands in line
 * itself. How many records wait is counted as they come and go.
 */
public final class CreditedReceiver implements BufferListener {

    private final ReceiverMemory memory;
    private final LinkedList<Message> arrived = new LinkedList<>();
    private int records;

    public CreditedReceiver(int exclusive, int bufferSize, FloatingBuffers floating) {
        memory = new ReceiverMemory(exclusive, bufferSize, floating);
    }

    public void onMessage(Message message) {
        if (message instanceof Message.Data data) {
            Buffer copy = memory.take();
            records += move(data.buffer(), copy);
            data.buffer().recycle();
            arrived.add(new Message.Data(copy, data.backlog()));
            memory.want(data.backlog());
        } else {
            arrived.add(message);
        }
    }

    public int takeCredit() {
        return memory.takeCredit();
    }

    public Optional<Message> poll() {
        Optional<Message> message = Optional.ofNullable(arrived.pollFirst());
        if (message.orElse(null) instanceof Message.Data data) {
            records -= data.buffer().records();
        }
        return message;
    }

    @Override
    public void notifyBufferAvailable(byte[] given) {
        memory.notifyBufferAvailable(given);
    }

    public int buffersInUse() {
        return memory.inUse();
    }

    public int records() {
        return records;
    }

    private static int move(Buffer from, Buffer to) {
        int moved = from.records();
        for (int i = 0; i < moved; i++) {
            to.append(from.next().orElseThrow());
        }
        return moved;
    }
}
