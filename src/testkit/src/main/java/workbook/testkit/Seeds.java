package workbook.testkit;

import java.util.Random;
import java.util.stream.LongStream;

/** Runs a test on made-up inputs, the same ones each time. */
public final class Seeds {

    private Seeds() {
    }

    /** A test on an input drawn at random. */
    @FunctionalInterface
    public interface SeededTest {
        void run(Random random) throws Exception;
    }

    /**
     * Runs the test with the seeds 1 to {@code count}.
     *
     * @throws AssertionError what went wrong with the first seed that something did, and that seed
     */
    public static void forEachSeed(int count, SeededTest test) {
        LongStream seeds = Replay.chosen().map(name -> LongStream.of(seed(name)))
                .orElseGet(() -> LongStream.rangeClosed(1, count));
        seeds.forEach(seed -> Replay.attempt("seed", String.valueOf(seed), () -> test.run(new Random(seed))));
    }

    /** The name of an order is no seed: then the first one will do. */
    private static long seed(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
