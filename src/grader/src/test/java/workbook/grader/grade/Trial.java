package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import workbook.grader.intake.HandedIn;
import workbook.grader.intake.Refused;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.TaskResult;
import workbook.runner.Verdict;

/**
 * What became of an attack.
 *
 * @param points the tasks that passed
 * @param caughtBy in few words
 * @param leaked whether a secret is in what the grader says of it
 * @param text all that the grader says of it
 * @param took from the file to the result
 */
record Trial(Hostile attack, List<String> points, String caughtBy, boolean leaked, String text, Duration took) {

    private static final String LAST_LOOK = "Nothing of it was run.";

    static Trial of(Hostile attack, SubmissionGrader grader, Set<Layer> layers, ProvingGround ground, Path inbox)
            throws IOException {
        long start = System.nanoTime();
        HandedIn handedIn = attack.asItIs(ground.workbook());
        if (layers.contains(Layer.INTAKE)) {
            try {
                handedIn = attack.takenIn(ground.workbook(), inbox);
            } catch (Refused e) {
                String why = e.getMessage();
                return new Trial(attack, List.of(), "intake", leaks(why, ground), why, since(start));
            }
        }
        List<ChapterResult> results = grader.grade(handedIn);
        String text = handedIn.notes() + "\n" + results;
        return new Trial(attack, points(results), caughtBy(results.get(0)), leaks(text, ground), text, since(start));
    }

    /** Whether it got a point that it didn't earn. */
    boolean isForged() {
        return attack.isAllWrong() && !points.isEmpty();
    }

    /** Whether it came further than to be looked at. */
    boolean isRun() {
        return !List.of("intake", "guard").contains(caughtBy);
    }

    /** For a table. */
    String words() {
        return leaked ? "LEAKED" : isForged() ? "FORGED " + String.join(" ", points) : caughtBy;
    }

    static List<String> points(List<ChapterResult> results) {
        return results.stream().flatMap(each -> each.tasks().stream())
                .filter(task -> task.verdict() == Verdict.PASSING).map(TaskResult::task).toList();
    }

    private static String caughtBy(ChapterResult result) {
        return switch (result.outcome()) {
            case DOES_NOT_COMPILE -> "compiler";
            case FORBIDDEN -> "guard";
            case NOT_RUN -> "not run";
            case TESTED -> result.toString().contains(LAST_LOOK) ? "last look"
                    : result.tasks().stream().anyMatch(task -> task.verdict() == Verdict.CANNOT_BE_JUDGED)
                    ? "a person" : "tests";
        };
    }

    private static boolean leaks(String text, ProvingGround ground) {
        return ground.secrets().stream().anyMatch(text::contains);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
