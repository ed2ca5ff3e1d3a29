package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.report.RunComparison.Run;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.Summary;

class RunComparisonTest {

    private static final ScenarioRun RUN = MadeUpRun.underPressure();

    @Test
    @DisplayName("a column for each, and all is the same: nothing is said to differ")
    void same() {
        String text = told(RUN, RUN, RUN);

        assertThat(text).containsPattern("simulated +yours, real +Flink, real")
                .containsPattern("sink, rows/s +100.0 +100.0 +100.0")
                .containsPattern("records between tasks +15,663 +15,663 +15,663")
                .containsPattern("full: filter → sink +2.9 s +2.9 s +2.9 s")
                .containsPattern("filter map source +filter map source +filter map source")
                .containsPattern("sink +100 / 0, 0 / 0 +100 / 0, 0 / 0")
                .containsPattern("source +2 / 97, 1 / 0")
                .contains("The same within 5 %: the sink's rate")
                .contains("in the same order", "the same task")
                .doesNotContain("Until it is full", "Shares of time differ", "thread of its own", "shouldn't be");
    }

    @Test
    @DisplayName("Flink's consumer has fetched more: it is said how much, and why")
    void fetched() {
        assertThat(words(told(RUN, RUN, fetched(RUN, 1_995)))).contains("1,995 in Flink", "a thread of its own");
    }

    @Test
    @DisplayName("runs that ended before all was full can't be compared in that: it isn't said that one is wrong")
    void tooShort() {
        Summary s = RUN.summary();
        Map<String, OptionalDouble> full = new LinkedHashMap<>(s.secondsUntilFull());
        full.put("source → map", OptionalDouble.empty());
        ScenarioRun shorter = new ScenarioRun(RUN.settings(), RUN.samples(), new Summary(s.steadyFrom(),
                s.sinkRatePerSecond(), s.sourceRatePerSecond(), s.lagGrowthPerSecond(), s.lagPerPartition(), s.inFlight(),
                full, Optional.empty(), true, s.tasks()));

        assertThat(words(told(RUN, shorter, RUN))).contains("Give them more --seconds").doesNotContain("shouldn't be");
    }

    @Test
    @DisplayName("other rates, times and shares are each explained; another order or bottleneck shouldn't be")
    void differs() {
        Summary s = RUN.summary();
        Map<String, OptionalDouble> full = new LinkedHashMap<>(s.secondsUntilFull());
        full.put("filter → sink", OptionalDouble.of(9));
        Map<String, Summary.Task> tasks = new LinkedHashMap<>(s.tasks());
        tasks.put("map", new Summary.Task(200, 800, 0, 0, tasks.get("map").level()));
        ScenarioRun other = new ScenarioRun(RUN.settings(), RUN.samples(), new Summary(s.steadyFrom(), 80,
                s.sourceRatePerSecond(), s.lagGrowthPerSecond(), s.lagPerPartition(), 12_000, full, Optional.of("map"),
                true, tasks));

        assertThat(words(told(RUN, other, RUN))).contains("The sink's rate: the table's pace",
                "12,000 (yours, real)", "another order: that shouldn't be", "isn't the same task: that shouldn't be",
                "Until it is full", "Shares of time differ by more than 2 %: map.");
    }

    private static ScenarioRun fetched(ScenarioRun run, long fetched) {
        List<Sample> samples = run.samples().stream().map(sample -> {
            Whereabouts w = sample.whereabouts();
            return new Sample(sample.second(), sample.tasks(), sample.exchanges(), new Whereabouts(w.lag(), fetched,
                    w.inTasks(), w.inExchanges(), w.inBatch(), w.inSocket(), w.inTransaction(), w.written(),
                    w.filteredOut()), sample.produced(), sample.lagPerPartition(), sample.resources());
        }).toList();
        return new ScenarioRun(run.settings(), samples, run.summary());
    }

    private static String told(ScenarioRun simulated, ScenarioRun mine, ScenarioRun flink) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RunComparison(List.of(new Run("simulated", false, false, simulated),
                new Run("yours, real", false, true, mine), new Run("Flink, real", true, true, flink)),
                new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false)).tell();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Without line breaks. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
