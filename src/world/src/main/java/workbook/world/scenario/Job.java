package workbook.world.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Runtime;

/**
 * A runtime whose tasks can be cancelled all at once: they are interrupted, and whatever they throw then is no failure.
 *
 * <p>In Flink: what a JobManager does to a job that is cancelled, with {@code Task.cancelExecution} in the end.
 */
final class Job implements Runtime {

    private final Runtime runtime;
    private final List<RunningTask> tasks = new ArrayList<>();
    private final Set<RunningTask> ended = new LinkedHashSet<>();
    private boolean cancelled;

    Job(Runtime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Lock lock(String name) {
        return runtime.lock(name);
    }

    @Override
    public Clock clock() {
        return runtime.clock();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        runtime.sleep(nanos);
    }

    @Override
    public RunningTask start(String name, TaskBody body) {
        RunningTask[] me = new RunningTask[1];
        me[0] = runtime.start(name, () -> {
            try {
                body.run();
            } catch (Throwable t) {
                if (!cancelled) {
                    throw t;
                }
            } finally {
                ended.add(me[0]);
            }
        });
        tasks.add(me[0]);
        return me[0];
    }

    /** Interrupts every task. They end as soon as it is their turn, if they let the interrupt out. */
    void cancel() {
        cancelled = true;
        tasks.forEach(RunningTask::interrupt);
    }

    /** The names of those that haven't ended. */
    List<String> running() {
        return tasks.stream().filter(task -> !ended.contains(task)).map(RunningTask::name).toList();
    }
}
