package backpressure.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.simulation.Simulation;

/** A runtime that notes the locks it gave and how each task ended, and lets the others go on. */
final class TestRuntime implements Runtime {

    final List<String> locks = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    /** Null for a task that ended well. */
    final Map<String, Throwable> ended = new LinkedHashMap<>();
    private final Simulation simulation;

    TestRuntime(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public Lock lock(String name) {
        locks.add(name);
        return simulation.lock(name);
    }

    @Override
    public Clock clock() {
        return simulation.clock();
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        started.add(name);
        return simulation.start(name, () -> {
            try {
                body.run();
                ended.put(name, null);
            } catch (Exception e) {
                ended.put(name, e);
            }
        });
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        simulation.sleep(nanos);
    }
}
