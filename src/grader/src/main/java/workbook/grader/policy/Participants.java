package workbook.grader.policy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.grader.policy.Roster.Student;

/**
 * Who handed in what. Of these rules the first that fits one student decides; capital letters are of no account.
 * <ol>
 * <li>The roster's column {@code submission} names the file.
 * <li>It does so without the ending ({@code .zip}, {@code .tar.gz}, …), or with one.
 * <li>The file, without its ending, is called like the student's id or email.
 * <li>What comes before the first {@code _}, or all of it, is the id, the email, the name (Moodle:
 *     {@code Ann Lee_123456_assignsubmission_file_}), or the last name and the others without spaces (Canvas:
 *     {@code leeann_12345_67890_x.zip}).
 * </ol>
 * For whom the roster names a file, only the first two hold. What fits two students belongs to neither.
 */
public final class Participants {

    private static final Pattern ENDING = Pattern.compile("\\.(zip|tar|tar\\.gz|tgz)$");

    /**
     * A submission.
     *
     * @param id of its result
     * @param file or folder, its name
     */
    public record Submission(String id, String file) {
    }

    /**
     * A student, and what they handed in; or a submission of nobody's: then the student is one without an id.
     *
     * @param remark what a person should know about this; empty if there is nothing
     */
    public record Participant(Student student, Optional<Submission> submission, String remark) {

        /** Whether it's nobody's. */
        public boolean isStray() {
            return student.id().isEmpty();
        }
    }

    private final List<Student> students;
    private final Map<Student, Submission> handedIn = new HashMap<>();
    private final Map<Student, String> remarks = new HashMap<>();
    private final Map<Submission, String> strays = new LinkedHashMap<>();

    private Participants(List<Student> students) {
        this.students = students;
    }

    /** The students in the roster's order, then what is nobody's. Without a roster: all submissions, by their ids. */
    public static List<Participant> of(Optional<Roster> roster, Collection<Submission> submissions) {
        List<Submission> sorted = submissions.stream()
                .sorted((one, other) -> one.id().compareTo(other.id())).toList();
        if (roster.isEmpty()) {
            return sorted.stream().map(submission -> new Participant(new Student(submission.id(), "", "", "", 0),
                    Optional.of(submission), "")).toList();
        }
        return new Participants(roster.get().students()).match(sorted);
    }

    private List<Participant> match(List<Submission> submissions) {
        List<Submission> left = new ArrayList<>(submissions);
        apply(left, true, student -> Stream.of(student.submission()), submission -> submission.file());
        apply(left, true, student -> Stream.of(withoutEnding(student.submission())),
                submission -> withoutEnding(submission.file()));
        apply(left, false, student -> Stream.of(student.id(), student.email()),
                submission -> withoutEnding(submission.file()));
        apply(left, false, student -> Stream.of(student.id(), student.email()), Submission::id);
        apply(left, false, student -> Stream.concat(Stream.of(student.id(), student.email()),
                spellings(student.name())), submission -> withoutEnding(submission.file()).replaceFirst("(?s)_.*", ""));
        left.forEach(submission -> strays.putIfAbsent(submission, "is nobody's in the roster"));
        return Stream.concat(students.stream().map(student -> new Participant(student,
                        Optional.ofNullable(handedIn.get(student)), remark(student))),
                strays.entrySet().stream().map(stray -> new Participant(new Student("", "", "", "", 0),
                        Optional.of(stray.getKey()), stray.getKey().file() + " " + stray.getValue()))).toList();
    }

    /** @param named whether it looks at what the roster says of files; if not, it's for whom it says nothing */
    private void apply(List<Submission> left, boolean named, Function<Student, Stream<String>> keys,
            Function<Submission, String> key) {
        Map<String, List<Student>> byKey = new HashMap<>();
        for (Student student : students) {
            if (student.submission().isEmpty() != named) {
                Set<String> own = keys.apply(student).filter(each -> !each.isBlank()).map(Participants::same)
                        .collect(Collectors.toSet());
                own.forEach(each -> byKey.computeIfAbsent(each, any -> new ArrayList<>()).add(student));
            }
        }
        for (Submission submission : List.copyOf(left)) {
            List<Student> owners = byKey.getOrDefault(same(key.apply(submission)), List.of());
            if (owners.size() == 1) {
                give(submission, owners.get(0));
                left.remove(submission);
            }
        }
    }

    private void give(Submission submission, Student student) {
        Submission other = handedIn.putIfAbsent(student, submission);
        if (other != null) {
            strays.put(submission, "isn't graded for " + student.id() + ", who has " + other.file()
                    + " too; the roster's column submission can say which counts");
            remarks.put(student, "There is " + submission.file() + ", too; the roster's column submission can say"
                    + " which counts");
        }
    }

    private String remark(Student student) {
        boolean missing = !student.submission().isEmpty() && !handedIn.containsKey(student);
        return missing ? "The roster names " + student.submission() + ", which isn't there"
                : remarks.getOrDefault(student, "");
    }

    /** {@code "Ann Mae Lee"} (or {@code "Lee, Ann Mae"}): as it is, without spaces, with the last name in front. */
    private static Stream<String> spellings(String name) {
        String[] words = name.replace(",", " ").strip().split("\\s+");
        String last = words[words.length - 1];
        String others = Stream.of(words).limit(words.length - 1L).collect(Collectors.joining());
        return Stream.of(name, String.join("", words), last + others);
    }

    private static String withoutEnding(String file) {
        return ENDING.matcher(file.toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    private static String same(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
    }
}
