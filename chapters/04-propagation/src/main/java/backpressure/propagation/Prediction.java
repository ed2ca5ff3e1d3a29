package backpressure.propagation;

import java.util.List;
import workbook.world.Todo;

/**
 * Says beforehand how pressure will travel through a chain of tasks in which one is slow: plain
 * arithmetic, no running.
 */
public final class Prediction {

    private Prediction() {
    }

    /**
     * How many records an exchange holds at most while its reader stands still. Each record takes 4
     * bytes more in a buffer than its own, and lies whole in one buffer. The writer's task takes its
     * next record only while the writer's pool has a free buffer: so it stops as soon as the last
     * buffer is begun.
     *
     * @param senderBuffers buffers of the writer's pool, at least 2
     * @param receiverBuffers buffers of the receiver (exclusive and floating); 0 if the channel is local
     * @param bufferBytes bytes in a buffer
     * @param recordBytes bytes of a record, without those 4; at least one fits into a buffer. A 100-byte
     *     record of the pipeline has 113: its header's other 13 are the record's own
     */
    public static int room(int senderBuffers, int receiverBuffers, int bufferBytes, int recordBytes) {
        throw new Todo("4.9");
    }

    /**
     * After how many seconds a task above the slow one can hand on no more. Until then everything
     * runs at full speed.
     *
     * @param exchanges how many exchanges lie between it and the slow task: 1 for the task right above
     * @param room records that each of those exchanges holds
     * @param inPerSecond records per second that come in
     * @param slowPerSecond records per second that the slow task manages: fewer
     */
    public static double secondsUntilBackpressured(int exchanges, int room, double inPerSecond, double slowPerSecond) {
        throw new Todo("4.9");
    }

    /**
     * Which tasks become backpressured, the first to become so first.
     *
     * @param tasks all tasks, from the source to the sink
     * @param slow the slow one
     */
    public static List<String> turnBackpressured(List<String> tasks, String slow) {
        throw new Todo("4.9");
    }

    /**
     * The slow task becomes fast again: in how many seconds from then on everything that has piled up,
     * in the exchanges and before the source, is dealt with.
     *
     * @param slowSeconds how long it was slow
     * @param inPerSecond records per second that come in, all the while
     * @param slowPerSecond records per second it managed while it was slow
     * @param fastPerSecond records per second it manages now: more than come in
     */
    public static double secondsToRecover(double slowSeconds, double inPerSecond, double slowPerSecond,
            double fastPerSecond) {
        throw new Todo("4.9");
    }
}
