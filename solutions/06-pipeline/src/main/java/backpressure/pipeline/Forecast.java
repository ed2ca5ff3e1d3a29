package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import backpressure.propagation.Prediction;
import java.util.OptionalDouble;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/**
 * Says, before a run, what it will show: arithmetic on its settings, no running. There are four tasks
 * of one subtask each; the map and the filter cost nothing, and the filter keeps every record.
 */
public final class Forecast {

    private static final int EXCHANGES = 3;

    private final ScenarioSettings settings;

    /** @param settings of the run; of its recovery it takes no notice */
    public Forecast(ScenarioSettings settings) {
        this.settings = settings;
    }

    /** How many records are in the three exchanges once all are full. */
    public long recordsInFlight() {
        int receiverBuffers = settings.network() == Network.LOCAL
                ? 0
                : settings.exclusiveBuffers() + settings.floatingBuffers();
        return (long) EXCHANGES * Prediction.room(settings.senderBuffers(), receiverBuffers, settings.bufferBytes(),
                settings.streamRecordBytes());
    }

    /**
     * When lag starts to grow: when the exchanges and the sink's batch are full.
     *
     * @return nothing, if the database is as fast as the producer, or faster
     */
    public OptionalDouble secondsUntilLag() {
        return lagGrowthPerSecond() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((recordsInFlight() + settings.batchRows()) / lagGrowthPerSecond());
    }

    /** How many records per second the lag grows by once it grows; 0 if it never does. */
    public double lagGrowthPerSecond() {
        return Math.max(0, settings.inPerSecond() - settings.outPerSecond());
    }

    /** How many records of all partitions aren't fetched yet, so many seconds after the start. */
    public double lagAt(double second) {
        OptionalDouble start = secondsUntilLag();
        return start.isPresent() ? Math.max(0, second - start.getAsDouble()) * lagGrowthPerSecond() : 0;
    }

    /** The same for any one partition: the producer serves them evenly, and the source too. */
    public double lagOfEachPartitionAt(double second) {
        return lagAt(second) / settings.partitions();
    }

    /**
     * The database's rate changes: in how many seconds from then on the lag is gone, as
     * {@link backpressure.lag.LagMonitor#secondsToCatchUp} says; the lag is rounded to whole records.
     *
     * @param atSecond when, in seconds after the start
     * @param outPerSecond how many rows per second it manages from then on
     * @return nothing, if that isn't enough; but a lag of 0 is gone in 0 seconds, whatever the rate
     */
    public OptionalDouble secondsToCatchUp(double atSecond, double outPerSecond) {
        return LagMonitor.secondsToCatchUp(Math.round(lagAt(atSecond)), settings.inPerSecond(), outPerSecond);
    }
}
