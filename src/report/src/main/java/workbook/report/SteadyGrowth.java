package workbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/** How fast things grow in the steady part of a run (in its second half, if it has none): by its samples, per second. */
public final class SteadyGrowth {

    private final ScenarioRun run;
    private final Sample first;
    private final Sample last;

    public SteadyGrowth(ScenarioRun run) {
        this.run = run;
        long seconds = run.settings().seconds();
        first = run.at(Math.min(seconds - 1, (long) Math.ceil(run.summary().steadyFrom().orElse(seconds / 2.0))));
        last = run.at(seconds);
    }

    /** Of what was produced and isn't written. */
    public double backlog() {
        return of(sample -> sample.produced() - sample.whereabouts().written());
    }

    /** Of the lag of each partition. */
    public List<Double> lagPerPartition() {
        List<Double> growth = new ArrayList<>();
        for (int i = 0; i < last.lagPerPartition().size(); i++) {
            int partition = i;
            growth.add(of(sample -> sample.lagPerPartition().get(partition)));
        }
        return growth;
    }

    /** Not a growth: how many records the source had fetched and not handed on, on average. */
    double fetched() {
        return run.samples().stream().filter(sample -> sample.second() >= first.second())
                .mapToLong(sample -> sample.whereabouts().fetched()).average().orElse(0);
    }

    private double of(ToDoubleFunction<Sample> count) {
        return (count.applyAsDouble(last) - count.applyAsDouble(first)) / (last.second() - first.second());
    }
}
