package workbook.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.Level;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Resources;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/** A run as it might have been. */
final class MadeUpRun {

    static final List<String> TASKS = List.of("source", "map", "filter", "sink");

    private static final ScenarioSettings SETTINGS = ScenarioSettings.defaults().withSeconds(20);

    private MadeUpRun() {
    }

    /** Full at 3, 5 and 8 s, and steady from then on. */
    static ScenarioRun underPressure() {
        Map<String, OptionalDouble> full = new LinkedHashMap<>();
        full.put("source → map", OptionalDouble.of(8));
        full.put("map → filter", OptionalDouble.of(5));
        full.put("filter → sink", OptionalDouble.of(2.9));
        return run(new Summary(OptionalDouble.of(8), 100, 100.04, 900, List.of(100L, 101L, 102L), 15_663.4, full,
                Optional.of("sink"), true, shares(Level.HIGH)), SETTINGS, second -> 303L, second -> 0L);
    }

    static ScenarioRun withoutPressure() {
        return run(calm(), SETTINGS, second -> 303L, second -> 0L);
    }

    /** 10 s of pressure; 5 s later the lag is gone. */
    static ScenarioRun recovering() {
        return run(underPressure().summary(), SETTINGS.withRecovery(10, 3_000), second -> second < 15 ? 10_000L : 3L,
                second -> 0L);
    }

    /** More and more between the tasks, and nothing full yet. */
    static ScenarioRun stillFilling() {
        return run(calm(), SETTINGS, second -> 0L, second -> 900L * second);
    }

    private static Summary calm() {
        Map<String, OptionalDouble> full = new LinkedHashMap<>();
        full.put("source → map", OptionalDouble.empty());
        full.put("map → filter", OptionalDouble.empty());
        full.put("filter → sink", OptionalDouble.empty());
        return new Summary(OptionalDouble.empty(), 100, 100, Double.NaN, List.of(0L, 0L, 0L), 12, full,
                Optional.empty(), true, shares(Level.OK));
    }

    private static ScenarioRun run(Summary summary, ScenarioSettings settings, IntFunction<Long> lag,
            IntFunction<Long> inExchanges) {
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second <= 20; second++) {
            long records = 100L * second;
            long waiting = lag.apply(second);
            samples.add(new Sample(second,
                    TASKS.stream().map(name -> new TaskReading(name, new TimeShares(20, 970, 10, 0), records)).toList(),
                    List.of("source → map", "map → filter", "filter → sink").stream()
                            .map(name -> new ExchangeReading(name, 10, 10, 10, 10, 0, 5_221)).toList(),
                    new Whereabouts(waiting, 0, 0, inExchanges.apply(second), 0, 0, 0, records, 0), records + waiting,
                    List.of(100L, 101L, 102L), new Resources(1, 2, 3, 4, 5)));
        }
        return new ScenarioRun(settings, samples, summary);
    }

    private static Map<String, Summary.Task> shares(Level level) {
        Map<String, Summary.Task> tasks = new LinkedHashMap<>();
        TASKS.forEach(name -> tasks.put(name, name.equals("sink") ? new Summary.Task(1_000, 0, 0, 0, Level.OK)
                : new Summary.Task(20, 970, 10, 0, level)));
        return tasks;
    }
}
