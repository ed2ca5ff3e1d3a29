package workbook.world.operator;

/** Two operators in one task: the first one's output is a call of the second. */
final class OperatorChain implements Operator {

    private final Operator first;
    private final Operator second;

    OperatorChain(Operator first, Operator second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void processElement(byte[] record, Output output) throws Exception {
        first.processElement(record, into(output));
    }

    @Override
    public long nextTimer() {
        return Math.min(first.nextTimer(), second.nextTimer());
    }

    @Override
    public void onProcessingTime(Output output) throws Exception {
        if (first.nextTimer() <= second.nextTimer()) {
            first.onProcessingTime(into(output));
        } else {
            second.onProcessingTime(output);
        }
    }

    @Override
    public void endInput(Output output) throws Exception {
        first.endInput(into(output));
        second.endInput(output);
    }

    private Output into(Output output) {
        return record -> {
            try {
                second.processElement(record, output);
            } catch (RuntimeException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the chained operator failed", e);
            }
        };
    }
}
