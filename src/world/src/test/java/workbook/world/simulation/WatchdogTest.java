package workbook.world.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import example.Waits;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {

    private final AtomicBoolean done = new AtomicBoolean();
    private final Object monitor = new Object();

    @AfterEach
    void end() {
        done.set(true);
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Test
    void aThreadThatIsBlockedForGoodIsFound() {
        assertThat(watch(start(() -> Waits.forANotification(monitor), true), 200, false))
                .containsInstanceOf(CannotBeJudged.class);
    }

    @Test
    void aThreadThatOthersMayWakeIsLeftAlone() {
        assertThat(watch(start(() -> Waits.forANotification(monitor), true), 100, true)).isEmpty();
    }

    @Test
    void aThreadIsLeftAloneWhileWhoeverHoldsItUpGetsOn() {
        start(() -> {
            synchronized (monitor) {
                Waits.bySpinning(done);
            }
        }, false);

        assertThat(watch(start(() -> Waits.forAMonitor(monitor), true), 100, false)).isEmpty();
    }

    @Test
    void aPauseOfTheWholeMachineIsNoMoreThanOneLook() throws InterruptedException {
        Thread blocked = start(() -> Waits.bySleeping(done), false);
        Watchdog watchdog = new Watchdog();
        watchdog.look(blocked, 1);
        Thread.sleep(1_500);

        assertThat(watchdog.look(blocked, 1)).isEmpty();
    }

    private static Optional<Throwable> watch(Thread thread, int looks, boolean othersMayWakeIt) {
        Watchdog watchdog = new Watchdog();
        Optional<Throwable> finding = Optional.empty();
        for (int i = 0; i < looks && finding.isEmpty(); i++) {
            finding = watchdog.look(thread, 1, othersMayWakeIt);
            sleep();
        }
        return finding;
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private static Thread start(Body body, boolean untilItBlocks) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        for (int i = 0; i < 10 || untilItBlocks && thread.getState() == Thread.State.RUNNABLE; i++) {
            sleep();
        }
        return thread;
    }

    private static void sleep() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
