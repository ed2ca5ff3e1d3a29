package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import backpressure.buffers.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.operator.Filter;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class PropagationShow {

    private static final int RECORD_BYTES = 113;   // 100, and 13 of header
    private static final int ROOM = 2_521;
    private static final int WIDTH = 55;
    private static final int STEP_MILLIS = 200;
    private static final int COLUMNS_PER_TWO_SECONDS = 2_000 / STEP_MILLIS;

    @Test
    @Tag("see")
    @DisplayName("the staircase: what four tasks do while pressure climbs to the source")
    void showsTheStaircase() {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            Operator map = Operators.slowed(Operators.map(record -> record), MILLI / 4, world);
            Operator filter = Operators.slowed(new Filter(record -> true), MILLI / 5, world);
            Operator sink = Operators.slowed((record, output) -> { }, 10 * MILLI, world);
            TestChain chain = new TestChain(world, 1_000, RECORD_BYTES,
                    name -> TestExchange.local(world, name, 10, Buffer.DEFAULT_SIZE))
                    .then("map", map).then("filter", filter).thenSink("sink", sink);
            chain.start(Long.MAX_VALUE);

            List<List<TaskReading>> readings = new ArrayList<>();
            Map<String, Double> turned = new LinkedHashMap<>();
            for (int millis = 10; millis <= WIDTH * STEP_MILLIS; millis += 10) {
                world.runUntil(millis * MILLI);
                for (int task = 0; task < chain.names.size(); task++) {
                    if (chain.backpressuredNanos(task) > 0) {
                        turned.putIfAbsent(chain.names.get(task), millis / 1_000.0);
                    }
                }
                if (millis % STEP_MILLIS == 0) {
                    readings.add(chain.read());
                }
            }
            print(chain.names, readings);
            line("");
            line("  predicted: %s", told(predicted(chain.names)));
            line("  measured:  %s", told(turned));

            assertThat(Diagnosis.bottleneck(readings.get(WIDTH - 1)).map(String::toString))
                    .as("the bottleneck, in the last column").contains("sink");
        }
    }

    private static void print(List<String> names, List<List<TaskReading>> readings) {
        line("1,000 records/s, a sink that manages 100/s; local, 10 buffers of 32 KiB each");
        line("");
        for (int task = 0; task < names.size(); task++) {
            StringBuilder bar = new StringBuilder();
            for (List<TaskReading> reading : readings) {
                bar.append(sign(reading.get(task).shares()));
            }
            line("  %-7s |%s|", names.get(task), bar);
        }
        StringBuilder axis = new StringBuilder();
        StringBuilder seconds = new StringBuilder();
        for (int second = 0; second <= 10; second += 2) {
            axis.append(String.format("%-" + COLUMNS_PER_TWO_SECONDS + "s", "+"));
            seconds.append(String.format("%-" + COLUMNS_PER_TWO_SECONDS + "s", second + " s"));
        }
        line("  %7s  %s", "", axis);
        line("  %7s  %s", "", seconds);
        line("  . mostly idle   # mostly busy   = mostly backpressured");
        line("");
        line("  busy/backpressured/idle, in ms of every second");
        line("             %-15s %-15s %-15s %-15s", names.toArray());
        for (int second = 2; second <= 10; second += 2) {
            int end = second * 1_000 / STEP_MILLIS;
            List<List<TaskReading>> span = readings.subList(end - COLUMNS_PER_TWO_SECONDS, end);
            line("  %3d-%2d s    %-15s %-15s %-15s %-15s", second - 2, second,
                    average(span, 0), average(span, 1), average(span, 2), average(span, 3));
        }
    }

    private static Map<String, Double> predicted(List<String> names) {
        Map<String, Double> predicted = new LinkedHashMap<>();
        for (String task : Prediction.turnBackpressured(names, "sink")) {
            predicted.put(task, Prediction.secondsUntilBackpressured(predicted.size() + 1, ROOM, 1_000, 100));
        }
        return predicted;
    }

    private static String told(Map<String, Double> turns) {
        return turns.entrySet().stream()
                .map(turn -> String.format(Locale.ROOT, "%s after %.1f s", turn.getKey(), turn.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static char sign(TimeShares shares) {
        if (shares.backpressured() > 500) {
            return '=';
        }
        return shares.busy() > 500 ? '#' : '.';
    }

    private static String average(List<List<TaskReading>> span, int task) {
        List<TimeShares> shares = span.stream().map(readings -> readings.get(task).shares()).toList();
        return whole(average(shares, TimeShares::busy), average(shares, TimeShares::backpressured),
                average(shares, TimeShares::idle));
    }

    /** Rounded so that they still add up to 1,000: what is left goes to the largest fractions. */
    private static String whole(double... shares) {
        long[] whole = Arrays.stream(shares).mapToLong(share -> (long) share).toArray();
        for (long left = 1_000 - Arrays.stream(whole).sum(); left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < shares.length; i++) {
                largest = shares[i] - whole[i] > shares[largest] - whole[largest] ? i : largest;
            }
            whole[largest]++;
        }
        return Arrays.stream(whole).mapToObj(Long::toString).collect(Collectors.joining("/"));
    }

    private static double average(List<TimeShares> shares, ToDoubleFunction<TimeShares> share) {
        return shares.stream().mapToDouble(share).average().orElseThrow();
    }

    private static void line(String format, Object... arguments) {
        String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
        assertThat(line.length()).as("columns of \"%s\"", line).isLessThanOrEqualTo(80);
        System.out.println(line.stripTrailing());
    }
}
