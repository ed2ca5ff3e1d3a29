package backpressure.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import workbook.world.Clock;
import workbook.world.Runtime;

/**
 * A runtime without threads: the test runs what was started, one task after the other, in an order in which
 * none has to wait. It notes who takes a lock while holding another one.
 */
final class TestOneThread implements Runtime {

    final Map<String, TaskBody> started = new LinkedHashMap<>();
    /** Each as {@code flusher took 'b' while holding 'a'}. */
    final Set<String> tookTwo = new LinkedHashSet<>();
    /** What happens while somebody sleeps. */
    TaskBody duringSleep = () -> { };
    private final List<NotedLock> held = new ArrayList<>();
    private String running = "whoever builds the pipeline";

    /** Whatever takes locks, and who it is. */
    void run(String who, TaskBody what) throws Exception {
        String before = running;
        running = who;
        what.run();
        running = before;
    }

    @Override
    public Lock lock(String name) {
        return new NotedLock(name);
    }

    @Override
    public Clock clock() {
        return () -> 0;
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        started.put(name, body);
        return new RunningTask() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void interrupt() {
            }
        };
    }

    @Override
    public void sleep(long nanos) {
        try {
            duringSleep.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class NotedLock extends ReentrantLock {

        private final String name;

        NotedLock(String name) {
            this.name = name;
        }

        @Override
        public void lock() {
            super.lock();
            taken();
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            super.lockInterruptibly();
            taken();
        }

        @Override
        public boolean tryLock() {
            lock();
            return true;
        }

        @Override
        public void unlock() {
            held.remove(this);
            super.unlock();
        }

        private void taken() {
            held.stream().filter(other -> other != this).forEach(other ->
                    tookTwo.add(running + " took '" + name + "' while holding '" + other.name + "'"));
            held.add(this);
        }
    }
}
