package workbook.report;

import static workbook.report.RunJson.number;
import static workbook.report.RunJson.numbers;
import static workbook.report.RunJson.shares;

import com.google.gson.JsonObject;
import java.util.List;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Resources;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;

/** One moment of a run for a program to read. */
final class SampleJson {

    private final List<Sample> samples;
    private final Rates rates;
    private final RunEvents events;

    SampleJson(ScenarioRun run, RunEvents events) {
        samples = run.samples();
        rates = new Rates(samples);
        this.events = events;
    }

    JsonObject of(int index) {
        Sample sample = samples.get(index);
        JsonObject json = new JsonObject();
        json.add("second", number(sample.second()));
        JsonObject tasks = new JsonObject();
        for (int i = 0; i < sample.tasks().size(); i++) {
            TaskReading task = sample.tasks().get(i);
            JsonObject each = new JsonObject();
            shares(each, task.shares().busy(), task.shares().softBackpressured(), task.shares().hardBackpressured(),
                    task.shares().idle());
            each.addProperty("recordsOut", task.recordsOut());
            each.add("recordsPerSecond", number(rates.recordsOut(index, i)));
            tasks.add(task.name(), each);
        }
        json.add("tasks", tasks);
        JsonObject exchanges = new JsonObject();
        for (ExchangeReading exchange : sample.exchanges()) {
            JsonObject each = new JsonObject();
            each.addProperty("senderBuffersUsed", exchange.senderBuffersUsed());
            each.addProperty("senderBuffers", exchange.senderBuffers());
            each.addProperty("receiverBuffersUsed", exchange.receiverBuffersUsed());
            each.addProperty("receiverBuffers", exchange.receiverBuffers());
            each.addProperty("credit", exchange.credit());
            each.addProperty("records", exchange.records());
            exchanges.add(exchange.name(), each);
        }
        json.add("exchanges", exchanges);
        json.add("whereabouts", whereabouts(sample.whereabouts()));
        json.addProperty("produced", sample.produced());
        json.addProperty("lag", sample.whereabouts().lag());
        json.add("lagPerPartition", numbers(sample.lagPerPartition()));
        json.add("producedPerSecond", number(rates.produced(index)));
        json.add("writtenPerSecond", number(rates.written(index)));
        json.add("lagPerSecond", number(rates.lag(index)));
        int bottleneck = events.bottleneckAt(index);
        json.addProperty("bottleneck", bottleneck < 0 ? "none" : sample.tasks().get(bottleneck).name());
        json.add("resources", resources(sample.resources()));
        return json;
    }

    private static JsonObject whereabouts(Whereabouts whereabouts) {
        JsonObject json = new JsonObject();
        json.addProperty("lag", whereabouts.lag());
        json.addProperty("fetched", whereabouts.fetched());
        json.addProperty("inTasks", whereabouts.inTasks());
        json.addProperty("inExchanges", whereabouts.inExchanges());
        json.addProperty("inBatch", whereabouts.inBatch());
        json.addProperty("inSocket", whereabouts.inSocket());
        json.addProperty("inTransaction", whereabouts.inTransaction());
        json.addProperty("written", whereabouts.written());
        json.addProperty("filteredOut", whereabouts.filteredOut());
        return json;
    }

    private static JsonObject resources(Resources resources) {
        JsonObject json = new JsonObject();
        json.addProperty("networkMemoryBytes", resources.networkMemoryBytes());
        json.addProperty("kafkaDiskBytes", resources.kafkaDiskBytes());
        json.add("kafkaBytesPerSecond", number(resources.kafkaBytesPerSecond()));
        json.add("postgresBytesPerSecond", number(resources.postgresBytesPerSecond()));
        json.add("fsyncsPerSecond", number(resources.fsyncsPerSecond()));
        return json;
    }
}
