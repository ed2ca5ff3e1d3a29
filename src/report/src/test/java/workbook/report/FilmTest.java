package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

class FilmTest {

    @Test
    @DisplayName("ten minutes are over in less than twenty seconds, none of which goes back")
    void tenMinutes() {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 600, 200);
        List<Shot> film = Film.of(run);

        assertThat(film.stream().mapToLong(Shot::millis).sum()).isBetween(8_000L, 20_000L);
        assertThat(film).extracting(Shot::sample).isSorted().startsWith(0).endsWith(600);
        assertThat(film).extracting(Shot::millis).allMatch(millis -> millis >= 40);
    }

    @Test
    @DisplayName("each turn is held for more than a second, and says what turns")
    void turns() {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);

        List<Shot> turns = Film.of(run).stream().filter(Shot::isTurn).toList();
        assertThat(turns).extracting(Shot::sample).containsExactly(1, 5, 10, 15, 16, 40, 63);
        assertThat(turns).extracting(Shot::millis).allMatch(millis -> millis > 1_000);
        assertThat(turns.get(2).words(80)).isEqualTo("pressure reaches map. map has no free buffer left, and waits.");
        assertThat(turns.get(2).words(40)).isEqualTo("pressure reaches map");
    }

    @Test
    @DisplayName("a run of a second, or one in which nothing turns, is shown, too")
    void shortRuns() {
        assertThat(Film.of(PipeRun.of(List.of("sink"), 1))).extracting(Shot::sample).startsWith(0).endsWith(1);
        assertThat(Film.of(MadeUpRun.stillFilling())).noneMatch(Shot::isTurn).extracting(Shot::sample).endsWith(20);
        assertThat(Film.of(new PipeRun(MadeUpRun.TASKS, ScenarioSettings.defaults().withSeconds(9).withTotalRecords(0),
                true).run())).noneMatch(Shot::isTurn);
    }
}
