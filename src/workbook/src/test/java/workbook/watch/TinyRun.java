package workbook.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

/** A run as it might have been: 100 records/s come in, and 100 go out. */
public final class TinyRun {

    private static final List<String> TASKS = List.of("source", "map", "filter", "sink");
    private static final List<String> EXCHANGES = List.of("source → map", "map → filter", "filter → sink");

    private TinyRun() {
    }

    public static ScenarioRun ofThreeSeconds() {
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second <= 3; second++) {
            long records = 100L * second;
            samples.add(new Sample(second,
                    TASKS.stream().map(name -> new TaskReading(name, new TimeShares(50, 0, 0, 950), records)).toList(),
                    EXCHANGES.stream().map(name -> new ExchangeReading(name, 1, 10, 0, 10, 2, 7)).toList(),
                    new Whereabouts(0, 0, 0, 0, 0, 0, 0, records, 0), records, List.of(0L, 0L, 0L),
                    new Resources(0, 0, 0, 0, 0)));
        }
        Map<String, OptionalDouble> full = new LinkedHashMap<>();
        EXCHANGES.forEach(name -> full.put(name, OptionalDouble.empty()));
        Map<String, Summary.Task> tasks = new LinkedHashMap<>();
        TASKS.forEach(name -> tasks.put(name, new Summary.Task(50, 0, 0, 950, Level.OK)));
        return new ScenarioRun(ScenarioSettings.defaults().withInPerSecond(100).withSeconds(3), samples,
                new Summary(OptionalDouble.empty(), 100, 100, 0, List.of(0L, 0L, 0L), 0, full, Optional.empty(), true,
                tasks));
    }
}
