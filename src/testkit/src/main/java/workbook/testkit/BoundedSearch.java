package workbook.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import workbook.world.simulation.Order;

/**
 * Goes through the orders of a few tasks, the plainest first: those in which nobody is stopped where
 * it could go on, then those in which that happens once, then twice. A wait that ends without a signal
 * counts as one such thing, and happens once at most. Most concurrency mistakes show with two
 * preemptions or fewer, and the fewer there are, the shorter is the story. Where these are so few that all were
 * tried, it goes on with three preemptions, and so on, as long as it can have them all.
 *
 * <p>The idea is that of iterative context bounding (CHESS; Musuvathi and Qadeer, PLDI 2007).
 */
final class BoundedSearch {

    /** So many of all orders are those with 0, 1 and 2 preemptions; the rest is for those beyond. */
    private static final double[] SHARES = {1 / 15.0, 1 / 3.0, 4 / 15.0};
    private static final double BEYOND = 1 / 3.0;

    /** By how many preemptions they take; those with the most last. */
    private final List<Sample> ahead = new ArrayList<>();
    private final int[] tried = new int[SHARES.length + 1];
    private final int orders;
    private final SplittableRandom random = new SplittableRandom(1);
    private Attempt last;

    /** An order that differs from one tried before in one thing more. */
    private record Departure(Deviations before, int point, int alternative, boolean spurious) {
    }

    /** @param orders of which this search has its shares */
    BoundedSearch(int orders) {
        this.orders = orders;
    }

    /** The next order, once the one before has been run; nothing if these are all, or too many are left. */
    Optional<Attempt> next() {
        if (last == null) {
            return Optional.of(tryIt(Deviations.NONE, 0, false));
        }
        last.departures();
        boolean all = true;
        for (int preemptions = 0; preemptions < ahead.size(); preemptions++) {
            Sample sample = ahead.get(preemptions);
            int left = left(preemptions);
            boolean wantsSome = preemptions < SHARES.length ? left > 0 : all && sample.size() <= left;
            if (wantsSome && !sample.isEmpty()) {
                Departure departure = sample.take(left);
                return Optional.of(tryIt(departure.before.and(departure.point, departure.alternative), preemptions,
                        departure.spurious));
            }
            all &= sample.isEmpty();
        }
        return Optional.empty();
    }

    /** Of the orders beyond, how many are left to be picked at random: none, if there is none that wasn't tried. */
    int leftForRandom() {
        return ahead.stream().allMatch(Sample::isEmpty) ? 0 : left(SHARES.length);
    }

    private int left(int preemptions) {
        int share = Math.min(preemptions, SHARES.length);
        return (int) Math.round((share < SHARES.length ? SHARES[share] : BEYOND) * orders) - tried[share];
    }

    private Attempt tryIt(Deviations deviations, int preemptions, boolean spurious) {
        tried[Math.min(preemptions, SHARES.length)]++;
        last = new Attempt(deviations, preemptions, spurious);
        return last;
    }

    /** Departures to be tried: all of them, in order, while they are few; else some, picked at random. */
    private final class Sample {

        private static final int MOST = 20_000;

        private final List<Departure> list = new ArrayList<>();
        private long seen;

        boolean isEmpty() {
            return list.isEmpty();
        }

        int size() {
            return list.size();
        }

        void add(Departure departure) {
            seen++;
            if (list.size() < MOST) {
                list.add(departure);
            } else if (random.nextLong(seen) < MOST) {
                list.set(random.nextInt(MOST), departure);
            }
        }

        /** @param left how many more will be taken */
        Departure take(int left) {
            if (list.size() <= left) {
                return list.remove(0);
            }
            int index = random.nextInt(list.size());
            Departure taken = list.get(index);
            Departure last = list.remove(list.size() - 1);
            if (index < list.size()) {
                list.set(index, last);
            }
            return taken;
        }
    }

    /** One order; while it runs, it notes what else could have been done. */
    final class Attempt implements Order {

        private final Deviations deviations;
        private final int preemptions;
        private final boolean spurious;
        private int point;
        /** For each point after the last deviation: how many alternatives there are, and of what kind. */
        private final List<Choice> choices = new ArrayList<>();

        private record Choice(int alternatives, int cost, boolean spurious) {
        }

        private Attempt(Deviations deviations, int preemptions, boolean spurious) {
            this.deviations = deviations;
            this.preemptions = preemptions;
            this.spurious = spurious;
        }

        Deviations deviations() {
            return deviations;
        }

        @Override
        public boolean preempts() {
            return true;
        }

        @Override
        public int next(int ready, int current) {
            int alternative = decide(new Choice(ready - 1, current >= 0 ? 1 : 0, false));
            if (current < 0) {
                return alternative % ready;
            }
            int other = alternative % ready;
            return other == 0 ? current : other <= current ? other - 1 : other;
        }

        @Override
        public int spuriousWakeup(int waiting) {
            return decide(new Choice(waiting, 1, true)) % (waiting + 1) - 1;
        }

        private int decide(Choice choice) {
            int here = point++;
            if (here > deviations.lastPoint()) {
                choices.add(choice);
                return 0;
            }
            return deviations.at(here);
        }

        private void departures() {
            for (int i = 0; i < choices.size(); i++) {
                Choice choice = choices.get(i);
                if (choice.spurious && spurious) {
                    continue;
                }
                int cost = preemptions + choice.cost;
                while (cost >= ahead.size()) {
                    ahead.add(new Sample());
                }
                if (cost >= SHARES.length && ahead.get(cost).size() > left(cost)) {
                    continue; // too many to have them all, so none of them
                }
                for (int alternative = 1; alternative <= choice.alternatives; alternative++) {
                    ahead.get(cost).add(new Departure(deviations, deviations.lastPoint() + 1 + i, alternative,
                            spurious || choice.spurious));
                }
            }
        }
    }

    /** That order again, whatever was found out about it. */
    static Order again(Deviations deviations) {
        return new BoundedSearch(1).new Attempt(deviations, 0, false);
    }
}
