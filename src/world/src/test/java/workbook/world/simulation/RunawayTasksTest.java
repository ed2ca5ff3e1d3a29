package workbook.world.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import example.Waits;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.world.Runtime.TaskBody;
import workbook.world.simulation.SimulationFailure.Kind;

/** Tasks that never come back by themselves: no test hangs, and each is told what it did. */
@Timeout(60)
class RunawayTasksTest {

    private final Simulation simulation = new Simulation(Order.seeded(1), 100_000);
    private final Lock lock = simulation.lock("pool");
    private final AtomicBoolean done = new AtomicBoolean();

    @AfterEach
    void end() {
        done.set(true);
        simulation.close();
        await().untilAsserted(() -> assertThat(Watchdog.runaways()).isZero());
    }

    @Test
    void waitingOutsideTheSimulationCannotBeJudged() {
        simulation.start("map", Waits::onASemaphore);

        assertThatThrownBy(simulation::run).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("map waits in Semaphore.acquire() at Waits.onASemaphore, line ");
    }

    @Test
    void waitingForAMonitorThatAnotherTaskHoldsCannotBeJudged() {
        Object monitor = new Object();
        simulation.start("holder", () -> {
            synchronized (monitor) {
                simulation.sleep(10);
            }
        });
        simulation.start("waiter", () -> {
            simulation.sleep(5);
            Waits.forAMonitor(monitor);
        });

        assertThatThrownBy(simulation::run).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("waiter waits in a synchronized block at Waits.forAMonitor, line ");
    }

    @Test
    void pollingTheRealClockCannotBeJudged() {
        simulation.start("map", () -> Waits.bySleeping(done));

        assertThatThrownBy(simulation::run).isInstanceOf(CannotBeJudged.class)
                .hasMessageContaining("map waits in Thread.sleep() at Waits.bySleeping, line ");
    }

    @Test
    void computingWithoutEndIsSaidSo() {
        assertThat(failureOf("map", () -> Waits.bySpinning(done)))
                .extracting(SimulationFailure::kind).isEqualTo(Kind.ENDLESS);
    }

    @Test
    void lockingAgainAndAgainIsBusyWaiting() {
        SimulationFailure failure = failureOf("map", () -> Waits.byLockingAgainAndAgain(lock, done));

        assertThat(failure.kind()).isEqualTo(Kind.LIVELOCK);
        assertThat(failure).hasMessageContaining("map goes round and round")
                .hasMessageContaining("Waits.byLockingAgainAndAgain, line ");
    }

    @Test
    void soIsWaitingForANanosecondAtATime() {
        assertThat(failureOf("map", () -> Waits.onlyForANanosecond(lock, done)))
                .extracting(SimulationFailure::kind).isEqualTo(Kind.LIVELOCK);
    }

    @Test
    void soIsPollingForWhatNeverComes() {
        Simulation endless = new Simulation(Order.seeded(1), 1_000);
        endless.start("map", () -> {
            while (!done.get()) {
                endless.sleep(1_000_000_000);
            }
        });

        assertThatThrownBy(endless::run).isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("comes to no end");
    }

    @Test
    void aRunWithAnEndMayTakeAsManySteps() {
        Simulation long_ = new Simulation(Order.seeded(1), 1_000);
        long_.start("map", () -> {
            while (!done.get()) {
                long_.sleep(1_000_000_000);
            }
        });

        assertThat(long_.runUntil(200_000_000_000_000L)).as("somebody is left").isTrue();
        long_.close();
    }

    @Test
    void whoeverWaitsAgainAfterTheEndIsStopped() {
        simulation.start("stubborn", () -> Waits.stubbornly(lock));
        simulation.start("idler", () -> simulation.sleep(100));
        simulation.runUntil(10);

        simulation.close();
    }

    @Test
    void whoeverGoesOnAfterTheEndIsStopped() {
        SimulationFailure failure = failureOf("unending", () -> Waits.withoutEverWaiting(lock, done));

        assertThat(failure.kind()).isEqualTo(Kind.LIVELOCK);
    }

    @Test
    void aSlowTaskIsNotAccused() {
        simulation.start("slow", () -> {
            long until = System.nanoTime() + 700_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            Thread.sleep(100);
        });

        simulation.run();
    }

    private SimulationFailure failureOf(String name, TaskBody body) {
        simulation.start(name, body);
        return catchThrowableOfType(SimulationFailure.class, simulation::run);
    }
}
