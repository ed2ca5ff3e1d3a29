package backpressure.pipeline;

import backpressure.pipeline.AgreementTest.Measured;
import backpressure.propagation.Prediction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.Summary;

/** See: the pipeline beside real Flink. */
@ChapterTest
class AgreementShow {

    @Test
    @Tag("see")
    @DisplayName("this pipeline and real Flink 2.2.1, side by side")
    void sideBySide() {
        System.out.println("1,000 records/s in, 100 rows/s out, four tasks, row by row, no flusher");
        System.out.println();
        recordsInFlight();
        System.out.println();
        secondsUntilFull();
        System.out.println();
        steadyShares();
        System.out.println();
        rates();
    }

    private static void recordsInFlight() {
        System.out.println("                 records in flight              in each exchange");
        System.out.println("                  Flink    here     off          Flink    here     off");
        for (Measured measured : Measured.ALL) {
            double here = measured.run().summary().inFlight();
            print("%-15s %,7d %,7.0f  %+5.1f %%        %,7d %,7.0f  %+5.1f %%", measured.name(), measured.inFlight(), here,
                    percentOff(here, measured.inFlight()), measured.perExchange(), here / 3,
                    percentOff(here / 3, measured.perExchange()));
        }
    }

    private static void secondsUntilFull() {
        System.out.println("                 seconds until the output of filter / map / source is full");
        System.out.println("                 Flink (a coarse gauge)         here     here - Flink   room ÷ excess");
        for (Measured measured : Measured.ALL) {
            List<Double> flink = List.of(measured.filter(), measured.map(), measured.source());
            List<Double> here = new ArrayList<>(measured.secondsUntilFull().values());
            List<Double> off = IntStream.range(0, 3).mapToObj(i -> here.get(i) - flink.get(i)).toList();
            List<Double> room = IntStream.rangeClosed(1, 3).mapToObj(exchanges ->
                    Prediction.secondsUntilBackpressured(exchanges, measured.room(), 1_000, 100)).toList();
            print("%-15s %15s %15s %16s %15s", measured.name(), row("%.1f", flink), row("%.1f", here), row("%+.1f", off),
                    row("%.1f", room));
        }
    }

    private static void steadyShares() {
        System.out.println("                 steady: % backpressured (soft + hard) / busy / idle");
        System.out.println("                 source          map             filter          sink");
        print("%-15s  %-15s %-15s %-15s %s", "Flink, all four", "97-100/0-2/0", "97-100/0-2/0", "97-100/0-2/0", "0/99.7-100/0");
        for (Measured measured : Measured.ALL) {
            print("%-15s  %s", measured.name(), measured.run().summary().tasks().values().stream()
                    .map(AgreementShow::shares).collect(Collectors.joining()));
        }
    }

    private static void rates() {
        System.out.println("                 rows/s written     backlog grows by     a burst of the source");
        print("%-15s  %-18s %-20s %s", "Flink, all four", "99.7-100", "897-900/s", "280 or 32 records");
        for (Measured measured : Measured.ALL) {
            ScenarioRun run = measured.run();
            print("%-15s  %-18.1f %-20s %d records", measured.name(), run.summary().sinkRatePerSecond(),
                    format("%.1f/s", run.summary().lagGrowthPerSecond()), burst(run));
        }
    }

    /** The largest number of records that whatever the source hands on in a second is a multiple of. */
    private static long burst(ScenarioRun run) {
        return LongStream.rangeClosed(61, 120)
                .map(second -> run.at(second).tasks().get(0).recordsOut() - run.at(second - 1).tasks().get(0).recordsOut())
                .reduce(0, (a, b) -> BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValue());
    }

    private static String shares(Summary.Task task) {
        return format("%-16s", format("%.0f+%.0f/%.0f/%.0f", task.softBackpressured() / 10, task.hardBackpressured() / 10,
                task.busy() / 10, task.idle() / 10));
    }

    private static double percentOff(double here, double measured) {
        return 100 * (here / measured - 1);
    }

    private static String row(String format, List<Double> values) {
        DoubleFunction<String> cell = value -> format(format, value);
        return values.stream().map(cell::apply).collect(Collectors.joining("/"));
    }

    private static void print(String format, Object... arguments) {
        System.out.println(format(format, arguments).stripTrailing());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
