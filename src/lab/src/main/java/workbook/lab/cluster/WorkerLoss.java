package workbook.lab.cluster;

import java.util.Locale;
import java.util.Optional;
import workbook.lab.cluster.FlinkRest.CheckpointSeen;
import workbook.lab.cluster.FlinkRest.JobState;

/** A TaskManager was killed: when the job noticed, and when it ran again. Times in milliseconds since 1970. */
final class WorkerLoss {

    private static final double MILLIS = 1_000;
    /** It runs when it has for so long: it may first be deployed to slots that aren't there any more. */
    private static final long SETTLED_MILLIS = 3_000;

    private final int taskManager;
    private final int slots;
    private final long killed;
    private final Pause rows;
    private long failed;
    private long running;

    /**
     * Begins to look.
     *
     * @param slots of it in which the job was
     * @param written rows until then
     */
    WorkerLoss(int taskManager, int slots, long killed, long written) {
        this.taskManager = taskManager;
        this.slots = slots;
        this.killed = killed;
        rows = new Pause(killed, written);
    }

    /** What is the case now. */
    void look(long now, JobState state, long written) {
        if (running == 0) {
            rows.look(now, written);
        }
        if (!state.isRunning() && (failed == 0 || running > 0)) {
            failed = failed == 0 ? now : failed;
            running = 0;
        } else if (state.isRunning() && failed > 0 && running == 0) {
            running = now;
        }
    }

    long killed() {
        return killed;
    }

    /** Since when all tasks run again; 0 if they don't. */
    long running() {
        return running;
    }

    /** How long no row was written, in seconds. */
    double longestPause() {
        return rows.longest();
    }

    double secondsDown() {
        return (running - killed) / MILLIS;
    }

    boolean isOver(long now) {
        return running > 0 && now - running >= SETTLED_MILLIS;
    }

    String obituary() {
        return String.format(Locale.ROOT, "Killed: TaskManager %d (kill -9), with %d of the job's slots.", taskManager,
                slots);
    }

    /**
     * What came of it, when it is over.
     *
     * @param restored the checkpoint that the job was set back to; nothing if that was its beginning
     * @param restarts how often the job was set back in all
     */
    String news(Optional<CheckpointSeen> restored, int restarts) {
        String where = restored.map(checkpoint -> String.format(Locale.ROOT, "to checkpoint %d, begun %.1f s before the"
                + " kill", checkpoint.id(), (killed - checkpoint.begun()) / MILLIS)).orElse("to its beginning");
        return String.format(Locale.ROOT, "The first tasks had failed after %.1f s. The job was set back %s; it took %d"
                + " %s. No row was written for %.1f s. After %.1f s all tasks were RUNNING.", (failed - killed) / MILLIS,
                where, restarts, restarts == 1 ? "restart" : "restarts", longestPause(), secondsDown());
    }
}
