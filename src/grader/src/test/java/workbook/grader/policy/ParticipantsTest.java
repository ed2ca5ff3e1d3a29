package workbook.grader.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Participants.Submission;
import workbook.grader.policy.Roster.Student;

class ParticipantsTest {

    private static final Student ANN = new Student("17", "Ann Mae Lee", "ann@uni.example", "", 0);
    private static final Student BO = new Student("18", "Bo Wu", "bo@uni.example", "work.zip", 0);
    private static final Student CEM = new Student("19", "Cem Aydın", "", "", 0);

    @ParameterizedTest
    @ValueSource(strings = {"17.zip", "17", "17.tar.gz", "ANN@uni.example.zip", "17_workbook.zip",
        "Ann Mae Lee_123456_assignsubmission_file_", "Ann Mae Lee_123456_assignsubmission_file",
        "leeannmae_12345_67890_x.zip",
        "ann@uni.example_attempt_1.zip"})
    void aFileIsWhoseItIsCalledAfter(String file) {
        assertThat(owners(file)).containsExactly("17 " + file, "18 -", "19 -");
    }

    @Test
    void aResultIsWhoseIdItHas() {
        assertThat(owners(new Submission("19", "handed-in"))).containsExactly("17 -", "18 -", "19 handed-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work.zip", "work", "WORK.tgz"})
    void theRosterSaysWhichFileIsWhose(String file) {
        assertThat(owners(file, "18.zip")).containsExactly("17 -", "18 " + file, "19 -", "nobody's 18.zip");
    }

    @Test
    void theVeryNameCountsMoreThanOneWithAnotherEnding() {
        assertThat(owners("work.tar", "work.zip")).contains("18 work.zip", "nobody's work.tar");
    }

    @Test
    void ofTwoOneCountsAndBothAreTold() {
        List<Participant> participants = participants(submission("17.zip"), submission("17_again.zip"));

        assertThat(participants.get(0).submission()).contains(submission("17.zip"));
        assertThat(participants.get(0).remark()).isEqualTo(
                "There is 17_again.zip, too; the roster's column submission can say which counts");
        assertThat(participants.get(3).remark()).startsWith("17_again.zip isn't graded for 17, who has 17.zip too");
    }

    @Test
    void whatIsMissingOrNobodysIsSaid() {
        List<Participant> participants = participants(submission("someone_else.zip"));

        assertThat(participants.get(1).remark()).isEqualTo("The roster names work.zip, which isn't there");
        assertThat(participants.get(3).isStray()).isTrue();
        assertThat(participants.get(3).remark()).isEqualTo("someone_else.zip is nobody's in the roster");
    }

    @Test
    void aNameThatTwoHaveIsNobodys() {
        Roster twins = new Roster(List.of(new Student("1", "Ann Lee", "", "", 0),
                new Student("2", "Ann Lee", "", "", 0)));

        assertThat(Participants.of(Optional.of(twins), List.of(submission("Ann Lee_1_file_"))))
                .extracting(Participant::isStray).containsExactly(false, false, true);
    }

    @Test
    void withoutARosterEverybodyIsThereByTheirId() {
        assertThat(Participants.of(Optional.empty(), List.of(submission("b.zip"), submission("a.zip"))))
                .extracting(participant -> participant.student().id()).containsExactly("a.zip", "b.zip");
    }

    private static List<String> owners(String... files) {
        return owners(Stream.of(files).map(ParticipantsTest::submission).toArray(Submission[]::new));
    }

    private static List<String> owners(Submission... submissions) {
        return participants(submissions).stream().map(each -> (each.isStray() ? "nobody's" : each.student().id()) + " "
                + each.submission().map(Submission::file).orElse("-")).toList();
    }

    private static List<Participant> participants(Submission... submissions) {
        return Participants.of(Optional.of(new Roster(List.of(ANN, BO, CEM))), List.of(submissions));
    }

    private static Submission submission(String file) {
        return new Submission(file, file);
    }
}
