package workbook.grader.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.grader.misconception.Misconception;
import workbook.grader.misconception.Misconceptions;
import workbook.grader.policy.Roster;
import workbook.grader.policy.Roster.Student;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TaskResult;
import workbook.grader.result.TestResult;
import workbook.runner.Chapter;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

/** A class of seven, and a submission of nobody's, with all that can become of a submission. */
final class ExampleClass {

    /** As a submission that means harm would have it in names, messages and stories. */
    static final String HOSTILE = "<script>alert(1)</script> ``` [x](javascript:alert(1))"
            + " ![](http://evil.example/p.png) \u001B[31mred\u001B[0m \u202Etxet \u0000\u0007\uFFFF\uD800"
            + " ]]> &amp; | # *b* {{7*7}} =1+1";

    static final Workbook WORKBOOK = Workbook.at(Path.of("").toAbsolutePath().getParent().getParent());

    static final Misconceptions MISCONCEPTIONS = new Misconceptions(List.of(new Misconception("if-instead-of-while",
            "Looks once whether a buffer is free, and takes it after the wait without looking again. It is signalled,"
                    + " so there must be one.", "Chapter3Test.second2", List.of("map took a buffer that isn't there"),
            "")));

    private static final Pattern TITLE = Pattern.compile("(?m)^\\| (\\d\\.\\d) \\| (.*) \\| \\d+ \\|$");

    private ExampleClass() {
    }

    static Roster roster() {
        return new Roster(List.of(
                new Student("a17", "Ann Mae Lee", "ann@uni.example", "", 0),
                new Student("b18", "Bo Wu", "bo@uni.example", "", 2),
                new Student("c19", "Cem Aydın", "cem@uni.example", "", 0),
                new Student("d20", "Dora Novák", "dora@uni.example", "", 0),
                new Student("e21", "=HYPERLINK(\"http://evil.example\")", "eve@uni.example", "", 0),
                new Student("f22", "Finn O’Neill", "finn@uni.example", "", 0),
                new Student("g23", "Gail Grün", "gail@uni.example", "", 0)));
    }

    /** In no order. */
    static List<SubmissionResult> results() {
        return List.of(
                submission("g23", "It has 1,200 files, and 1,000 are allowed.", List.of()),
                submission("b18", "", chapters(task -> task.charAt(0) < '3' || task.equals("3.1") ? Verdict.PASSING
                        : task.equals("3.2") || task.equals("3.5") ? Verdict.FAILING : Verdict.TO_DO, "", List.of())),
                submission("a17", "", chapters(task -> Verdict.PASSING, "", List.of())),
                submission("c19", "", chapters(task -> task.equals("3.1") || task.equals("3.4")
                        ? Verdict.CANNOT_BE_JUDGED
                        : task.charAt(0) < '6' && !task.equals("3.2") && !task.equals("4.8") ? Verdict.PASSING
                        : task.equals("6.7") ? Verdict.TO_DO : Verdict.FAILING, "", List.of("01", "02"))),
                submission("d20", "", chapters(task -> task.equals("1.5") ? Verdict.FAILING : Verdict.PASSING, "02",
                        List.of())),
                submission("e21", "", chapters(task -> task.startsWith("1.") ? Verdict.FAILING : Verdict.TO_DO, "",
                        List.of())),
                submission("x-99", "", chapters(task -> task.startsWith("1.") ? Verdict.PASSING : Verdict.TO_DO, "",
                        List.of())));
    }

    private static SubmissionResult submission(String id, String refused, List<ChapterResult> chapters) {
        boolean hostile = id.equals("e21");
        List<String> notes = hostile ? List.of(HOSTILE, "x".repeat(1_000_000))
                : List.of("notes/Plan.java was left out: it isn't in a package of a chapter.");
        return new SubmissionResult(id, id + (hostile ? HOSTILE : "") + ".zip", "0123", refused, notes,
                hostile ? chapters.stream().map(ExampleClass::hostile).toList() : chapters);
    }

    /** @param broken the chapter that doesn't compile; and so none after it */
    private static List<ChapterResult> chapters(Function<String, Verdict> verdicts, String broken,
            List<String> borrowed) {
        List<ChapterResult> chapters = new ArrayList<>();
        for (Chapter chapter : WORKBOOK.chapters()) {
            boolean compiles = broken.isEmpty() || chapter.code().compareTo(broken) < 0;
            List<TaskResult> tasks = new ArrayList<>();
            for (Matcher row = TITLE.matcher(grading()); row.find();) {
                if (row.group(1).charAt(0) - '0' == chapter.number()) {
                    tasks.add(task(row.group(1), row.group(2), compiles ? verdicts.apply(row.group(1)) : Verdict.TO_DO,
                            compiles));
                }
            }
            chapters.add(new ChapterResult(chapter.code(), chapter.title(),
                    compiles ? Outcome.TESTED : Outcome.DOES_NOT_COMPILE, compiles ? List.of()
                            : List.of("chapters/02-credits/src/main/java/backpressure/credits/CreditSender.java, line"
                                    + " 41: ';' expected."), chapter.number() == 3 ? borrowed : List.of(), tasks));
        }
        return chapters;
    }

    private static TaskResult task(String task, String title, Verdict verdict, boolean tested) {
        String suite = "Chapter" + task.charAt(0) + "Test.";
        TestResult first = new TestResult(suite + "first" + task.charAt(2), "a pool that has lent out everything lends"
                + " nothing until a buffer comes back", verdict == Verdict.FAILING ? Verdict.PASSING : verdict, "",
                List.of());
        TestResult second = new TestResult(suite + "second" + task.charAt(2),
                "two writers and one buffer: both get their turn, whatever the order", verdict,
                verdict == Verdict.PASSING ? "" : "map took a buffer that isn't there",
                verdict == Verdict.PASSING || verdict == Verdict.TO_DO ? List.of() : List.of(
                        "  Everybody waits and nobody will ever wake them.",
                        "    map     waits for 'pool.available'   BlockingPool.take, line 41",
                        "    filter  has finished", "", "  Lesson: chapters/03-block-on-emit/README.md, task " + task));
        return new TaskResult(task, title, verdict, tested ? List.of(first, second) : List.of());
    }

    private static ChapterResult hostile(ChapterResult chapter) {
        return new ChapterResult(chapter.chapter(), chapter.title(), chapter.outcome(), List.of(HOSTILE), List.of(),
                chapter.tasks().stream().map(task -> new TaskResult(task.task(), task.title(), task.verdict(),
                        task.tests().stream().map(test -> new TestResult(test.method(), test.name() + HOSTILE,
                                test.verdict(), HOSTILE, List.of("````", HOSTILE, "````` </pre>", "\n# not a heading",
                                        "y".repeat(1_000_000), "z\n".repeat(100_000)))).toList())).toList());
    }

    private static String grading() {
        try {
            return Files.readString(WORKBOOK.root().resolve("GRADING.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
