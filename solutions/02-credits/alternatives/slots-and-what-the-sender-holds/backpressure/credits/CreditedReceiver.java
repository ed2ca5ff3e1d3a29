package backpressure.credits;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayDeque;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Each piece of memory is a slot that knows its kind and whether it is full; a slot is the home of the buffer in it.
 * Credit isn't counted up: what is free, less what the sender still holds of earlier announcements, is new.
 */
public final class CreditedReceiver implements BufferListener {

    private final class Slot implements Recycler {

        private final byte[] memory;
        private final boolean isFloating;
        private boolean isFull;

        Slot(byte[] memory, boolean isFloating) {
            this.memory = memory;
            this.isFloating = isFloating;
        }

        boolean isFree(boolean floatingOne) {
            return !isFull && isFloating == floatingOne;
        }

        @Override
        public void recycle(byte[] same) {
            isFull = false;
            if (isFloating) {
                leave(this);
            } else if (free() > wanted) {
                findFree(true).ifPresent(CreditedReceiver.this::leave);
            }
        }
    }

    private final List<Slot> slots = new LinkedList<>();
    private final Queue<Message> arrived = new ArrayDeque<>();
    private final FloatingBuffers gate;
    private final int exclusive;
    private int wanted;
    private int heldBySender;

    public CreditedReceiver(int exclusive, int bufferSize, FloatingBuffers floating) {
        this.exclusive = exclusive;
        gate = floating;
        wanted = exclusive;
        while (slots.size() < exclusive) {
            slots.add(new Slot(new byte[bufferSize], false));
        }
    }

    public void onMessage(Message message) {
        if (!(message instanceof Message.Data data)) {
            arrived.add(message);
            return;
        }
        Slot slot = findFree(true).or(() -> findFree(false)).orElseThrow(IllegalStateException::new);
        slot.isFull = true;
        heldBySender--;
        Buffer copy = new Buffer(slot.memory, slot);
        while (data.buffer().records() > 0) {
            data.buffer().next().ifPresent(copy::append);
        }
        data.buffer().recycle();
        arrived.add(new Message.Data(copy));
        wanted = exclusive + data.backlog();
        askForMore();
    }

    public int takeCredit() {
        int fresh = free() - heldBySender;
        heldBySender += fresh;
        return fresh;
    }

    public Optional<Message> poll() {
        return arrived.isEmpty() ? Optional.empty() : Optional.of(arrived.remove());
    }

    @Override
    public void notifyBufferAvailable(byte[] memory) {
        slots.add(new Slot(memory, true));
        if (free() > wanted) {
            leave(slots.get(slots.size() - 1));
        } else {
            askForMore();
        }
    }

    public int buffersInUse() {
        return slots.size() - free();
    }

    public int records() {
        return arrived.stream().mapToInt(message -> message instanceof Message.Data data ? data.buffer().records() : 0)
                .sum();
    }

    private void askForMore() {
        for (int missing = wanted - free(); missing > 0; missing--) {
            Optional<byte[]> memory = gate.request();
            if (memory.isEmpty()) {
                gate.addBufferListener(this);
                break;
            }
            slots.add(new Slot(memory.get(), true));
        }
    }

    private void leave(Slot slot) {
        slots.remove(slot);
        gate.recycle(slot.memory);
    }

    private Optional<Slot> findFree(boolean floatingOne) {
        return slots.stream().filter(slot -> slot.isFree(floatingOne)).findFirst();
    }

    private int free() {
        return (int) slots.stream().filter(slot -> !slot.isFull).count();
    }
}
