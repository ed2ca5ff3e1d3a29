package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.testkit.ChapterTest;
import workbook.testkit.Explorer;
import workbook.testkit.Seeds;
import workbook.world.RealRuntime;
import workbook.world.Todo;

/** Small chapter tests, for the tests of the test kit to run. No build runs them by themselves: see their names. */
public final class Judged {

    private Judged() {
    }

    @ChapterTest
    public static class Various {

        @Test
        void right() {
            assertThat(Student.right()).isEqualTo(4);
        }

        @Test
        void wrong() {
            assertThat(Student.right()).as("two and two").isEqualTo(5);
        }

        @Test
        void toDo() {
            assertThat(Student.toDo()).isEqualTo(4);
        }

        @Test
        void toDoSwallowed() {
            assertThat(Student.swallowsTodo()).isEqualTo(4);
        }

        @Test
        void toDoExpectedToThrow() {
            assertThatThrownBy(Student::toDo).isInstanceOf(Throwable.class);
        }

        @Test
        void toDoInATask() {
            Explorer.explore(world -> {
                world.start("map", Student::swallowsTodo);
                return () -> { };
            });
        }

        @Test
        void blocked() throws InterruptedException {
            Student.blocks();
        }

        @Test
        void blockedThenToDo() {
            Student.blocksThenToDo();
        }

        @Test
        void blockedInATask() {
            Explorer.explore(world -> {
                world.start("map", Student::blocks);
                return () -> { };
            });
        }

        @Test
        void waitsForRealTasks() throws InterruptedException {
            try (RealRuntime runtime = new RealRuntime()) {
                CountDownLatch latch = new CountDownLatch(1);
                runtime.start("slow", () -> {
                    runtime.sleep(600_000_000);
                    latch.countDown();
                });
                latch.await();
            }
        }

        @Test
        void takesLongButGetsOn() {
            Seeds.forEachSeed(4, random -> spinFor(1_000));
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 5})
        void parameterized(int expected) throws InterruptedException {
            if (expected == 5) {
                Student.blocks();
            }
            assertThat(Student.right()).isEqualTo(expected);
        }

        private static void spinFor(long millis) {
            long until = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    @ChapterTest
    public static class WaitsOutOfSight {

        @RepeatedTest(4)
        @Tag("9.1")
        void blocks() throws InterruptedException {
            Student.blocks();
        }

        @Test
        @Tag("9.2")
        void right() {
            assertThat(Student.right()).isEqualTo(4);
        }
    }

    @ChapterTest
    public static class ToDoInTheConstructor {

        private final int four = Student.toDo();

        @Test
        void test() {
            assertThat(four).isEqualTo(4);
        }
    }

    @ChapterTest
    public static class BlockedBefore {

        @BeforeEach
        void before() throws InterruptedException {
            Student.blocks();
        }

        @Test
        void test() {
            assertThat(Student.right()).isEqualTo(4);
        }
    }

    @ChapterTest
    public static class ToDoSwallowedBefore {

        @BeforeEach
        void before() {
            Student.swallowsTodo();
        }

        @Test
        void test() {
            assertThat(Student.right()).isEqualTo(4);
        }
    }

    @ChapterTest
    public static class Endless {

        @RepeatedTest(3)
        void spins() {
            Student.spins();
        }
    }

    @ChapterTest
    public static class Ordered {

        @Test
        @Tag("see")
        void aTable() {
        }

        @Test
        @Tag("1.10")
        @DisplayName("the tenth")
        void tenth() {
        }

        @Test
        @Tag("1.2")
        void secondB() {
        }

        @Test
        @Tag("1.2")
        void secondA() {
            assertThat(Todo.reached()).isEmpty();
        }
    }
}
