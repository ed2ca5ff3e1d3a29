package workbook.testkit.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import example.Memory;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.testkit.Explorer;
import workbook.world.Todo;
import workbook.world.simulation.CannotBeJudged;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.SimulationFailure;

class InstrumentationTest {

    @AfterEach
    void forget() {
        Todo.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FieldWithoutLock", "StaticFieldWithoutLock", "ReadWithoutLock", "ArrayWithoutLock",
        "CollectionWithoutLock", "MapWithoutLock"})
    void findsRaces(String name) {
        Throwable thrown = catchThrowable(() -> explore(name));

        assertThat(thrown).hasMessageContaining("Nothing puts these two in an order")
                .hasMessageContaining("Memory." + name + ".run, line ")
                .hasMessageContaining("\n  a ").hasMessageContaining("\n  b ");
        assertThat(thrown).rootCause().isInstanceOfSatisfying(SimulationFailure.class,
                failure -> assertThat(failure.kind()).isEqualTo(SimulationFailure.Kind.RACE));
    }

    @Test
    void aRaceIsToldByTheStudentsOwnNames() {
        assertThatThrownBy(() -> explore("CollectionWithoutLock"))
                .hasMessageContaining("changes what is in its Deque").hasMessageContaining("reads what is in its Deque");
        assertThatThrownBy(() -> explore("ReadWithoutLock"))
                .hasMessageContaining("changes Memory.ReadWithoutLock.closed at")
                .hasMessageContaining("reads Memory.ReadWithoutLock.closed at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CheckThenActOnAnAtomic", "CheckThenActOnAConcurrentMap"})
    void findsCheckThenAct(String name) {
        assertThatThrownBy(() -> explore(name)).hasMessageContaining("one of them took it");
    }

    @Test
    void findsAVolatileThatIsIncremented() {
        assertThatThrownBy(() -> explore("IncrementedVolatile")).hasMessageContaining("both counted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GuardedByTheLock", "HandedOverUnderTheLock", "HandedOverByAVolatile",
        "HandedOverByAConcurrentQueue", "DifferentElementsOfAnArray", "FinalFieldsAndReading", "Atomics"})
    void findsNothingWrongWithWhatIsRight(String name) throws Exception {
        explore(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SynchronizedBlock", "SynchronizedMethod", "Sleeping", "ALockOfItsOwn", "ASemaphore",
        "ABlockingQueue", "AThread"})
    void whatCannotBeSeenCannotBeJudged(String name) {
        assertThatThrownBy(() -> explore(name)).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("Memory." + name + ".run, line ")
                .hasMessageContaining("All waiting and mutual exclusion goes through the Lock you were given");
    }

    @Test
    void aConditionIsCalledByItsField() {
        assertThatThrownBy(() -> {
            try (Simulation world = new Simulation(Order.seeded(1))) {
                instrumented("Waits", world);
                world.run();
            }
        }).hasMessageContaining("waits on 'lock.changed'");
    }

    private static void explore(String name) throws Exception {
        Explorer.explore(world -> instrumented(name, world));
    }

    private static Explorer.Check instrumented(String name, Simulation world) throws Exception {
        String prefix = Memory.class.getName();
        ClassLoader loader = new InstrumentingLoader(Memory.class.getClassLoader(), type -> type.startsWith(prefix),
                type -> true);
        Class<?> type = loader.loadClass(prefix + "$" + name);
        Method explored = type.getMethod("explored", Simulation.class);
        return (Explorer.Check) explored.invoke(type.getConstructor().newInstance(), world);
    }
}
