package workbook.grader.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;

/**
 * Why chapters weren't tested. What is wrong in one holds for those that stand on it, too, and is said once.
 *
 * @param chapters in order
 */
record Trouble(List<String> chapters, Outcome outcome, List<String> why) {

    /** Each once, in the order of their first chapters. */
    static List<Trouble> in(SubmissionResult result) {
        Map<List<Object>, Trouble> troubles = new LinkedHashMap<>();
        for (ChapterResult chapter : result.chapters()) {
            if (chapter.outcome() != Outcome.TESTED) {
                troubles.computeIfAbsent(List.of(chapter.outcome(), chapter.why()),
                        any -> new Trouble(new ArrayList<>(), chapter.outcome(), chapter.why()))
                        .chapters().add(chapter.chapter());
            }
        }
        return List.copyOf(troubles.values());
    }

    /** {@code "Chapter 02 doesn't compile, and so it is with 03, 04"} */
    String sentence() {
        return "Chapter " + chapters.get(0) + " " + words(outcome) + (chapters.size() == 1 ? ""
                : ", and so it is with " + String.join(", ", chapters.subList(1, chapters.size())));
    }

    /** What became of a chapter, after its name. */
    static String words(Outcome outcome) {
        return switch (outcome) {
            case TESTED -> "was tested";
            case DOES_NOT_COMPILE -> "doesn't compile";
            case FORBIDDEN -> "uses what no submission may use";
            case NOT_RUN -> "wasn't run";
        };
    }
}
