package backpressure.pipeline;

import static backpressure.pipeline.TestText.tenths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.scenario.Network;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

@ChapterTest
class ForecastTest {

    @Test
    @Tag("6.5")
    @DisplayName("the default scenario, worked out by hand")
    void workedOutByHand() {
        Forecast remote = new Forecast(ScenarioSettings.defaults());
        assertThat(remote.recordsInFlight())
                .as("remote: 3 exchanges of 19 buffers of 280 records, and one record").isEqualTo(15_963);
        assertThat(remote.lagGrowthPerSecond()).as("1,000/s in, 100/s out").isEqualTo(900);
        assertThat(remote.secondsUntilLag().orElseThrow())
                .as("until 15,963 records and a batch of 200 have piled up, at 900/s")
                .isCloseTo(17.96, within(0.01));
        assertThat(remote.lagAt(10)).as("lag at second 10").isZero();
        assertThat(remote.lagAt(120)).as("lag at second 120: 900/s since second 17.96").isCloseTo(91_837, within(1.0));
        assertThat(remote.lagOfEachPartitionAt(120))
                .as("the same, of each of 3 partitions").isCloseTo(30_612, within(1.0));
        assertThat(remote.secondsToCatchUp(120, 3_000).orElseThrow()).as("91,837 records at 3,000 − 1,000 per second")
                .isCloseTo(45.92, within(0.01));
        assertThat(remote.secondsToCatchUp(120, 1_000)).as("at 1,000 − 1,000 per second: never").isEmpty();

        Forecast local = new Forecast(ScenarioSettings.defaults().withNetwork(Network.LOCAL));
        assertThat(local.recordsInFlight())
                .as("local: 3 exchanges of 9 buffers of 280 records, and one record").isEqualTo(7_563);
    }

    @Test
    @Tag("6.5")
    @DisplayName("with 3 exclusive and 4 floating buffers instead of 2 and 8, worked out by hand")
    void otherBuffers() {
        ScenarioSettings settings = ScenarioSettings.defaults().withExclusiveBuffers(3).withFloatingBuffers(4);
        assertThat(new Forecast(settings).recordsInFlight())
                .as("remote: 3 exchanges of 7 − 1 + 7 = 13 buffers of 280 records, and one record").isEqualTo(10_923);
        assertThat(new Forecast(settings.withNetwork(Network.LOCAL)).recordsInFlight())
                .as("local: 3 exchanges of 7 − 1 = 6 buffers of 280 records, and one record").isEqualTo(5_043);
    }

    @Test
    @Tag("6.5")
    @DisplayName("a sink that is fast enough: no lag, ever")
    void noLag() {
        for (long out : new long[] {100, 400}) {
            Forecast forecast = new Forecast(ScenarioSettings.defaults().withInPerSecond(100).withOutPerSecond(out));
            assertThat(forecast.secondsUntilLag()).as("100/s in, %s/s out: when lag starts", out).isEmpty();
            assertThat(forecast.lagGrowthPerSecond()).as("by how much it grows").isZero();
            assertThat(forecast.lagAt(1_000)).as("lag at second 1,000").isZero();
        }
    }

    @Test
    @Tag("6.5")
    @DisplayName("a lag of 0 is gone in 0 seconds, however slow the database is, as chapter 05 says")
    void nothingToCatchUpWith() {
        Forecast forecast = new Forecast(ScenarioSettings.defaults());
        for (double out : new double[] {500, 2_000}) {
            OptionalDouble seconds = forecast.secondsToCatchUp(10, out);
            assertThat(seconds).as("secondsToCatchUp(10, %.0f): at second 10 there is no lag yet", out).isPresent();
            assertThat(seconds.getAsDouble()).as("secondsToCatchUp(10, %.0f): at second 10 there is no lag yet", out).isZero();
        }
    }

    @Test
    @Tag("6.5")
    @DisplayName("the lag to catch up with is rounded to whole records, not cut")
    void theLagIsRounded() {
        Forecast forecast = new Forecast(ScenarioSettings.defaults());
        assertThat(forecast.secondsToCatchUp(20.0007, 1_001).orElseThrow())
                .as("secondsToCatchUp(20.0007, 1,001): a lag of 900 × 20.0007 − 16,163 = 1,837.63, so 1,838 records, at"
                        + " 1,001 − 1,000 per second").isCloseTo(1_838, within(1e-6));
        assertThat(forecast.secondsToCatchUp(20.0003, 1_001).orElseThrow())
                .as("secondsToCatchUp(20.0003, 1,001): a lag of 900 × 20.0003 − 16,163 = 1,837.27, so 1,837 records, at"
                        + " 1,001 − 1,000 per second").isCloseTo(1_837, within(1e-6));
    }

    @Test
    @Tag("6.5")
    @DisplayName("predict, then run: what was forecast is what the run shows, whatever the numbers")
    void theRunIsTheJudge() {
        Seeds.forEachSeed(4, random -> {
            ScenarioSettings settings = EndToEndTest.drawn(random).withoutBufferTimeout().withSeconds(150);
            Forecast forecast = new Forecast(settings);
            ScenarioRun run = EndToEndTest.run(settings);
            String numbers = EndToEndTest.describe(settings);

            assertThat(forecast.lagGrowthPerSecond()).as("records per second that the lag grows by, forecast; %s", numbers)
                    .isEqualTo(settings.inPerSecond() - settings.outPerSecond());

            double inFlight = tenths(run.summary().inFlight());
            assertThat((double) forecast.recordsInFlight()).as("records in flight, forecast; the run shows %s; %s",
                    inFlight, numbers).isCloseTo(inFlight, within(tenths(0.06 * inFlight)));

            double lagStarted = run.samples().stream().filter(sample -> sample.whereabouts().lag() > 1)
                    .mapToDouble(Sample::second).findFirst().orElseThrow();
            double forecastStart = forecast.secondsUntilLag().orElseThrow();
            assertThat(tenths(forecastStart))
                    .as("seconds until lag starts, forecast; in the run it has started by %s; %s", lagStarted, numbers)
                    .isCloseTo(lagStarted, within(tenths(1.5 + 0.05 * lagStarted)));

            double lag = run.at(150).whereabouts().lag();
            double atHand = settings.maxPollRecords() + settings.batchRows() + 0.05 * forecast.recordsInFlight();
            assertThat(tenths(forecast.lagAt(150))).as("lag at second 150, forecast; the run shows %s; %s", lag, numbers)
                    .isCloseTo(lag, within(tenths(atHand + 0.02 * lag)));
            double lagOfOne = run.at(150).lagPerPartition().get(0);
            assertThat(tenths(forecast.lagOfEachPartitionAt(150)))
                    .as("lag of a partition then, forecast; the run shows %s; %s", lagOfOne, numbers)
                    .isCloseTo(lagOfOne, within(tenths(atHand + 0.02 * lagOfOne)));
        });
    }

    @Test
    @Tag("6.5")
    @DisplayName("predict, then run: the time to catch up after the sink became faster")
    void catchingUp() {
        ScenarioSettings settings = ScenarioSettings.defaults().withSeconds(120).withRecovery(60, 2_000);
        OptionalDouble forecast = new Forecast(settings).secondsToCatchUp(60, 2_000);
        ScenarioRun run = EndToEndTest.run(settings);
        double caughtUp = run.samples().stream()
                .filter(sample -> sample.second() > 60 && sample.whereabouts().lag() <= 1)
                .mapToDouble(Sample::second).findFirst().orElseThrow();
        assertThat(tenths(forecast.orElseThrow()))
                .as("seconds to catch up, forecast; in the run the lag is gone %s s after second 60",
                caughtUp - 60).isCloseTo(caughtUp - 60, within(2.0));
    }
}
