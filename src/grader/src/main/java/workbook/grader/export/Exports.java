package workbook.grader.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import workbook.grader.misconception.Misconceptions;
import workbook.grader.policy.Marks;
import workbook.grader.policy.Participants;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Participants.Submission;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Roster;
import workbook.grader.policy.Score;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.SubmissionResult;
import workbook.runner.WholeFile;
import workbook.testkit.TaskNumber;

/**
 * Writes all that an instructor, and each student, gets of a grading:
 * <pre>
 * grades.csv                      everybody's points
 * overview.html                   the class on a page
 * marks.csv                       where people write points by hand; read first, and then only added to
 * students/ID/feedback.md         for the student
 * students/ID/feedback.html       the same, as a page
 * students/ID/results.json        for Gradescope
 * students/ID/junit.xml           for a continuous integration server
 * </pre>
 * The same input gives the same files, byte for byte. Each is there whole or not at all.
 */
public final class Exports {

    private final Policy policy;
    private final Optional<Roster> roster;
    private final Misconceptions misconceptions;

    /** @param roster nothing: everybody who handed in takes part, and nobody else */
    public Exports(Policy policy, Optional<Roster> roster, Misconceptions misconceptions) {
        this.policy = policy;
        this.roster = roster;
        this.misconceptions = misconceptions;
    }

    /**
     * Writes them.
     *
     * @param out the folder to write to
     * @param results gone through twice; of those that can be read again, one at a time is in memory
     * @param facts what else to say of the grading
     * @throws workbook.runner.WorkbookException if {@code marks.csv} isn't understood: then nothing is written; or if
     *     something can't be written
     */
    public void write(Path out, Iterable<SubmissionResult> results, List<Fact> facts) {
        Path marksFile = out.resolve("marks.csv");
        Marks marks = Marks.read(marksFile, policy);
        List<Submission> submissions = new ArrayList<>();
        results.forEach(result -> submissions.add(new Submission(result.id(), result.submission())));
        List<Participant> participants = Participants.of(roster, submissions);
        Map<String, Participant> owners = new HashMap<>();
        participants.forEach(participant -> participant.submission()
                .ifPresent(submission -> owners.put(submission.id(), participant)));

        Map<Participant, Standing> found = new HashMap<>();
        for (SubmissionResult result : results) {
            Participant owner = owners.get(result.id());
            Score score = score(owner, Optional.of(result), marks);
            found.put(owner, Standing.of(owner, Optional.of(result), score, policy, misconceptions));
            writeStudent(out.resolve("students").resolve(folder(result.id())), owner, result, score);
        }
        List<Standing> standings = participants.stream().map(participant -> found.containsKey(participant)
                ? found.get(participant)
                : Standing.of(participant, Optional.empty(), score(participant, Optional.empty(), marks), policy,
                        misconceptions)).toList();

        Map<String, List<TaskNumber>> unjudged = unjudged(standings);
        marks.write(marksFile, unjudged, policy);
        write(out.resolve("grades.csv"), GradesCsv.of(standings, policy));
        write(out.resolve("overview.html"),
                new Overview(standings, policy, marks.strangers(unjudged.keySet()), facts).html());
    }

    /** What is nobody's has no marks: it has no id, and no marks are without one. */
    private Score score(Participant participant, Optional<SubmissionResult> result, Marks marks) {
        return Score.of(result, policy, marks, participant.student().id(), participant.student().daysLate());
    }

    private static Map<String, List<TaskNumber>> unjudged(List<Standing> standings) {
        Map<String, List<TaskNumber>> unjudged = new LinkedHashMap<>();
        standings.stream().filter(standing -> !standing.participant().isStray())
                .forEach(standing -> unjudged.put(standing.id(), standing.score().tasks().stream()
                        .filter(TaskPoints::needsAPerson).map(TaskPoints::task).toList()));
        return unjudged;
    }

    private static void writeStudent(Path folder, Participant owner, SubmissionResult result, Score score) {
        String feedback = Feedback.markdown(owner, result, score);
        write(folder.resolve("feedback.md"), feedback);
        write(folder.resolve("feedback.html"), Feedback.html(feedback, result.id()));
        write(folder.resolve("results.json"), Gradescope.of(owner, result, score));
        write(folder.resolve("junit.xml"), JUnitXml.of(result));
    }

    /** An id is good for a file name already. This makes sure that it leads nowhere else. */
    private static String folder(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..") || id.contains("/") || id.contains("\\")) {
            throw new IllegalArgumentException("no name of a folder: " + id);
        }
        return id;
    }

    private static void write(Path file, String text) {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
