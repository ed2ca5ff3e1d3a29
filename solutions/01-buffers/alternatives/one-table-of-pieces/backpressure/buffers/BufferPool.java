package backpressure.buffers;

import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps no queue and no set: one table of all pieces, each of which knows whether it is out. The piece lent is the
 * first that is in, so what came back last may be lent first.
 */
public final class BufferPool implements Recycler {

    private final Piece[] pieces;

    public BufferPool(int buffers, int bufferSize) {
        if (Math.min(buffers, bufferSize) < 1) {
            throw new IllegalArgumentException("buffers: " + buffers + ", bytes in each: " + bufferSize);
        }
        pieces = new Piece[buffers];
        Arrays.setAll(pieces, i -> new Piece(new byte[bufferSize]));
    }

    public Optional<Buffer> request() {
        return Arrays.stream(pieces).filter(piece -> !piece.isOut()).findFirst().map(piece -> piece.lend(this));
    }

    @Override
    public void recycle(byte[] memory) {
        Arrays.stream(pieces).filter(piece -> piece.is(memory) && piece.isOut()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not out"))
                .takeBack();
    }

    public int available() {
        return (int) Arrays.stream(pieces).filter(piece -> !piece.isOut()).count();
    }
}
