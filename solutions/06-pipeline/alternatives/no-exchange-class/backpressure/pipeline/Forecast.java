package backpressure.pipeline;

import backpressure.lag.LagMonitor;
import backpressure.propagation.Prediction;
import java.util.OptionalDouble;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/** Works everything out once, in the constructor; a start that never comes is infinitely far away. */
public final class Forecast {

    private final ScenarioSettings settings;
    private final long inFlight;
    private final double growth;
    private final double start;

    public Forecast(ScenarioSettings settings) {
        this.settings = settings;
        boolean local = settings.network() == Network.LOCAL;
        long room = Prediction.room(settings.senderBuffers(),
                local ? 0 : settings.exclusiveBuffers() + settings.floatingBuffers(), settings.bufferBytes(),
                settings.streamRecordBytes());
        inFlight = 3 * room;
        growth = settings.inPerSecond() > settings.outPerSecond() ? settings.inPerSecond() - settings.outPerSecond() : 0;
        start = growth > 0 ? (inFlight + settings.batchRows()) / growth : Double.POSITIVE_INFINITY;
    }

    public long recordsInFlight() {
        return inFlight;
    }

    public OptionalDouble secondsUntilLag() {
        return Double.isInfinite(start) ? OptionalDouble.empty() : OptionalDouble.of(start);
    }

    public double lagGrowthPerSecond() {
        return growth;
    }

    public double lagAt(double second) {
        return second <= start ? 0 : (second - start) * growth;
    }

    public double lagOfEachPartitionAt(double second) {
        return lagAt(second) / settings.partitions();
    }

    public OptionalDouble secondsToCatchUp(double atSecond, double outPerSecond) {
        return LagMonitor.secondsToCatchUp(Math.round(lagAt(atSecond)), settings.inPerSecond(), outPerSecond);
    }
}
