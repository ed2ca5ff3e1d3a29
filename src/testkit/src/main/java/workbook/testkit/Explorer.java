package workbook.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.Story;

/**
 * Runs a few tasks again and again, each time in another order, so that a mistake that shows in one
 * order only is found all the same, and found each time.
 *
 * <p>First come the plainest orders, by {@link BoundedSearch}; then, unless these were all there are, random ones,
 * from a fixed list of seeds. An order is called by what it departs in from the plainest, {@code 14.1-31.2}, or by its seed.
 */
public final class Explorer {

    /** How many orders are tried at most. */
    public static final int ORDERS = 2_100;

    /**
     * A system property: how many orders are tried where 2,100 take too long, and to miss a mistake now
     * and then does no harm. More than 2,100 are never tried.
     */
    static final String PROPERTY = "workbook.orders";

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

    /** @throws AssertionError what went wrong in the first order in which something did, its story, and its name */
    public static void explore(Exploration exploration) {
        Optional<String> chosen = Replay.chosen();
        if (chosen.isPresent()) {
            Replay.attempt("order", chosen.get(), () -> tell(exploration, chosen.get()));
            return;
        }
        int orders = Math.min(ORDERS, Integer.getInteger(PROPERTY, ORDERS));
        BoundedSearch search = new BoundedSearch(orders);
        for (Optional<BoundedSearch.Attempt> next = search.next(); next.isPresent(); next = search.next()) {
            tryIt(exploration, name(next.get().deviations()), next.get());
        }
        for (int seed = 1; seed <= search.leftForRandom(); seed++) {
            tryIt(exploration, String.valueOf(seed), named(String.valueOf(seed)));
        }
    }

    /** If something goes wrong, the same order is run once more, and the story of it told. */
    private static void tryIt(Exploration exploration, String name, Order order) {
        Replay.attempt("order", name, () -> {
            try {
                run(exploration, new Simulation(order, STEP_LIMIT));
            } catch (AssertionError failure) {
                tell(exploration, name);
                throw failure;   // it went well this time: what the code does depends on more than the order
            }
        });
    }

    private static void tell(Exploration exploration, String name) throws Exception {
        Story story = new Story();
        try {
            run(exploration, new Simulation(named(name), STEP_LIMIT, story));
        } catch (AssertionError failure) {
            throw StoryFailure.of(failure, story);
        }
    }

    private static void run(Exploration exploration, Simulation simulation) throws Exception {
        try (simulation) {
            Check check = exploration.setUp(simulation);
            simulation.run();
            check.run();
        }
    }

    private static String name(Deviations deviations) {
        return deviations.equals(Deviations.NONE) ? "0" : deviations.toString();
    }

    private static Order named(String name) {
        if (name.equals("0")) {
            return BoundedSearch.again(Deviations.NONE);
        }
        return Deviations.isWritten(name) ? BoundedSearch.again(Deviations.parse(name))
                : Order.random(new SplittableRandom(Long.parseLong(name)).nextLong());
    }
}
