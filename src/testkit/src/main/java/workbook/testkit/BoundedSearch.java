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
 * preemptions or fewer, and the fewer there are, the shorter is the story.
 *
 * <p>The idea is that of iterative context bounding (CHESS; Musuvathi and Qadeer, PLDI 2007).
 */
final class BoundedSearch {

    /** So many of all orders are those with 0, 1 and 2 preemptions; of those beyond, some, picked at random. */
    private static final double[] SHARES = {1 / 15.0, 1 / 3.0, 4 / 15.0};

    /** By how many preemptions they take. */
    private final List<Sample> ahead = List.of(new Sample(), new Sample(), new Sample());
    private final int[] tried = new int[SHARES.length];
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

    /** The next order, once the one before has been run; nothing if these are all. */
    Optional<Attempt> next() {
        if (last == null) {
            return Optional.of(tryIt(Deviations.NONE, 0, false));
        }
        last.departures();
        for (int preemptions = 0; preemptions < ahead.size(); preemptions++) {
            int left = (int) Math.round(SHARES[preemptions] * orders) - tried[preemptions];
            if (left > 0 && !ahead.get(preemptions).isEmpty()) {
                Departure departure = ahead.get(preemptions).take(left);
                return Optional.of(tryIt(departure.before.and(departure.point, departure.alternative), preemptions,
                        departure.spurious));
            }
        }
        return Optional.empty();
    }

    private Attempt tryIt(Deviations deviations, int preemptions, boolean spurious) {
        tried[preemptions]++;
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
                int cost = preemptions + choice.cost;
                if (cost >= ahead.size() || choice.spurious && spurious) {
                    continue;
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
