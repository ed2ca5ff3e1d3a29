package workbook.world.simulation;

import java.util.SplittableRandom;

/**
 * Decides, wherever more than one task could go on, which one does. Given the same order, a
 * simulation runs the same way, bit for bit, on every machine.
 */
public interface Order {

    /**
     * @param ready how many tasks could go on, at least 2, in the order they were started
     * @param current which of them is running now, or -1 if the running one must wait
     * @return which one goes on, from 0 to {@code ready - 1}
     */
    int next(int ready, int current);

    /** Whether a task may be stopped where it could have gone on. */
    boolean preempts();

    /**
     * Whether, here, one of the waiting tasks wakes up without a signal, as
     * {@link java.util.concurrent.locks.Condition} allows.
     *
     * @param waiting how many wait, at least 1
     * @return which of them, or -1 for none
     */
    default int spuriousWakeup(int waiting) {
        return -1;
    }

    /** Each task runs until it has to wait; then the seed picks the next. The fastest. */
    static Order seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Order() {
            @Override
            public int next(int ready, int current) {
                return current >= 0 ? current : random.nextInt(ready);
            }

            @Override
            public boolean preempts() {
                return false;
            }
        };
    }

    /**
     * Any task may run at any point: in every third order, each of them is as likely; in the others, the one that runs
     * mostly goes on, for many mistakes need a stop in the right place and none in others. An odd seed also wakes
     * one waiting task without a signal.
     */
    static Order random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Order() {
            private final int stopsOnceIn = new int[] {1, 4, 12}[(int) Math.floorMod(seed >> 1, 3L)];
            private int untilSpurious = (seed & 1) == 1 ? random.nextInt(1, 12) : Integer.MAX_VALUE;

            @Override
            public int next(int ready, int current) {
                return current >= 0 && random.nextInt(stopsOnceIn) > 0 ? current : random.nextInt(ready);
            }

            @Override
            public boolean preempts() {
                return true;
            }

            @Override
            public int spuriousWakeup(int waiting) {
                return untilSpurious != Integer.MAX_VALUE && --untilSpurious == 0 ? random.nextInt(waiting) : -1;
            }
        };
    }
}
