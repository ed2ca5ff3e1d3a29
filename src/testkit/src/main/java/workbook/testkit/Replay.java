package workbook.testkit;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;

/**
 * Runs something for one number after the other (a seed, an order) and says which one failed. With
 * {@code -Dworkbook.replay=N}, only for that one.
 */
final class Replay {

    static final String PROPERTY = "workbook.replay";

    private static final AtomicLong ATTEMPTS = new AtomicLong();

    private Replay() {
    }

    @FunctionalInterface
    interface Attempt {
        void run(long number) throws Exception;
    }

    /** @param what the number is: "order" */
    static void forEach(LongStream numbers, String what, Attempt attempt) {
        OptionalLong chosen = chosen();
        LongStream attempts = chosen.isPresent() ? LongStream.of(chosen.getAsLong()) : numbers;
        attempts.forEach(number -> {
            ATTEMPTS.incrementAndGet();
            try {
                attempt.run(number);
            } catch (Todo | CannotBeJudged e) {
                throw e;
            } catch (Throwable t) {
                throw new ReplayableFailure(t, what, number);
            }
        });
    }

    /** How many there were in this JVM: it changes as long as a test gets on. */
    static long attempts() {
        return ATTEMPTS.get();
    }

    private static OptionalLong chosen() {
        String value = System.getProperty(PROPERTY, "");
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }
}
