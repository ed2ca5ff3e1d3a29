package backpressure.pipeline;

import java.util.OptionalDouble;
import workbook.world.Todo;
import workbook.world.scenario.ScenarioSettings;

/**
 * Says, before a run, what it will show: arithmetic on its settings, no running. There are four tasks
 * of one subtask each; the map and the filter cost nothing, and the filter keeps every record.
 */
public final class Forecast {

    /** @param settings of the run; of its recovery it takes no notice */
    public Forecast(ScenarioSettings settings) {
        throw new Todo("6.5");
    }

    /** How many records are in the three exchanges once all are full. */
    public long recordsInFlight() {
        throw new Todo("6.5");
    }

    /**
     * When lag starts to grow: when the exchanges and the sink's batch are full.
     *
     * @return nothing, if the database is as fast as the producer, or faster
     */
    public OptionalDouble secondsUntilLag() {
        throw new Todo("6.5");
    }

    /** How many records per second the lag grows by once it grows; 0 if it never does. */
    public double lagGrowthPerSecond() {
        throw new Todo("6.5");
    }

    /** How many records of all partitions aren't fetched yet, so many seconds after the start. */
    public double lagAt(double second) {
        throw new Todo("6.5");
    }

    /** The same for any one partition: the producer serves them evenly, and the source too. */
    public double lagOfEachPartitionAt(double second) {
        throw new Todo("6.5");
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
        throw new Todo("6.5");
    }
}
