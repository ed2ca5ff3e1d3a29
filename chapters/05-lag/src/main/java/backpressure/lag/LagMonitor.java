package backpressure.lag;

import java.util.OptionalDouble;
import workbook.world.Clock;
import workbook.world.Todo;
import workbook.world.kafka.Topic;

/**
 * Says how far a consumer is behind, by asking the topic. In Kafka: what {@code Admin} or
 * {@code kafka-consumer-groups.sh} show. They see the lag by committed offset only; this one may
 * ask the consumer for its position, too.
 *
 * <p>Not thread-safe: one thread uses it; the consumer may be busy meanwhile.
 */
public final class LagMonitor {

    /**
     * @param topic what is consumed
     * @param consumer by whom
     * @param group the consumer's group
     * @param clock the time of the samples
     */
    public LagMonitor(Topic topic, Consumer consumer, String group, Clock clock) {
        throw new Todo("5.3");
    }

    /** How many records of the partition the consumer has not fetched: end offset − position. */
    public long lagByPosition(int partition) {
        throw new Todo("5.3");
    }

    /** The same for all partitions together. */
    public long lagByPosition() {
        throw new Todo("5.3");
    }

    /**
     * How many records of the partition the group would have to fetch if it were restarted now, some
     * of them again: end offset − committed offset.
     */
    public long lagByCommitted(int partition) {
        throw new Todo("5.3");
    }

    /** The same for all partitions together. */
    public long lagByCommitted() {
        throw new Todo("5.3");
    }

    /** Remembers the time and the {@linkplain #lagByPosition() lag by position}. */
    public void sample() {
        throw new Todo("5.4");
    }

    /**
     * How fast the lag grows, in records per second, from the first sample to the last; below 0 if it
     * shrinks.
     *
     * @return nothing, if there aren't two samples of different times
     */
    public OptionalDouble growthPerSecond() {
        throw new Todo("5.4");
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
        throw new Todo("5.5");
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
        throw new Todo("5.5");
    }
}
