package warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import workbook.runner.child.Launchers;
import workbook.testkit.ChapterTest;
import workbook.testkit.Explorer;
import workbook.testkit.instrument.Instrumenter;
import workbook.world.simulation.Simulation;

/**
 * Uses, for nothing, what tests use, so that a JVM has loaded and compiled it before the real ones come. Not in
 * the workbook's own packages: those aren't what the test kit instruments.
 */
@ChapterTest
public final class WarmUp {

    /** In the order of how often they are of use. */
    private static final List<String> STEPS = List.of("instrumentation", "exploration", "failure");

    /**
     * Takes about a second.
     *
     * @param isEnough whether to leave off, after one step or the other
     */
    public static void run(BooleanSupplier isEnough) {
        for (String step : STEPS) {
            if (isEnough.getAsBoolean()) {
                return;
            }
            Launchers.create().execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectMethod(WarmUp.class, step))
                    .build());
        }
    }

    /** Its class files, by name. */
    public static Map<String, byte[]> classFiles() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Class<?> each : WarmUp.class.getNestMembers()) {
            String file = each.getName().replaceAll(".*\\.", "") + ".class";
            try (InputStream in = WarmUp.class.getResourceAsStream(file)) {
                files.put(file, in.readAllBytes());
            }
        }
        return files;
    }

    /** A single slot, for two tasks to meet at. */
    private static final class Slot {
        private final Lock lock;
        private final Condition changed;
        private final List<Integer> content = new ArrayList<>();

        Slot(Simulation world) {
            lock = world.lock("slot");
            changed = lock.newCondition();
        }

        void put(int value) throws InterruptedException {
            lock.lock();
            try {
                while (!content.isEmpty()) {
                    changed.await();
                }
                content.add(value);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        int take() throws InterruptedException {
            lock.lock();
            try {
                while (content.isEmpty()) {
                    changed.await();
                }
                changed.signalAll();
                return content.remove(0);
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    @Tag("99.1")
    @DisplayName("what is put is taken")
    void exploration() {
        Explorer.explore(world -> {
            Slot slot = new Slot(world);
            List<Integer> taken = new ArrayList<>();
            world.start("producer", () -> {
                slot.put(1);
                slot.put(2);
            });
            world.start("consumer", () -> {
                taken.add(slot.take());
                taken.add(slot.take());
            });
            return () -> assertThat(taken).as("what was taken").containsExactly(1, 2);
        });
    }

    @Test
    @Tag("99.1")
    @DisplayName("a failure has a story")
    void failure() {
        assertThatThrownBy(() -> Explorer.explore(world -> {
            Slot slot = new Slot(world);
            world.start("consumer", slot::take);
            return () -> { };
        })).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(List.of(1)).as("a list").containsExactly(2)).hasMessageContaining("2");
    }

    @Test
    @Tag("99.1")
    @DisplayName("instrumentation reads and writes classes")
    void instrumentation() throws IOException {
        try (InputStream in = WarmUp.class.getResourceAsStream("WarmUp$Slot.class")) {
            assertThat(new Instrumenter(WarmUp.class.getClassLoader()).instrument(in.readAllBytes())).isNotEmpty();
        }
    }
}
