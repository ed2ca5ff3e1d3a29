package example;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import workbook.testkit.Explorer.Check;
import workbook.world.simulation.Simulation;

/** Ways of sharing memory, right and wrong. Each is explored with two tasks that call it. */
public abstract class Memory {

    protected Lock lock;
    protected Condition changed;

    /** What each of the two tasks does. */
    protected abstract void run(int task) throws Exception;

    /** What must hold in the end. */
    protected void check() {
    }

    /** Two tasks, "a" and "b". */
    public Check explored(Simulation world) {
        lock = world.lock("lock");
        changed = lock.newCondition();
        world.start("a", () -> run(0));
        world.start("b", () -> run(1));
        return this::check;
    }

    private static void expect(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError(what);
        }
    }

    // wrong

    public static final class FieldWithoutLock extends Memory {
        private int count;

        @Override
        protected void run(int task) {
            count++;
        }
    }

    public static final class StaticFieldWithoutLock extends Memory {
        private static long total;

        @Override
        protected void run(int task) {
            total += task;
        }
    }

    public static final class ReadWithoutLock extends Memory {
        private boolean closed;

        @Override
        protected void run(int task) {
            if (task == 0) {
                lock.lock();
                closed = true;
                lock.unlock();
            } else {
                expect(!closed || closed, "any will do");
            }
        }
    }

    public static final class ArrayWithoutLock extends Memory {
        private final byte[] bytes = new byte[4];

        @Override
        protected void run(int task) {
            if (task == 0) {
                bytes[2] = 1;
            } else {
                System.arraycopy(bytes, 1, new byte[3], 0, 3);
            }
        }
    }

    public static final class CollectionWithoutLock extends Memory {
        private final Deque<String> free = new ArrayDeque<>();

        @Override
        protected void run(int task) {
            if (task == 0) {
                lock.lock();
                free.add("buffer");
                lock.unlock();
            } else {
                free.isEmpty();
            }
        }
    }

    public static final class MapWithoutLock extends Memory {
        private final Map<String, Integer> counts = new HashMap<>();

        @Override
        protected void run(int task) {
            counts.merge("records", 1, Integer::sum);
        }
    }

    public static final class CheckThenActOnAnAtomic extends Memory {
        private final AtomicInteger taken = new AtomicInteger();

        @Override
        protected void run(int task) {
            if (taken.get() == 0) {
                taken.incrementAndGet();
            }
        }

        @Override
        protected void check() {
            expect(taken.get() == 1, "one of them took it");
        }
    }

    public static final class CheckThenActOnAConcurrentMap extends Memory {
        private final Map<String, Integer> owners = new ConcurrentHashMap<>();
        private final AtomicInteger took = new AtomicInteger();

        @Override
        protected void run(int task) {
            if (!owners.containsKey("buffer")) {
                owners.put("buffer", task);
                took.incrementAndGet();
            }
        }

        @Override
        protected void check() {
            expect(took.get() == 1, "one of them took it");
        }
    }

    public static final class IncrementedVolatile extends Memory {
        private volatile int count;

        @Override
        protected void run(int task) {
            count++;
        }

        @Override
        protected void check() {
            expect(count == 2, "both counted");
        }
    }

    // right

    public static final class GuardedByTheLock extends Memory {
        private int count;
        private final List<Integer> list = new ArrayList<>();
        private final byte[] bytes = new byte[2];

        @Override
        protected void run(int task) {
            lock.lock();
            try {
                count++;
                list.add(task);
                bytes[0]++;
            } finally {
                lock.unlock();
            }
        }

        @Override
        protected void check() {
            expect(count == 2 && list.size() == 2 && bytes[0] == 2, "both counted");
        }
    }

    public static final class HandedOverUnderTheLock extends Memory {
        private int[] box;

        @Override
        protected void run(int task) throws InterruptedException {
            if (task == 0) {
                int[] mine = {1, 2};
                mine[1] = 3;
                lock.lock();
                box = mine;
                changed.signal();
                lock.unlock();
            } else {
                lock.lock();
                while (box == null) {
                    changed.await();
                }
                int[] mine = box;
                lock.unlock();
                mine[0] += mine[1];
                expect(mine[0] == 4, "all of it arrived");
            }
        }
    }

    public static final class HandedOverByAVolatile extends Memory {
        private int plain;
        private volatile boolean ready;

        @Override
        protected void run(int task) {
            if (task == 0) {
                plain = 7;
                ready = true;
            } else if (ready) {
                expect(plain == 7, "it arrived");
            }
        }
    }

    public static final class HandedOverByAConcurrentQueue extends Memory {
        private final ConcurrentLinkedQueue<int[]> queue = new ConcurrentLinkedQueue<>();

        @Override
        protected void run(int task) {
            if (task == 0) {
                int[] box = new int[1];
                box[0] = 7;
                queue.add(box);
            } else {
                int[] box = queue.poll();
                expect(box == null || box[0] == 7, "it arrived");
            }
        }
    }

    public static final class DifferentElementsOfAnArray extends Memory {
        private final long[] positions = new long[2];

        @Override
        protected void run(int task) {
            positions[task]++;
        }
    }

    public static final class FinalFieldsAndReading extends Memory {
        private final String name = "pool";
        private final List<String> names = List.of("a", "b");

        @Override
        protected void run(int task) {
            expect(name.length() + names.size() == 6, "as it was made");
        }
    }

    public static final class Atomics extends Memory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        protected void run(int task) {
            count.incrementAndGet();
        }

        @Override
        protected void check() {
            expect(count.get() == 2, "both counted");
        }
    }

    public static final class Waits extends Memory {
        @Override
        protected void run(int task) throws InterruptedException {
            lock.lock();
            changed.await();
        }
    }

    // waiting by other means

    public static final class SynchronizedBlock extends Memory {
        @Override
        protected void run(int task) {
            synchronized (this) {
                lock.lock();
                lock.unlock();
            }
        }
    }

    public static final class SynchronizedMethod extends Memory {
        @Override
        protected synchronized void run(int task) {
            lock.lock();
            lock.unlock();
        }
    }

    public static final class Sleeping extends Memory {
        @Override
        protected void run(int task) throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class ALockOfItsOwn extends Memory {
        private final Lock own = new ReentrantLock();

        @Override
        protected void run(int task) {
            own.lock();
            own.unlock();
        }
    }

    public static final class ASemaphore extends Memory {
        private final Semaphore semaphore = new Semaphore(1);

        @Override
        protected void run(int task) throws InterruptedException {
            semaphore.acquire();
        }
    }

    public static final class ABlockingQueue extends Memory {
        private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();

        @Override
        protected void run(int task) throws InterruptedException {
            queue.put("record");
            queue.take();
        }
    }

    public static final class AThread extends Memory {
        @Override
        protected void run(int task) throws InterruptedException {
            Thread thread = new Thread(() -> { });
            thread.start();
            thread.join();
        }
    }
}
