package backpressure.blockonemit;

import static org.assertj.core.api.Assertions.assertThat;
import static workbook.testkit.Explorer.explore;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;

@ChapterTest
class TimerGaugeTest {

    @Test
    @Tag("3.6")
    @DisplayName("a gauge adds up the times between start and end, and no others")
    void addsUp() {
        explore(world -> {
            TimerGauge gauge = new TimerGauge(world.lock("exchange"), world.clock());
            world.start("map", () -> {
                world.sleep(7);
                gauge.markStart();
                world.sleep(100);
                gauge.markEnd();
                world.sleep(7);
                gauge.markStart();
                world.sleep(20);
                gauge.markEnd();
                world.sleep(7);
            });
            return () -> assertThat(gauge.nanos())
                    .as("7 ns outside, 100 ns inside, 7 outside, 20 inside, 7 outside")
                    .isEqualTo(120);
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("time in a state that hasn't ended counts already, and counts once")
    void countsWhatIsGoingOn() {
        explore(world -> {
            TimerGauge gauge = new TimerGauge(world.lock("exchange"), world.clock());
            world.start("map", () -> {
                gauge.markStart();
                world.sleep(100);
                gauge.markEnd();
                gauge.markStart();
                world.sleep(1_000);
                gauge.markEnd();
            });
            world.start("metrics", () -> {
                world.sleep(50);
                assertThat(gauge.nanos()).as("nanos(), 50 ns into a state that began at 0 and goes on").isEqualTo(50);
                world.sleep(350);
                assertThat(gauge.nanos()).as("nanos(), after 100 ns in the state, 300 ns into it again").isEqualTo(400);
                assertThat(gauge.nanos()).as("the same, asked again at the same time").isEqualTo(400);
            });
            return () -> assertThat(gauge.nanos()).as("in the end").isEqualTo(1_100);
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("whoever asks at the very moment in which the state begins or ends is told the right time")
    void countsOnceWhenItEnds() {
        explore(world -> {
            TimerGauge gauge = new TimerGauge(world.lock("exchange"), world.clock());
            world.start("map", () -> {
                world.sleep(30);
                gauge.markStart();
                world.sleep(100);
                gauge.markEnd();
            });
            world.start("metrics", () -> {
                world.sleep(30);
                assertThat(gauge.nanos()).as("nanos() at 30 ns, when the state just begins, or will at once").isZero();
                world.sleep(100);
                assertThat(gauge.nanos())
                        .as("nanos() at 130 ns, when a state that began at 30 ns just ends, or will at once")
                        .isEqualTo(100);
            });
            return () -> assertThat(gauge.nanos()).as("in the end").isEqualTo(100);
        });
    }

    @Test
    @Tag("3.6")
    @DisplayName("a second markStart() changes nothing, nor does a markEnd() while the state isn't going on")
    void ignoresWhatIsNoChange() {
        explore(world -> {
            TimerGauge gauge = new TimerGauge(world.lock("exchange"), world.clock());
            world.start("map", () -> {
                gauge.markEnd();
                world.sleep(5);
                assertThat(gauge.nanos()).as("nanos(), 5 ns after a markEnd() without a markStart()").isZero();
                gauge.markStart();
                world.sleep(10);
                gauge.markStart();
                world.sleep(10);
                gauge.markEnd();
                world.sleep(5);
                gauge.markEnd();
            });
            return () -> assertThat(gauge.nanos())
                    .as("nanos() after markStart, 10 ns, markStart again, 10 ns, markEnd, 5 ns, markEnd again")
                    .isEqualTo(20);
        });
    }
}
