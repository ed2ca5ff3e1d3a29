package workbook.grader.result;

import java.util.List;

/**
 * What came of a chapter of a submission.
 *
 * @param chapter {@code "03"}
 * @param title {@code "block on emit"}
 * @param outcome how far it got
 * @param why if it wasn't tested: each reason in a sentence, with the file and the line
 * @param borrowed the earlier chapters that the reference stood in for, as {@code "01"}
 * @param tasks all of them, in order, whatever the outcome
 */
public record ChapterResult(String chapter, String title, Outcome outcome, List<String> why, List<String> borrowed,
        List<TaskResult> tasks) {

    /** How far it got. */
    public enum Outcome {
        TESTED,
        /** It, or an earlier chapter that it stands on. */
        DOES_NOT_COMPILE,
        /** It refers to what no submission may use. Nothing of it was run. */
        FORBIDDEN,
        /** Two tests of earlier chapters came to no end. */
        NOT_RUN
    }
}
