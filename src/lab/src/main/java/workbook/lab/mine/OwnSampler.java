package workbook.lab.mine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import workbook.lab.measure.Recording;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/**
 * Looks at a pipeline while its tasks go on. So a record may be counted twice, or not at all, if it moves while it is
 * looked for; then it looks again.
 */
final class OwnSampler {

    private static final int MOST_TRIES = 50;
    private static final long PAUSE_NANOS = 200_000;
    /** If for so long not one look has found every record in one place, it isn't for the moving. */
    private static final double LONGEST_OUT_OF_BALANCE_SECONDS = 10;

    private final ScenarioPipeline pipeline;
    private final KafkaTopic topic;
    private final Recording recording;
    private final Stillness stillness = new Stillness();
    private double balancedAt;
    private boolean balances = true;

    OwnSampler(ScenarioSettings settings, ScenarioPipeline pipeline, KafkaTopic topic, LongSupplier fsyncs) {
        this.pipeline = pipeline;
        this.topic = topic;
        recording = new Recording(settings, fsyncs);
    }

    /** As {@link Recording} wants it: ten times a second, some of which are samples. */
    void look(double second, boolean isSample) {
        topic.look();
        Whereabouts whereabouts = pipeline.whereabouts();
        long produced = topic.produced();
        for (int i = 1; i < MOST_TRIES && whereabouts.total() != produced; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            whereabouts = pipeline.whereabouts();
            produced = topic.produced();
        }
        if (whereabouts.total() == produced) {
            balancedAt = second;
        }
        stillness.look(second, whereabouts);
        balances &= second - balancedAt < LONGEST_OUT_OF_BALANCE_SECONDS;
        long[] positions = pipeline.positions();
        List<Long> lags = IntStream.range(0, topic.partitions())
                .mapToObj(p -> Math.max(0, topic.endOffset(p) - positions[p])).toList();
        Recording.Look look =
                new Recording.Look(whereabouts, new ArrayList<>(pipeline.readExchanges()), produced, lags);
        if (isSample) {
            recording.addSample(second, look, () -> new ArrayList<>(pipeline.readTasks()));
        } else {
            recording.add(second, look);
        }
    }

    /** For how many seconds no record has moved, although some wait. */
    double stillFor() {
        return stillness.seconds();
    }

    /** Records in Kafka that nobody has fetched, as of the last look. */
    long waiting() {
        return stillness.lag();
    }

    Sample last() {
        return recording.last();
    }

    ScenarioRun run(boolean eachOnce) {
        return recording.run(balances && eachOnce, pipeline::level, pipeline::bottleneck);
    }
}
