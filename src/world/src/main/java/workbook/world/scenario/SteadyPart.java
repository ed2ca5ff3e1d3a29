package workbook.world.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;

/** Watches a run, simulated or real, for when it becomes steady, and sums up what it does from then on. */
public final class SteadyPart {

    private final ScenarioSettings settings;
    private final Map<String, OptionalDouble> secondsUntilFull = new LinkedHashMap<>();
    private final List<Probe> probes = new ArrayList<>();

    /**
     * The counts that rates are made of.
     *
     * @param handedOn what the source has handed on
     * @param waiting what it hasn't: the lag, and what was fetched of it. The source fetches more at a time
     *     than it hands on in a burst, so that the lag alone steps out of time
     */
    private record Probe(double second, long written, long handedOn, long waiting, long inExchanges) {
    }

    public SteadyPart(ScenarioSettings settings) {
        this.settings = settings;
    }

    /**
     * Tells it what the run looks like now. To be called some ten times a second, fine enough to tell one burst from
     * the next.
     *
     * @param second since the start
     */
    public void look(double second, Whereabouts whereabouts, List<ExchangeReading> exchanges, long produced) {
        for (ExchangeReading exchange : exchanges) {
            secondsUntilFull.merge(exchange.name(),
                    exchange.isFull() ? OptionalDouble.of(second) : OptionalDouble.empty(),
                    (before, now) -> before.isPresent() ? before : now);
        }
        probes.add(new Probe(second, whereabouts.written(), produced - whereabouts.lag() - whereabouts.fetched(),
                whereabouts.lag() + whereabouts.fetched(), whereabouts.inExchanges()));
    }

    /**
     * Sums it up.
     *
     * @param samples one a second, from 0
     * @param lagPerPartition at the end
     * @param conserved whether every record was accounted for
     * @param level how backpressured a task with such shares is
     * @param bottleneck which of the tasks, with their average shares, holds up the others
     */
    public Summary summary(List<Sample> samples, List<Long> lagPerPartition, boolean conserved,
            Function<TimeShares, Level> level, Function<List<TaskReading>, Optional<String>> bottleneck) {
        double to = settings.recoversAtSecond().orElse(settings.seconds());
        OptionalDouble steadyFrom = steadyFrom(to);
        double from = steadyFrom.orElse(to / 2);
        List<Probe> steady = probes.stream().filter(probe -> probe.second >= from && probe.second <= to).toList();
        List<TaskReading> tasks = averages(samples.stream().filter(s -> s.second() > from && s.second() <= to).toList());
        return new Summary(steadyFrom,
                ratePerSecond(steady, Probe::written, Probe::written),
                ratePerSecond(steady, Probe::handedOn, Probe::handedOn),
                ratePerSecond(steady, Probe::waiting, Probe::handedOn),
                lagPerPartition,
                steady.stream().mapToLong(Probe::inExchanges).average().orElse(0),
                secondsUntilFull,
                bottleneck.apply(tasks).map(String::toString),   // a String indeed: see Scenario.ours
                conserved,
                byName(tasks, level));
    }

    /**
     * The pressure has reached the source when the first exchange is full; whatever else fills up is
     * full then, too. Some buffers may have been flushed half empty on the way: it is steady once
     * those are gone, and the exchanges hold as much as they ever will, give or take two buffers, and
     * records wait before the source. Where all is one task, there is nothing to fill: records wait
     * before the source for good, or they don't.
     */
    private OptionalDouble steadyFrom(double to) {
        boolean oneTask = secondsUntilFull.isEmpty();
        boolean reachedSource = oneTask || secondsUntilFull.values().iterator().next().isPresent();
        if (!reachedSource) {
            return OptionalDouble.empty();
        }
        double full = secondsUntilFull.values().stream().flatMapToDouble(OptionalDouble::stream).max().orElse(0);
        List<Probe> since = probes.stream().filter(probe -> probe.second >= full && probe.second <= to).toList();
        long most = since.stream().mapToLong(Probe::inExchanges).max().orElse(0);
        double notYet = since.stream()
                .filter(probe -> probe.waiting <= 1 || probe.inExchanges < most - 2L * settings.recordsPerBuffer())
                .mapToDouble(Probe::second)
                .max().orElse(full);
        boolean settles = notYet <= (full + to) / 2;
        if (!settles && oneTask) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(settles ? notYet : full);   // if it never settles, at least it was full
    }

    /**
     * How fast a count grows, from the first burst to the last: from one moment just after a step to
     * another one. A part of a burst at either end would make it look faster or slower than it is.
     */
    private static double ratePerSecond(List<Probe> probes, ToLongFunction<Probe> count, ToLongFunction<Probe> steps) {
        List<Probe> afterSteps = new ArrayList<>();
        for (int i = 1; i < probes.size(); i++) {
            if (steps.applyAsLong(probes.get(i)) != steps.applyAsLong(probes.get(i - 1))) {
                afterSteps.add(probes.get(i));
            }
        }
        List<Probe> whole = afterSteps.size() > 1 ? afterSteps : probes;
        if (whole.size() < 2) {
            return 0;
        }
        Probe first = whole.get(0);
        Probe last = whole.get(whole.size() - 1);
        return (count.applyAsLong(last) - count.applyAsLong(first)) / (last.second - first.second);
    }

    private static List<TaskReading> averages(List<Sample> samples) {
        List<TaskReading> averages = new ArrayList<>();
        int tasks = samples.isEmpty() ? 0 : samples.get(0).tasks().size();
        for (int i = 0; i < tasks; i++) {
            int task = i;
            TaskReading last = samples.get(samples.size() - 1).tasks().get(task);
            averages.add(new TaskReading(last.name(), new TimeShares(
                    average(samples, sample -> sample.tasks().get(task).shares().busy()),
                    average(samples, sample -> sample.tasks().get(task).shares().softBackpressured()),
                    average(samples, sample -> sample.tasks().get(task).shares().hardBackpressured()),
                    average(samples, sample -> sample.tasks().get(task).shares().idle())), last.recordsOut()));
        }
        return averages;
    }

    private static double average(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).average().orElse(0);
    }

    private static Map<String, Summary.Task> byName(List<TaskReading> tasks,
            Function<TimeShares, Level> level) {
        Map<String, Summary.Task> byName = new LinkedHashMap<>();
        for (TaskReading task : tasks) {
            TimeShares shares = task.shares();
            byName.put(task.name(), new Summary.Task(shares.busy(), shares.softBackpressured(),
                    shares.hardBackpressured(), shares.idle(), level.apply(shares)));
        }
        return byName;
    }
}
