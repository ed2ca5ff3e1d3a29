package backpressure.buffers;

/** A piece of a pool's memory, and whether it is out. */
final class Piece {

    private final byte[] memory;
    private boolean out;

    Piece(byte[] memory) {
        this.memory = memory;
    }

    Buffer lend(Recycler home) {
        out = true;
        return new Buffer(memory, home);
    }

    void takeBack() {
        out = false;
    }

    boolean isOut() {
        return out;
    }

    boolean is(byte[] other) {
        return memory == other;
    }
}
