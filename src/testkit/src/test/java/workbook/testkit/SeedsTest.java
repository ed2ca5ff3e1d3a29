package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Todo;

class SeedsTest {

    private final List<Integer> drawn = new ArrayList<>();

    @AfterEach
    void clear() {
        System.clearProperty(Replay.PROPERTY);
        Todo.forget();
    }

    @Test
    void drawsTheSameEachTime() {
        Seeds.forEachSeed(5, random -> drawn.add(random.nextInt()));
        List<Integer> before = List.copyOf(drawn);
        drawn.clear();
        Seeds.forEachSeed(5, random -> drawn.add(random.nextInt()));

        assertThat(drawn).hasSize(5).doesNotHaveDuplicates().isEqualTo(before);
    }

    @Test
    void saysWhichSeedFailedAndStopsThere() {
        assertThatThrownBy(() -> Seeds.forEachSeed(5, random -> {
            drawn.add(random.nextInt());
            assertThat(drawn).as("drawn").hasSizeLessThan(3);
        })).isInstanceOf(ReplayableFailure.class)
                .hasMessageContaining("drawn").hasMessageContaining("It went wrong with seed 3");
        assertThat(drawn).hasSize(3);
    }

    @Test
    void anExceptionIsTold() {
        assertThatThrownBy(() -> Seeds.forEachSeed(5, random -> {
            throw new IllegalStateException("closed");
        })).isInstanceOf(ReplayableFailure.class).hasMessageContaining("IllegalStateException: closed")
                .hasMessageContaining("seed 1");
    }

    @Test
    void runsOneSeedAgain() {
        Seeds.forEachSeed(3, random -> drawn.add(random.nextInt()));
        int third = drawn.get(2);
        drawn.clear();
        System.setProperty(Replay.PROPERTY, "3");

        Seeds.forEachSeed(5, random -> drawn.add(random.nextInt()));

        assertThat(drawn).containsExactly(third);
    }

    @Test
    void whatIsToDoSurfacesAsItIs() {
        assertThatThrownBy(() -> Seeds.forEachSeed(5, random -> {
            throw new Todo("1.1");
        })).isInstanceOf(Todo.class);
    }
}
