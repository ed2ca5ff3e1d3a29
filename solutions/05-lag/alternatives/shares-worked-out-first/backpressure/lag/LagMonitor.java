package backpressure.lag;

import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;
import workbook.world.Clock;
import workbook.world.kafka.Topic;

/** Keeps no list of samples: the first and the last are enough. Both lags are one loop, over different offsets. */
public final class LagMonitor {

    private final Topic topic;
    private final IntToLongFunction position;
    private final IntToLongFunction committed;
    private final Clock clock;
    private boolean sampled;
    private long firstTime;
    private long firstLag;
    private long lastTime;
    private long lastLag;

    public LagMonitor(Topic topic, Consumer consumer, String group, Clock clock) {
        this.topic = topic;
        this.clock = clock;
        position = consumer::position;
        committed = partition -> topic.committed(group, partition);
    }

    public long lagByPosition(int partition) {
        return topic.endOffset(partition) - position.applyAsLong(partition);
    }

    public long lagByPosition() {
        return lag(position);
    }

    public long lagByCommitted(int partition) {
        return topic.endOffset(partition) - committed.applyAsLong(partition);
    }

    public long lagByCommitted() {
        return lag(committed);
    }

    public void sample() {
        lastTime = clock.nanoTime();
        lastLag = lagByPosition();
        if (!sampled) {
            sampled = true;
            firstTime = lastTime;
            firstLag = lastLag;
        }
    }

    public OptionalDouble growthPerSecond() {
        double seconds = (lastTime - firstTime) / 1e9;
        return seconds > 0 ? OptionalDouble.of((lastLag - firstLag) / seconds) : OptionalDouble.empty();
    }

    public static OptionalDouble secondsUntilFull(long freeBytes, int recordBytes, double growthPerSecond) {
        double bytesPerSecond = growthPerSecond * recordBytes;
        return bytesPerSecond <= 0 ? OptionalDouble.empty() : OptionalDouble.of(freeBytes / bytesPerSecond);
    }

    public static OptionalDouble secondsToCatchUp(long lag, double inPerSecond, double outPerSecond) {
        double drainPerSecond = outPerSecond - inPerSecond;
        if (lag > 0 && drainPerSecond <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(lag == 0 ? 0 : lag / drainPerSecond);
    }

    private long lag(IntToLongFunction offset) {
        long lag = 0;
        for (int partition = 0; partition < topic.partitions(); partition++) {
            lag += topic.endOffset(partition) - offset.applyAsLong(partition);
        }
        return lag;
    }
}
