package workbook.testkit;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

/**
 * Runs a few tasks again and again, each time in another order, so that a mistake that shows in one
 * order only is found all the same, and found each time.
 *
 * <p>Order 0 lets each task run until it has to wait. The others are random, from a fixed list of seeds.
 */
public final class Explorer {

    /** How many orders are tried. */
    public static final int ORDERS = 1_000;

    /** So many steps at one moment are busy waiting. */
    private static final long STEP_LIMIT = 100_000;

    private Explorer() {
    }

    /** Tasks that use what a student wrote, and what must be true in the end. */
    @FunctionalInterface
    public interface Exploration {

        /**
         * Makes the objects and starts the tasks, with {@link Simulation#start}; they run afterwards.
         *
         * @return what must hold when all tasks have ended
         */
        Check setUp(Simulation world) throws Exception;
    }

    /** Throws an {@link AssertionError} if something isn't as it should be. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** @throws AssertionError what went wrong in the first order in which something did, and its number */
    public static void explore(Exploration exploration) {
        Replay.forEach(LongStream.range(0, ORDERS), "order", number -> {
            try (Simulation world = new Simulation(order(number), STEP_LIMIT)) {
                Check check = exploration.setUp(world);
                world.run();
                check.run();
            }
        });
    }

    private static Order order(long number) {
        return number == 0 ? Order.seeded(0) : Order.random(new SplittableRandom(number).nextLong());
    }
}
