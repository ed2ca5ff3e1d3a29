package backpressure.lag;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import workbook.world.Clock;
import workbook.world.kafka.Topic;

/**
 * Says how far a consumer is behind, by asking the topic. In Kafka: what {@code Admin} or
 * {@code kafka-consumer-groups.sh} show. They see the lag by committed offset only; this one may
 * ask the consumer for its position, too.
 *
 * <p>Not thread-safe: one thread uses it; the consumer may be busy meanwhile.
 */
public final class LagMonitor {

    private final Topic topic;
    private final Consumer consumer;
    private final String group;
    private final Clock clock;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long time, long lag) {
    }

    /**
     * @param topic what is consumed
     * @param consumer by whom
     * @param group the consumer's group
     * @param clock the time of the samples
     */
    public LagMonitor(Topic topic, Consumer consumer, String group, Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.group = group;
        this.clock = clock;
    }

    /** How many records of the partition the consumer has not fetched: end offset − position. */
    public long lagByPosition(int partition) {
        return topic.endOffset(partition) - consumer.position(partition);
    }

    /** The same for all partitions together. */
    public long lagByPosition() {
        return IntStream.range(0, topic.partitions()).mapToLong(this::lagByPosition).sum();
    }

    /**
     * How many records of the partition the group would have to fetch if it were restarted now, some
     * of them again: end offset − committed offset.
     */
    public long lagByCommitted(int partition) {
        return topic.endOffset(partition) - topic.committed(group, partition);
    }

    /** The same for all partitions together. */
    public long lagByCommitted() {
        return IntStream.range(0, topic.partitions()).mapToLong(this::lagByCommitted).sum();
    }

    /** Remembers the time and the {@linkplain #lagByPosition() lag by position}. */
    public void sample() {
        samples.add(new Sample(clock.nanoTime(), lagByPosition()));
    }

    /**
     * How fast the lag grows, in records per second, from the first sample to the last; below 0 if it
     * shrinks.
     *
     * @return nothing, if there aren't two samples of different times
     */
    public OptionalDouble growthPerSecond() {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        if (last.time == first.time) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((last.lag - first.lag) * 1e9 / (last.time - first.time));
    }

    /**
     * In how many seconds a disk is full of records that wait, if every record that waits takes its
     * bytes there, and one that was read takes none.
     *
     * @param freeBytes what is free now, 0 or more; with 0 a growing lag takes 0 seconds
     * @param recordBytes what one record takes, at least 1
     * @param growthPerSecond by how many records per second the lag grows
     * @return nothing, if the lag doesn't grow
     */
    public static OptionalDouble secondsUntilFull(long freeBytes, int recordBytes, double growthPerSecond) {
        return growthPerSecond > 0
                ? OptionalDouble.of(freeBytes / (recordBytes * growthPerSecond))
                : OptionalDouble.empty();
    }

    /**
     * In how many seconds a lag is gone, while records still come in.
     *
     * @param lag records that wait now, 0 or more
     * @param inPerSecond records per second that come in
     * @param outPerSecond records per second that are dealt with
     * @return nothing, if they come in as fast as they are dealt with, or faster; but a lag of 0 is
     *     gone in 0 seconds, whatever the rates
     */
    public static OptionalDouble secondsToCatchUp(long lag, double inPerSecond, double outPerSecond) {
        if (lag == 0) {
            return OptionalDouble.of(0);
        }
        return outPerSecond > inPerSecond
                ? OptionalDouble.of(lag / (outPerSecond - inPerSecond))
                : OptionalDouble.empty();
    }
}
