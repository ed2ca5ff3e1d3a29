package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

class RemedyTableTest {

    @Test
    @DisplayName("predicted beside measured, group by group, no line longer than a terminal's")
    void table() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RemedyTable table = new RemedyTable(
                new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), true, false));
        table.add("Slow commits", "row by row", run(99, 901, 1_824), OptionalDouble.empty(), run(80.4, 919.6, 1_812),
                OptionalDouble.empty());
        table.add("Slow rows", "row by row", run(100, 900, 1_824), OptionalDouble.of(18.24), run(100, 900, 1_812),
                OptionalDouble.of(18.1));
        table.add("Slow rows", "unaligned, rebalance", run(100, 900, 15_661), OptionalDouble.of(0),
                run(100, 900, 15_812), OptionalDouble.empty());
        table.tell();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().skip(1)).allMatch(line -> line.length() < 80)
                .containsExactly(
                        "                         sink, rows/s  lag growth/s between tasks checkpoint, s",
                        "                         pred.   real  pred.   real  pred.   real  pred.   real",
                        " Slow commits",
                        "  row by row                99     80   +901   +920  1,824  1,812",
                        " Slow rows",
                        "  row by row               100    100   +900   +900  1,824  1,812   18.2   18.1",
                        "  unaligned, rebalance     100    100   +900   +900 15,661 15,812    0.0   none",
                        "");
    }

    private static ScenarioRun run(double sinkRate, double lagGrowth, double inFlight) {
        return new ScenarioRun(ScenarioSettings.defaults(), List.of(), new Summary(OptionalDouble.of(1), sinkRate,
                sinkRate, lagGrowth, List.of(), inFlight, Map.of(), Optional.of("sink"), true, Map.of()));
    }
}
