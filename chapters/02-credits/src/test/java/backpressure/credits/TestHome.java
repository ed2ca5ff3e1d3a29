package backpressure.credits;

import backpressure.buffers.Recycler;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The home of a sender's buffers, which have names. It notes what comes home: {@code "a's buffer"}. */
final class TestHome implements Recycler {

    private final Map<byte[], String> names = new IdentityHashMap<>();
    private final List<String> received = new ArrayList<>();

    /** Memory for a buffer that belongs here. */
    byte[] memory(String name) {
        byte[] memory = new byte[TestMessages.SIZE];
        names.put(memory, name + "'s buffer");
        return memory;
    }

    /** Data that hasn't been sent yet, with these records, in memory that belongs here. */
    Message.Data data(String name, String... records) {
        return new Message.Data(TestMessages.buffer(memory(name), this, records));
    }

    @Override
    public void recycle(byte[] memory) {
        received.add(names.getOrDefault(memory, "memory that isn't a buffer's of this home"));
    }

    /** What came home, in order. */
    List<String> received() {
        return received;
    }
}
