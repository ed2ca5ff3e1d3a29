package workbook.lab.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A broker was killed: who takes over its partitions, and how long nothing can be produced. */
final class BrokerLoss {

    private static final double MILLIS = 1_000;
    private static final long AT_ONCE_MILLIS = 1_000;

    private final int broker;
    private final long killed;
    private final List<Integer> led;
    private int[] leaders = new int[0];
    private double secondsToNewLeaders = -1;
    private final Pause acknowledgements;
    private boolean told;

    /**
     * Begins to look.
     *
     * @param broker which one was killed
     * @param killed when, in milliseconds of any clock
     * @param leaders which broker led each partition until then
     * @param acknowledged how many records Kafka had until then
     */
    BrokerLoss(int broker, long killed, int[] leaders, long acknowledged) {
        this.broker = broker;
        this.killed = killed;
        acknowledgements = new Pause(killed, acknowledged);
        led = IntStream.range(0, leaders.length).filter(partition -> leaders[partition] == broker).boxed().toList();
    }

    /** The partitions' leader that leads most of them; of several, the one with the lowest number. */
    static int busiest(int[] leaders) {
        return Arrays.stream(leaders).filter(leader -> leader > 0).boxed()
                .collect(Collectors.groupingBy(leader -> leader, Collectors.counting())).entrySet().stream()
                .max((a, b) -> a.getValue().equals(b.getValue()) ? b.getKey() - a.getKey()
                        : Long.compare(a.getValue(), b.getValue()))
                .orElseThrow(() -> new IllegalStateException("no partition has a leader")).getKey();
    }

    /** What is the case now. */
    void look(long now, int[] newLeaders, long acknowledged) {
        acknowledgements.look(now, acknowledged);
        if (secondsToNewLeaders < 0 && newLeaders.length > 0
                && led.stream().allMatch(partition -> newLeaders[partition] > 0 && newLeaders[partition] != broker)) {
            leaders = newLeaders;
            secondsToNewLeaders = (now - killed) / MILLIS;
        }
    }

    /** How long no record was acknowledged, at most, in seconds. */
    double longestPause() {
        return acknowledgements.longest();
    }

    boolean hasNewLeaders() {
        return secondsToNewLeaders >= 0;
    }

    String obituary() {
        return String.format(Locale.ROOT, "Killed: broker %d (kill -9). It led %s.", broker, partitions(led));
    }

    /** What came of it, once, as soon as that is known. */
    Optional<String> news(long now) {
        if (told || !hasNewLeaders() || !acknowledgements.isOver(now, AT_ONCE_MILLIS)) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(String.format(Locale.ROOT, "After %.1f s new brokers lead: %s. For %.1f s no record was"
                + " acknowledged.", secondsToNewLeaders, led.stream()
                .map(partition -> partition + " → broker " + leaders[partition]).collect(Collectors.joining(", ")),
                longestPause()));
    }

    private static String partitions(List<Integer> numbers) {
        return (numbers.size() == 1 ? "partition " : "partitions ")
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
