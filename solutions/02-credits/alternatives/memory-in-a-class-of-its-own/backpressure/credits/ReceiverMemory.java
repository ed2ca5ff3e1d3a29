package backpressure.credits;

import backpressure.buffers.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a receiver receives into. One home for both kinds of buffer: by its identity it knows memory of its own. */
final class ReceiverMemory implements BufferListener {

    private final FloatingBuffers gate;
    private final int exclusive;
    private final Set<byte[]> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<byte[]> free = new ArrayList<>();   // own ones first, then floating ones; taken from the end
    private int ownFree;
    private int inUse;
    private int backlog;
    private int announced;
    private int earned;

    ReceiverMemory(int exclusive, int bufferSize, FloatingBuffers gate) {
        this.gate = gate;
        this.exclusive = exclusive;
        for (int i = 0; i < exclusive; i++) {
            own.add(new byte[bufferSize]);
        }
        free.addAll(own);
        ownFree = exclusive;
        earned = exclusive;
    }

    Buffer take() {
        if (free.isEmpty()) {
            throw new IllegalStateException("more data than credit");
        }
        byte[] memory = free.remove(free.size() - 1);
        ownFree = Math.min(ownFree, free.size());
        inUse++;
        return new Buffer(memory, this::takeBack);
    }

    void want(int newBacklog) {
        backlog = newBacklog;
        while (missing() > 0) {
            Optional<byte[]> more = gate.request();
            if (more.isEmpty()) {
                gate.addBufferListener(this);
                return;
            }
            receive(more.get());
        }
    }

    @Override
    public void notifyBufferAvailable(byte[] memory) {
        if (missing() <= 0) {
            gate.recycle(memory);
            return;
        }
        receive(memory);
        want(backlog);
    }

    int takeCredit() {
        int news = earned - announced;
        announced = earned;
        return news;
    }

    int inUse() {
        return inUse;
    }

    private void takeBack(byte[] memory) {
        inUse--;
        if (!own.contains(memory)) {
            gate.recycle(memory);
        } else {
            free.add(ownFree++, memory);
            earned++;
            if (missing() < 0 && ownFree < free.size()) {
                earned--;
                gate.recycle(free.remove(free.size() - 1));
            }
        }
    }

    private void receive(byte[] memory) {
        free.add(memory);
        earned++;
    }

    private int missing() {
        return backlog + exclusive - free.size();
    }
}
