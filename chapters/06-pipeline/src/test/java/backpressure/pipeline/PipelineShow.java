package backpressure.pipeline;

import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/** See: what rises under pressure, and what falls. */
@ChapterTest
class PipelineShow {

    @Test
    @Tag("see")
    @DisplayName("what rises and what falls, before, under and after pressure")
    void whatRisesAndWhatFalls() {
        ScenarioRun run = EndToEndTest.run(ScenarioSettings.defaults()
                .withSeconds(100).withMapMicros(200).withFilterMicros(100).withRecovery(60, 3_000));
        System.out.println("                                     full speed   under pressure   catching up");
        System.out.println("                                        (2-4 s)       (30-60 s)      (70-80 s)");
        row(run, "map works", "ms/s", sample -> sample.tasks().get(1).shares().busy());
        row(run, "filter works", "ms/s", sample -> sample.tasks().get(2).shares().busy());
        row(run, "sink works, or waits for Postgres", "ms/s", sample -> sample.tasks().get(3).shares().busy());
        row(run, "network buffers in memory", "KiB", sample -> sample.resources().networkMemoryBytes() / 1024.0);
        row(run, "Kafka's backlog on disk", "KB", sample -> sample.resources().kafkaDiskBytes() / 1000.0);
        row(run, "from Kafka", "KB/s", sample -> sample.resources().kafkaBytesPerSecond() / 1000);
        row(run, "to Postgres", "KB/s", sample -> sample.resources().postgresBytesPerSecond() / 1000);
        row(run, "fsyncs of Postgres' WAL", "per s", sample -> sample.resources().fsyncsPerSecond());
    }

    private static void row(ScenarioRun run, String what, String unit, Function<Sample, Double> value) {
        System.out.println(String.format(Locale.ROOT, "%-33s %-5s %9.1f %16.1f %13.1f", what, unit,
                average(run, 2, 4, value), average(run, 30, 60, value), average(run, 70, 80, value)));
    }

    private static double average(ScenarioRun run, int from, int to, Function<Sample, Double> value) {
        return run.samples().subList(from, to).stream().mapToDouble(value::apply).average().orElseThrow();
    }
}
