package backpressure.pipeline;

import workbook.report.PlayMain;

/** The whole pipeline, to be played with: what {@code ./workbook play} starts. */
public final class PlayPipeline {

    private PlayPipeline() {
    }

    /** Only {@code ./workbook play} knows how to talk to it. */
    public static void main(String[] args) throws Exception {
        PlayMain.main(args, Pipeline::new);
    }
}
