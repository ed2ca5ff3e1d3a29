package workbook.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The same thing, measured in several rounds.
 *
 * @param rounds what each gave, in order; at least one
 */
record Rates(List<Double> rounds) {

    Rates {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no rounds");
        }
        rounds = List.copyOf(rounds);
    }

    /** The one in the middle; of an even number of rounds, what lies between the two in the middle. */
    double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    double least() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double most() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /**
     * How many times the other one, round by round: what disturbs the machine for a while disturbs both.
     *
     * @throws IllegalArgumentException if the other one has more rounds, or less
     */
    Rates dividedBy(Rates other) {
        if (rounds.size() != other.rounds.size()) {
            throw new IllegalArgumentException(rounds.size() + " rounds and " + other.rounds.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(rounds.get(i) / other.rounds.get(i));
        }
        return new Rates(ratios);
    }
}
