package backpressure.blockonemit;

import static org.assertj.core.api.Assertions.catchThrowable;
import static workbook.testkit.Explorer.explore;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Explorer.Exploration;

/** See: a wakeup that gets lost. */
@ChapterTest
class LostWakeupShow {

    private interface Taker {
        Buffer take() throws InterruptedException;
    }

    /** A pool that saves itself a signal when it believes that nobody waits. */
    private static final class SparingPool implements Recycler, Taker {
        private final Lock lock;
        private final Condition available;
        private final Deque<byte[]> free = new ArrayDeque<>();

        SparingPool(Lock lock) {
            this.lock = lock;
            available = lock.newCondition();
            free.add(new byte[16]);
            free.add(new byte[16]);
        }

        @Override
        public Buffer take() throws InterruptedException {
            lock.lock();
            try {
                while (free.isEmpty()) {
                    available.await();
                }
                return new Buffer(free.remove(), this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void recycle(byte[] memory) {
            lock.lock();
            try {
                if (free.isEmpty()) {
                    available.signal();
                }
                free.add(memory);
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    @Tag("see")
    @DisplayName("a lost wakeup, and the order that lost it")
    void aLostWakeup() {
        explore(twoWaitTwoComeBack(lock -> new BlockingBufferPool(2, 16, lock)::take));
        Throwable lost = catchThrowable(() -> explore(twoWaitTwoComeBack(SparingPool::new)));

        System.out.println("Two tasks wait, two buffers come back. A pool that signals only when it was empty");
        System.out.println("before (if (free.isEmpty()) available.signal(); free.add(memory);):");
        System.out.println();
        System.out.println(lost.getCause().getMessage().indent(2));
        System.out.println("Your pool: nobody was forgotten, in any of the orders that were tried.");
    }

    private static Exploration twoWaitTwoComeBack(Function<Lock, Taker> newPool) {
        return world -> {
            Taker pool = newPool.apply(world.lock("pool"));
            world.start("sink", () -> {
                Buffer first = pool.take();
                Buffer second = pool.take();
                world.sleep(1_000);
                first.recycle();
                second.recycle();
            });
            for (String name : new String[] {"map", "filter"}) {
                world.start(name, () -> {
                    world.sleep(500);
                    pool.take();
                });
            }
            return () -> { };
        };
    }
}
