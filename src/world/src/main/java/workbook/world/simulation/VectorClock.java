package workbook.world.simulation;

import java.util.Arrays;

/**
 * For each task, how much of what it did is known to have come before: before what the owner of this
 * clock does now.
 *
 * <p>The idea is Mattern's and Fidge's; what is done with it here, FastTrack's (Flanagan and Freund,
 * PLDI 2009).
 */
final class VectorClock {

    /** As long as it must be, and no longer: clocks take over one another's length. */
    private int[] ticks = new int[4];

    int of(int task) {
        return task < ticks.length ? ticks[task] : 0;
    }

    void tick(int task) {
        ensure(task + 1);
        ticks[task]++;
    }

    /** What came before the other, comes before this one too. */
    void join(VectorClock other) {
        ensure(other.ticks.length);
        for (int i = 0; i < other.ticks.length; i++) {
            ticks[i] = Math.max(ticks[i], other.ticks[i]);
        }
    }

    private void ensure(int tasks) {
        if (ticks.length < tasks) {
            ticks = Arrays.copyOf(ticks, tasks);
        }
    }
}
