package backpressure.propagation;

import backpressure.blockonemit.ResultPartitionWriter;
import workbook.world.Todo;
import workbook.world.operator.Operator;

/**
 * A thread's work in a pipeline: take a record, process it, hand on what comes out.
 *
 * <p>In Flink: {@code StreamTask} and its {@code processInput}.
 */
public final class Task {

    /**
     * @param input where its records come from
     * @param operator what it does with each
     * @param output where the results go; {@link ResultPartitionWriter#none()} for a sink
     */
    public Task(InputGate input, Operator operator, ResultPartitionWriter output) {
        throw new Todo("4.3");
    }

    /**
     * Works until the input has ended or something fails. Round by round, it
     *
     * <ol>
     *   <li>waits until its output has a free buffer (soft backpressure), and only then
     *   <li>takes a record, waiting no longer than until the operator's {@link Operator#nextTimer}, and
     *   <li>has the operator process it, or, if the timer came first, call
     *       {@link Operator#onProcessingTime}.
     * </ol>
     *
     * <p>It asks for the timer anew in every round, and holds no lock while the operator works. If it
     * waits for its output when the timer comes, the operator is told late; at the end of the input no
     * timer is called.
     *
     * <p>When the input has ended: {@link Operator#endInput}, and then the output is finished, each
     * once.
     *
     * <p>When anything fails, at whatever point: the output is failed, once, and the input closed, both
     * with what was thrown as the cause, so that the tasks below hear why and the task above waits no
     * more. The output isn't finished then, nor the operator told of an end that didn't come. Then it throws the same.
     */
    public void run() throws Exception {
        throw new Todo("4.3");
    }

    /** How many records it has taken so far. Any thread may ask. */
    public long recordsIn() {
        throw new Todo("4.3");
    }

    /** How many records it has taken and the operator isn't done with: 0 or 1. Any thread may ask. */
    public long recordsInHand() {
        throw new Todo("4.3");
    }
}
