package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import example.Student;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;

class ExplorerTest {

    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void clear() {
        System.clearProperty(Replay.PROPERTY);
        System.clearProperty(Explorer.PROPERTY);
        Todo.forget();
    }

    private final Explorer.Exploration wrong = world -> {
        runs.incrementAndGet();
        Student.Seat seat = new Student.Seat(world.lock("seat"));
        world.start("map", seat::takeWithoutLooking);
        world.start("filter", seat::takeWithoutLooking);
        return () -> assertThat(seat.taken()).as("who sits there").isEqualTo(1);
    };

    @Test
    void findsTheOrderThatIsWrongAndSaysWhich() {
        ReplayableFailure failure = catchThrowableOfType(ReplayableFailure.class, () -> Explorer.explore(wrong));

        assertThat(failure).hasMessageContaining("who sits there")
                .hasMessageContaining("It went wrong with order " + failure.name())
                .hasMessageContaining("-Dworkbook.replay=" + failure.name());
        assertThat(failure.name()).as("one preemption is enough").containsPattern("^\\d+\\.\\d+$");
    }

    @Test
    void runsOneOrderAgain() {
        String name = catchThrowableOfType(ReplayableFailure.class, () -> Explorer.explore(wrong)).name();
        runs.set(0);
        System.setProperty(Replay.PROPERTY, name);

        assertThatThrownBy(() -> Explorer.explore(wrong)).isInstanceOf(ReplayableFailure.class);

        assertThat(runs).hasValue(1);
    }

    private final Explorer.Exploration right = right("source", "map", "filter", "chain", "rebalance", "sink");

    private Explorer.Exploration right(String... names) {
        return world -> {
            runs.incrementAndGet();
            Student.Seat seat = new Student.Seat(world.lock("seat"));
            for (String name : names) {
                world.start(name, () -> {
                    seat.take();
                    seat.leave();
                });
            }
            return () -> assertThat(seat.taken()).isZero();
        };
    }

    @Test
    void triesAllOrdersOfWhatIsRight() {
        Explorer.explore(right);

        assertThat(runs).hasValue(Explorer.ORDERS);
    }

    @Test
    void triesNoneAtRandomWhereTheseWereAll() {
        Explorer.explore(right("map"));

        assertThat(runs).as("orders of a single task").hasValue(1);

        runs.set(0);
        Explorer.explore(right("map", "filter"));

        assertThat(runs).as("orders of two tasks that take a lock twice").hasValueBetween(6, 1_000);
    }

    @Test
    void triesFewerIfToldTo() {
        System.setProperty(Explorer.PROPERTY, "300");

        Explorer.explore(right);

        assertThat(runs).hasValue(300);
    }

    @Test
    void neverTriesMore() {
        System.setProperty(Explorer.PROPERTY, "1000000");

        Explorer.explore(right);

        assertThat(runs).hasValue(Explorer.ORDERS);
    }

    @Test
    void whatIsNoFailureSurfacesAsItIs() {
        assertThatThrownBy(() -> Explorer.explore(world -> {
            Student.toDo();
            return () -> { };
        })).isInstanceOf(Todo.class);
        assertThatThrownBy(() -> Explorer.explore(world -> {
            world.start("map", Student::toDo);
            return () -> { };
        })).isInstanceOf(Todo.class);
        assertThatThrownBy(() -> Explorer.explore(world -> {
            world.start("map", Student::blocks);
            return () -> { };
        })).isInstanceOf(CannotBeJudged.class);
    }
}
