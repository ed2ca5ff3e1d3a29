package workbook.report;

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

/**
 * A run worked out with paper and pencil: 1,000 records/s come in, each exchange has room for 4,500, and the last task
 * manages 100/s. So the pressure travels up one task every 5 s; then lag grows by 900/s. Once the database manages
 * 2,000/s, the exchanges stay full until the lag is gone.
 */
final class PipeRun {

    private static final long OUT = 100;
    private static final long BETTER = 2_000;
    private static final long ROOM = 4_500;

    private final List<String> tasks;
    private final ScenarioSettings settings;
    private final boolean conserved;
    private final long in;

    PipeRun(List<String> tasks, ScenarioSettings settings, boolean conserved) {
        this.tasks = tasks;
        this.settings = settings;
        this.conserved = conserved;
        in = settings.totalRecords() == 0 ? 0 : 1_000;
    }

    /** Under pressure all the time. */
    static ScenarioRun of(List<String> tasks, int seconds) {
        return new PipeRun(tasks, ScenarioSettings.defaults().withSeconds(seconds), true).run();
    }

    /** The database gets well at that second. */
    static ScenarioRun recovering(List<String> tasks, int seconds, int at) {
        ScenarioSettings settings = ScenarioSettings.defaults().withSeconds(seconds).withRecovery(at, BETTER);
        return new PipeRun(tasks, settings, true).run();
    }

    ScenarioRun run() {
        List<Sample> samples = new ArrayList<>();
        long written = 0;
        for (int second = 0; second <= settings.seconds(); second++) {
            if (second > 0) {
                boolean better = settings.recoversAtSecond().isPresent()
                        && second > settings.recoversAtSecond().getAsLong();
                written = Math.min(in * second, written + (better ? BETTER : OUT));
            }
            samples.add(sample(second, written));
        }
        if (in == 0) {
            return new ScenarioRun(settings, samples, MadeUpRun.withoutPressure().summary());
        }
        Map<String, OptionalDouble> full = new LinkedHashMap<>();
        for (int i = 0; i + 1 < tasks.size(); i++) {
            full.put(tasks.get(i) + " → " + tasks.get(i + 1), OptionalDouble.of(5 * (tasks.size() - 1 - i)));
        }
        Map<String, Summary.Task> summaries = new LinkedHashMap<>();
        tasks.forEach(name -> summaries.put(name, name.equals(tasks.get(tasks.size() - 1))
                ? new Summary.Task(1_000, 0, 0, 0, Level.OK) : new Summary.Task(20, 900, 80, 0, Level.HIGH)));
        int last = tasks.size() - 1;
        return new ScenarioRun(settings, samples, new Summary(OptionalDouble.of(5 * last), OUT, OUT, in - OUT,
                samples.get(samples.size() - 1).lagPerPartition(), ROOM * last, full,
                Optional.of(tasks.get(last)), conserved, summaries));
    }

    private Sample sample(int second, long written) {
        long rest = in * second - written;
        long inExchanges = 0;
        List<ExchangeReading> exchanges = new ArrayList<>();
        List<TaskReading> readings = new ArrayList<>();
        for (int i = tasks.size() - 1; i >= 0; i--) {
            boolean isLast = i == tasks.size() - 1;
            if (!isLast) {
                long records = Math.min(ROOM, rest);
                rest -= records;
                inExchanges += records;
                int buffers = (int) (records * 20 / ROOM);
                exchanges.add(0, new ExchangeReading(tasks.get(i) + " → " + tasks.get(i + 1),
                        Math.max(0, buffers - 10), 10, Math.min(10, buffers), 10, buffers < 10 ? 2 : 0, (int) records));
            }
            boolean waits = !isLast && exchanges.get(0).isFull();
            readings.add(0, new TaskReading(tasks.get(i), in == 0 ? new TimeShares(0, 0, 0, 1_000)
                    : isLast ? new TimeShares(1_000, 0, 0, 0)
                    : waits ? new TimeShares(20, 900, 80, 0) : new TimeShares(150, 0, 0, 850), written + inExchanges));
        }
        List<Long> lags = List.of(rest / 3, (rest + 1) / 3, (rest + 2) / 3);
        return new Sample(second, readings, exchanges, new Whereabouts(rest, 0, 0, inExchanges, 0, 0, 0, written, 0),
                in * second, lags, new Resources(1, 2, 3, 4, 5));
    }
}
