package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import example.Judged;
import example.Student;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;
import workbook.world.simulation.SimulationFailure;
import workbook.world.simulation.Watchdog;

class JudgeTest {

    @AfterEach
    void letThemGo() {
        System.setProperty(Student.STOP, "true");
        await().untilAsserted(() -> assertThat(Watchdog.runaways()).isZero());
        System.clearProperty(Student.STOP);
        Todo.forget();
    }

    @Test
    void tellsTheFourStatesApart() {
        Map<String, Optional<Throwable>> verdicts = run(Judged.Various.class);

        assertThat(verdicts.get("right()")).isEmpty();
        assertThat(verdicts.get("parameterized(int)[1]")).isEmpty();
        assertThat(verdicts.get("waitsForRealTasks()")).isEmpty();
        assertThat(verdicts.get("takesLongButGetsOn()")).isEmpty();
        assertThat(verdicts.get("wrong()").orElseThrow()).isInstanceOf(AssertionError.class)
                .hasMessageContaining("two and two");
        for (String toDo : List.of("toDo()", "toDoSwallowed()", "toDoExpectedToThrow()", "toDoInATask()")) {
            assertThat(verdicts.get(toDo).orElseThrow()).as(toDo).isInstanceOf(Todo.class).hasMessageContaining("1.4");
        }
        assertThat(verdicts.get("blocked()").orElseThrow()).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("blocked waits in CountDownLatch.await() at Student.blocks, line ");
        assertThat(verdicts.get("blockedInATask()").orElseThrow()).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("map waits in CountDownLatch.await() at Student.blocks, line ");
        assertThat(verdicts.get("parameterized(int)[2]").orElseThrow()).isInstanceOf(CannotBeJudged.class);
    }

    @Test
    void triesTwoTestsOfATaskThatCannotBeJudgedAndThenTheOtherTasks() {
        Map<String, Optional<Throwable>> verdicts = run(Judged.WaitsOutOfSight.class);

        assertThat(verdicts.get("blocks()[2]").orElseThrow()).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("CountDownLatch.await()");
        assertThat(verdicts.get("blocks()[3]").orElseThrow()).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("Not run: 2 tests before this one can't be judged");
        assertThat(verdicts.get("right()")).as("what came of another task's test").isEmpty();
    }

    @Test
    void looksAtWhatPreparesATestToo() {
        assertThat(run(Judged.ToDoInTheConstructor.class).get("test()").orElseThrow()).isInstanceOf(Todo.class);
        assertThat(run(Judged.ToDoSwallowedBefore.class).get("test()").orElseThrow()).isInstanceOf(Todo.class);
        assertThat(run(Judged.BlockedBefore.class).get("test()").orElseThrow()).isInstanceOf(CannotBeJudged.class);
    }

    @Test
    void givesUpOnAMachineThatIsBusyWithWhatNeverEnds() {
        Map<String, Optional<Throwable>> verdicts = run(Judged.Endless.class);

        for (String repetition : List.of("spins()[1]", "spins()[2]")) {
            assertThat(verdicts.get(repetition).orElseThrow()).as(repetition).isInstanceOf(SimulationFailure.class)
                    .hasMessageContaining("comes to no end: it is at Student.spins, line ");
        }
        assertThat(verdicts.get("spins()[3]").orElseThrow()).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("Not run");
    }

    @Test
    void runsTestsInTheOrderOfTheirTasks() {
        assertThat(run(Judged.Ordered.class).keySet())
                .containsExactly("secondA()", "secondB()", "tenth()", "aTable()");
    }

    /** What each test threw, in the order in which they ran. */
    private static Map<String, Optional<Throwable>> run(Class<?> tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(tests)).build();
        Map<String, Optional<Throwable>> verdicts = new LinkedHashMap<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    verdicts.put(name(test), result.getThrowable());
                }
            }
        });
        return verdicts;
    }

    private static String name(TestIdentifier test) {
        List<String> parts = new ArrayList<>();
        test.getUniqueIdObject().getSegments().stream().skip(2).forEach(segment -> parts.add(segment.getValue()));
        return String.join("", parts).replaceAll("#(\\d+)", "[$1]");
    }
}
