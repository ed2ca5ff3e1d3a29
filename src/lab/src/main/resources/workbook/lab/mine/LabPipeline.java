package backpressure.pipeline;

import workbook.lab.mine.OwnMain;

/**
 * The whole pipeline on real Kafka and PostgreSQL: what {@code ./workbook lab --mine} starts. It is compiled with the
 * student's parts, and not with the lab.
 */
public final class LabPipeline {

    private LabPipeline() {
    }

    /** Only {@code ./workbook lab --mine} knows what it wants. */
    public static void main(String[] args) {
        OwnMain.main(args, Pipeline::new);
    }
}
