package backpressure.buffers;

import java.util.ArrayList;
import java.util.List;

/** A home that notes what it is given: {@code "the buffer's own array"}, or another. */
final class TestHome implements Recycler {

    static final String ITS_OWN = "the buffer's own array";

    private final byte[] memory;
    private final List<String> received = new ArrayList<>();

    /** @param memory what the buffer is made of */
    TestHome(byte[] memory) {
        this.memory = memory;
    }

    @Override
    public void recycle(byte[] given) {
        received.add(given == memory ? ITS_OWN : "some other array");
    }

    /** What came, in order. */
    List<String> received() {
        return received;
    }
}
