package workbook.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import workbook.grader.export.Exports;
import workbook.grader.export.Fact;
import workbook.grader.grade.Grading;
import workbook.grader.grade.Submissions;
import workbook.grader.isolation.Isolation;
import workbook.grader.isolation.Isolation.Means;
import workbook.grader.misconception.Misconceptions;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Roster;
import workbook.grader.result.ResultFile;
import workbook.grader.result.SubmissionResult;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.WholeFile;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/** For an instructor: grades a class. */
@Command(name = "grade", synopsisHeading = "Usage: ./", descriptionHeading = "%n", parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {"For instructors: grade all submissions in a folder.", "",
            "Each is a folder or an archive (.zip, .tar, .tgz, .tar.gz): the whole workbook, or just the chapters'"
                    + " Java files, however deeply wrapped. The folder DIR gets grades.csv, overview.html, marks.csv for"
                    + " what people grade, and feedback for each student. GRADING.md tells it all."},
        footer = {"", "Exit code: 0 all were graded, 1 some need a person, 2 used wrongly, 3 the workbook failed."})
final class GradeCommand implements Callable<Integer> {

    private static final int LONGEST_SECONDS = 3_600;
    private static final int MOST_JOBS = 64;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "SUBMISSIONS", description = "The folder with the submissions.")
    private Path submissions;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder to write to.")
    private Path out;

    @Option(names = "--roster", paramLabel = "FILE",
            description = "Who is in the class: a CSV file with a column id; name, email, submission, days_late if you"
                    + " like.")
    private Path roster;

    @Option(names = "--policy", paramLabel = "FILE",
            description = "What counts how much, where it isn't as usual. DIR/policy.properties is the one that was used;"
                    + " with --resume, it is used again.")
    private Path policy;

    @Option(names = "--chapters", paramLabel = "01,02", split = ",", converter = ChapterNumber.Converter.class,
            description = "Only these chapters; else those of the policy.")
    private List<ChapterNumber> chapters = List.of();

    @Option(names = "--jobs", paramLabel = "N", description = "So many submissions at the same time; else one a core.")
    private int jobs = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());

    @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "Processor time for the tests of a chapter, in all. Default: ${DEFAULT-VALUE}.")
    private int timeout = 60;

    @Option(names = "--resume", description = "Keep what DIR has of submissions that didn't change, nor what judges"
            + " them.")
    private boolean resume;

    @Option(names = "--no-sandbox", description = "Grade even if this machine has no sandbox for submissions: where"
            + " there is nothing to lose.")
    private boolean noSandbox;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workbook workbook = main.workbook();
        checkNumbers();
        Policy read = policy().map(Policy::read).orElseGet(Policy::byDefault);
        Policy used = chapters.isEmpty() ? read : read.only(chapters.stream()
                .map(each -> each.wholeIn(workbook).code()).toList());
        Optional<Roster> known = Optional.ofNullable(roster).map(Roster::read);
        List<Chapter> graded = workbook.chapters().stream()
                .filter(chapter -> used.chapters().contains(chapter.code())).toList();
        if (!workbook.hasSolutions()) {
            throw new WorkbookException(Blame.USAGE, "This workbook came without solutions: the reference is what tells"
                    + " which tests there are. Grade with the instructor's.");
        }
        Isolation isolation = isolation();
        Terminal terminal = main.terminal();
        Grading grading = new Grading(workbook, Libraries.ofThisJvm(), new Grading.Request(submissions, out, graded,
                used.borrow(), Duration.ofSeconds(timeout), jobs, resume, isolation));
        GradeProgress progress = new GradeProgress(terminal);
        List<Path> found = grading.run(progress);
        List<String> passedBy = Submissions.passedBy(submissions);
        byte[] policyText = policy().isPresent() ? Files.readAllBytes(policy().get())
                : Policy.defaultFile().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(usedPolicy(), policyText);
        new Exports(used, known, Misconceptions.in(workbook)).write(out.toAbsolutePath(),
                () -> found.stream().map(GradeCommand::read).iterator(), facts(grading.isolation(), passedBy));
        progress.end(out);
        if (!passedBy.isEmpty()) {
            Main.wrapped(terminal, "Not graded, being neither a folder nor a zip or tar: " + String.join(", ", passedBy)
                    + ".");
        }
        return progress.needAPerson() == 0 ? Main.DONE : Main.NOT_YET;
    }

    /** The one that was named; or the one of last time; or none, and all is as usual. */
    private Optional<Path> policy() {
        return Optional.ofNullable(policy)
                .or(() -> Optional.of(usedPolicy()).filter(file -> resume && Files.isRegularFile(file)));
    }

    private Path usedPolicy() {
        return out.toAbsolutePath().resolve("policy.properties");
    }

    private void checkNumbers() {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new WorkbookException(Blame.USAGE, "--jobs: " + jobs + ": it must be from 1 to " + MOST_JOBS + ".");
        }
        if (timeout < 1 || timeout > LONGEST_SECONDS) {
            throw new WorkbookException(Blame.USAGE, "--timeout: " + timeout + " s: it must be from 1 to "
                    + LONGEST_SECONDS + ".");
        }
    }

    private Isolation isolation() throws InterruptedException {
        Isolation isolation = Isolation.ofThisMachine();
        if (!noSandbox && !isolation.means().contains(Means.SANDBOX)) {
            throw new WorkbookException(Blame.USAGE, "There is no sandbox here, so submissions would run with your"
                    + " rights, and little to hold them back. On Linux, install bubblewrap (apt install bubblewrap); if"
                    + " it's there, namespaces are forbidden here. Elsewhere, use a virtual machine. Where there is"
                    + " nothing to lose: --no-sandbox.");
        }
        return isolation;
    }

    private List<Fact> facts(Isolation isolation, List<String> passedBy) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Processor time for a chapter's tests", timeout + " s"));
        for (Means means : Means.values()) {
            facts.add(new Fact("Isolation", (isolation.means().contains(means) ? "in force: " : "not in force: ")
                    + means.words()));
        }
        if (!passedBy.isEmpty()) {
            facts.add(new Fact("Passed by, being neither a folder nor a zip or tar", String.join(", ", passedBy)));
        }
        return facts;
    }

    private static SubmissionResult read(Path file) {
        return ResultFile.read(file).orElseThrow(() -> new WorkbookException(Blame.WORKBOOK, file
                + " was there, and now it isn't, or is damaged. Grade again with --resume."));
    }
}
