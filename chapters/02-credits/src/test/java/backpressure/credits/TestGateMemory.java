package backpressure.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows the pieces of memory of a gate's floating buffers, and tells them by name: {@code "floating 1"}. */
final class TestGateMemory {

    /** Should it never end. */
    private static final int MOST = 20;

    private final FloatingBuffers floating;
    private final Map<byte[], String> names = new IdentityHashMap<>();

    /** @param floating all of it free */
    TestGateMemory(FloatingBuffers floating) {
        this.floating = floating;
    }

    /** Asks for a piece; {@code asked} tells what was done before. */
    byte[] lend(Supplier<String> asked) {
        Optional<byte[]> memory = floating.request();
        assertThat(memory.isPresent() ? "some memory" : "nothing").as(asked).isEqualTo("some memory");
        names.putIfAbsent(memory.get(), "floating " + (names.size() + 1));
        return memory.get();
    }

    String name(byte[] memory) {
        return names.getOrDefault(memory, "memory that isn't the gate's");
    }

    /** Takes whatever is free: its names, in their order. */
    List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        Optional<byte[]> memory = floating.request();
        while (memory.isPresent() && taken.size() < MOST) {
            taken.add(name(memory.get()));
            memory = floating.request();
        }
        Collections.sort(taken);
        return taken;
    }
}
