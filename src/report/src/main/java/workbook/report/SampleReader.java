package workbook.report;

import static workbook.report.Fields.check;

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
import workbook.world.scenario.Summary;

/** What {@link SampleJson} wrote, and a run's summary. */
final class SampleReader {

    /** More than any run can have of anything. */
    private static final long MOST = 1_000_000_000_000_000L;
    private static final double MOST_MILLIS = 1_001;
    private static final int MOST_TASKS = 64;

    private SampleReader() {
    }

    static Sample sample(Fields json, int second, int partitions) {
        check(json.number("second", 0, MOST) == second, "samples[" + second + "].second should be " + second);
        List<TaskReading> tasks = new ArrayList<>();
        json.named("tasks").forEach((name, task) -> tasks.add(new TaskReading(name,
                new TimeShares(share(task, "busy"), share(task, "softBackpressured"), share(task, "hardBackpressured"),
                share(task, "idle")), count(task, "recordsOut"))));
        List<ExchangeReading> exchanges = new ArrayList<>();
        json.named("exchanges").forEach((name, each) -> exchanges.add(new ExchangeReading(name,
                each.integer("senderBuffersUsed"), each.integer("senderBuffers"), each.integer("receiverBuffersUsed"),
                each.integer("receiverBuffers"), (int) each.whole("credit", Integer.MIN_VALUE, Integer.MAX_VALUE),
                each.integer("records"))));
        check(!tasks.isEmpty() && tasks.size() <= MOST_TASKS && exchanges.size() < tasks.size(), "samples[" + second
                + "] has " + tasks.size() + " tasks and " + exchanges.size() + " exchanges: that can't be");
        List<Long> lags = json.wholes("lagPerPartition", -MOST, MOST);
        check(lags.size() == partitions, "samples[" + second + "].lagPerPartition should have " + partitions
                + " numbers");
        return new Sample(second, tasks, exchanges, whereabouts(json.object("whereabouts")), count(json, "produced"),
                lags, resources(json.object("resources")));
    }

    private static Whereabouts whereabouts(Fields json) {
        return new Whereabouts(count(json, "lag"), count(json, "fetched"), count(json, "inTasks"),
                count(json, "inExchanges"), count(json, "inBatch"), count(json, "inSocket"),
                count(json, "inTransaction"), count(json, "written"), count(json, "filteredOut"));
    }

    private static Resources resources(Fields json) {
        return new Resources(count(json, "networkMemoryBytes"), count(json, "kafkaDiskBytes"),
                json.number("kafkaBytesPerSecond", -MOST, MOST), json.number("postgresBytesPerSecond", -MOST, MOST),
                json.number("fsyncsPerSecond", -MOST, MOST));
    }

    /** @param sample any of the run */
    static Summary summary(Fields json, Sample sample) {
        Map<String, Summary.Task> tasks = new LinkedHashMap<>();
        json.named("tasks").forEach((name, task) -> tasks.put(name, new Summary.Task(share(task, "busy"),
                share(task, "softBackpressured"), share(task, "hardBackpressured"), share(task, "idle"),
                level(task))));
        Map<String, OptionalDouble> full = json.numbers("secondsUntilFull", 0, MOST);
        check(full.size() == sample.exchanges().size(), "summary.secondsUntilFull should have "
                + sample.exchanges().size() + " exchanges");
        String bottleneck = json.text("bottleneck");
        return new Summary(json.optionalNumber("steadyFrom", 0, MOST), orNone(json, "sinkRatePerSecond"),
                orNone(json, "sourceRatePerSecond"), orNone(json, "lagGrowthPerSecond"),
                json.wholes("lagPerPartition", -MOST, MOST), orNone(json, "inFlight"), full,
                bottleneck.equals("none") ? Optional.empty() : Optional.of(bottleneck), json.flag("conserved"), tasks);
    }

    private static Level level(Fields task) {
        if (!task.has("level")) {
            return null;
        }
        try {
            return Level.valueOf(task.text("level"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a level is OK, LOW or HIGH, and there is another one", e);
        }
    }

    private static double orNone(Fields json, String name) {
        return json.optionalNumber(name, -MOST, MOST).orElse(Double.NaN);
    }

    private static double share(Fields task, String name) {
        return task.number(name, 0, MOST_MILLIS);
    }

    private static long count(Fields json, String name) {
        return json.whole(name, 0, MOST);
    }
}
