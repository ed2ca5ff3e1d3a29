package workbook.world.operator;

/**
 * What a task does with each record: a map, a filter, a sink. Called by one task only.
 *
 * <p>In Flink: {@code OneInputStreamOperator}, {@code BoundedOneInput} and
 * {@code ProcessingTimeService}.
 */
@FunctionalInterface
public interface Operator {

    /**
     * Takes one record, and hands on none, one or many.
     *
     * @throws Exception whatever goes wrong: it fails the task
     */
    void processElement(byte[] record, Output output) throws Exception;

    /**
     * When this operator wants {@link #onProcessingTime} to be called next, should no record come
     * before that: a time of the task's clock in nanoseconds; {@link Long#MAX_VALUE} for never.
     */
    default long nextTimer() {
        return Long.MAX_VALUE;
    }

    /** The time it asked for has come. */
    default void onProcessingTime(Output output) throws Exception {
    }

    /** No record will come any more: the last chance to hand on what it holds. */
    default void endInput(Output output) throws Exception {
    }

    /**
     * This operator and another as one, in one task: what this one hands on, the next one takes,
     * without any buffer in between. When the next one throws a checked exception, it comes wrapped in
     * an {@link IllegalStateException}. In Flink: operator chaining.
     */
    default Operator chain(Operator next) {
        return new OperatorChain(this, next);
    }
}
