package backpressure.pipeline;

import workbook.report.RunMain;

/** The whole pipeline in virtual time: what {@code ./workbook run} starts, and what you may start from an IDE. */
public final class RunPipeline {

    private RunPipeline() {
    }

    /** Options: as {@code ./workbook run --help} says. */
    public static void main(String[] args) throws Exception {
        RunMain.main(args, Pipeline::new);
    }
}
