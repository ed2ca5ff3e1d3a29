package workbook.testkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;

/**
 * Runs one of many attempts (a seed, an order), and says which one it was if it fails. With
 * {@code -Dworkbook.replay=NAME}, only that one is to run.
 */
final class Replay {

    static final String PROPERTY = "workbook.replay";

    private static final AtomicLong ATTEMPTS = new AtomicLong();

    private Replay() {
    }

    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /**
     * @param what the attempts are: "order"
     * @param name which one it is
     */
    static void attempt(String what, String name, Attempt attempt) {
        ATTEMPTS.incrementAndGet();
        try {
            attempt.run();
        } catch (Todo | CannotBeJudged e) {
            throw e;
        } catch (Throwable t) {
            throw new ReplayableFailure(t, what, name);
        }
    }

    /** How many there were in this JVM: it changes as long as a test gets on. */
    static long attempts() {
        return ATTEMPTS.get();
    }

    /** The only one to run. */
    static Optional<String> chosen() {
        return Optional.of(System.getProperty(PROPERTY, "")).filter(name -> !name.isEmpty());
    }
}
