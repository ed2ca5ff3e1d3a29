package backpressure.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;

/** See: the pipeline beside real Flink. */
@ChapterTest
class AgreementShow {

    @Test
    @Tag("see")
    @DisplayName("this pipeline and real Flink 2.2.1, side by side")
    void sideBySide() {
        System.out.println("1,000 records/s in, 100/s out   records in flight   output full after (s)");
        System.out.println("network  record            Flink    here     off    filter / map / source");
        for (AgreementTest.Measured measured : AgreementTest.Measured.ALL) {
            double here = measured.run().summary().inFlight();
            List<Double> full = new ArrayList<>(measured.secondsUntilFull().values());
            print("%-8s %5d B          %,7d %,7.0f  %+5.1f %%", measured.network().toString().toLowerCase(Locale.ROOT),
                    measured.recordBytes(), measured.inFlight(), here, 100 * (here / measured.inFlight() - 1));
            print("%42s Flink  %4.1f / %4.1f / %4.1f", "", measured.filter(), measured.map(), measured.source());
            print("%42s here   %4.1f / %4.1f / %4.1f", "", full.get(0), full.get(1), full.get(2));
        }
        System.out.println("Flink's times: a coarse gauge's, with half-empty buffers flushed on the way.");
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
