package backpressure.credits;

import java.util.function.BiConsumer;

/** Somebody with a name who stands in line, and does something with what it is given. */
final class TestListener implements BufferListener {

    private final String name;
    private final BiConsumer<TestListener, byte[]> turn;

    /** @param turn what it does when its turn comes: itself, and the memory */
    TestListener(String name, BiConsumer<TestListener, byte[]> turn) {
        this.name = name;
        this.turn = turn;
    }

    @Override
    public void notifyBufferAvailable(byte[] memory) {
        turn.accept(this, memory);
    }

    @Override
    public String toString() {
        return name;
    }
}
