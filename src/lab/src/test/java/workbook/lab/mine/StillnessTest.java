package workbook.lab.mine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.metrics.Whereabouts;

class StillnessTest {

    private final Stillness stillness = new Stillness();

    @Test
    @DisplayName("records that wait while none moves: it stands still, and since when")
    void still() {
        for (int look = 0; look <= 100; look++) {
            stillness.look(look / 10.0, records(1_000 + look, 7, 0, 500));
        }
        assertThat(stillness.seconds()).isEqualTo(10);
        assertThat(stillness.lag()).isEqualTo(1_100);

        stillness.look(10.1, records(1_100, 8, 0, 500));
        assertThat(stillness.seconds()).as("one was fetched").isZero();
    }

    @Test
    @DisplayName("who waits for the database has a reason to; so has who waits for records")
    void withReason() {
        for (int look = 0; look <= 100; look++) {
            stillness.look(look / 10.0, records(1_000, 7, 200, 500));
        }
        assertThat(stillness.seconds()).as("200 rows are in the database's hands").isZero();
        for (int look = 0; look <= 100; look++) {
            stillness.look(look / 10.0, records(0, 7, 0, 500));
        }
        assertThat(stillness.seconds()).as("nothing is there to fetch").isZero();
    }

    @Test
    @DisplayName("a machine that was asleep for a while says nothing about the pipeline")
    void asleep() {
        stillness.look(1, records(10, 7, 0, 500));
        stillness.look(1.1, records(10, 7, 0, 500));
        stillness.look(60, records(10, 7, 0, 500));
        assertThat(stillness.seconds()).isZero();
    }

    private static Whereabouts records(long lag, long fetched, long inTransaction, long written) {
        return new Whereabouts(lag, fetched, 0, 0, 0, 0, inTransaction, written, 0);
    }
}
