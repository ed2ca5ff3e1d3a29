package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.world.Todo;

class StoryTest {

    private boolean ready;

    @AfterEach
    void forget() {
        Todo.forget();
    }

    @Test
    void aSignalThatWasHeardInVain() {
        String message = explored((lock, changed) -> locked(lock, () -> await(changed) && await(changed)),
                (lock, changed) -> locked(lock, () -> {
                    changed.signal();
                    return true;
                }));

        assertThat(message).contains("The last signal to condition 1 of the lock 'flag' woke waits, who found nothing to"
                + " go on with and waits again.");
    }

    @Test
    void aSignalThatNobodyHeard() {
        String message = explored((lock, changed) -> {
            boolean found = locked(lock, () -> ready);
            locked(lock, () -> found || await(changed));
        }, (lock, changed) -> locked(lock, () -> {
            ready = true;
            changed.signal();
            return true;
        }));

        assertThat(message).contains("""
                The order that shows it:

                waits                                sets
                """);
        assertThat(message).containsSubsequence("signal condition 1 of the", "nobody waits", "is done", "awaits condition 1",
                "The last signal to condition 1 of the lock 'flag' came from sets before waits began to wait there:"
                + " a signal isn't kept for later.");
    }

    @Test
    void aConditionThatNobodySignals() {
        String message = explored((lock, changed) -> locked(lock, () -> {
            while (!ready) {
                changed.await();
            }
            return true;
        }), (lock, changed) -> locked(lock, () -> ready = true));

        assertThat(message).contains("waits waits on condition 1 of the lock 'flag', and nobody ever signalled it.");
    }

    @Test
    void aWaitThatEndsByItself() {
        String message = explored((lock, changed) -> locked(lock, () -> {
            if (!ready) {
                changed.await();
            }
            if (!ready) {
                throw new IllegalStateException("not ready");
            }
            return true;
        }), (lock, changed) -> locked(lock, () -> {
            ready = true;
            changed.signal();
            return true;
        }));

        assertThat(message).containsSubsequence("awaits", "goes on: woken without a", "fails: IllegalStateException",
                "Nobody had signalled: a wait may end by itself");
    }

    @Test
    void theSameStoryEachTime() {
        assertThat(explored(StoryTest::waitsForGood, StoryTest::waitsForGood))
                .isEqualTo(explored(StoryTest::waitsForGood, StoryTest::waitsForGood));
    }

    private static void waitsForGood(Lock lock, Condition changed) throws Exception {
        locked(lock, () -> await(changed));
    }

    @FunctionalInterface
    private interface Work {
        void run(Lock lock, Condition changed) throws Exception;
    }

    @FunctionalInterface
    private interface Guarded {
        boolean run() throws Exception;
    }

    private String explored(Work waits, Work sets) {
        return catchThrowable(() -> Explorer.explore(world -> {
            ready = false;
            Lock lock = world.lock("flag");
            Condition changed = lock.newCondition();
            world.start("waits", () -> waits.run(lock, changed));
            world.start("sets", () -> sets.run(lock, changed));
            return () -> { };
        })).getMessage();
    }

    private static boolean locked(Lock lock, Guarded work) throws Exception {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private static boolean await(Condition changed) throws InterruptedException {
        changed.await();
        return true;
    }
}
