package workbook.grader.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import workbook.grader.grade.Submissions.Submission;
import workbook.grader.intake.HandedIn;
import workbook.grader.intake.Intake;
import workbook.grader.intake.Limits;
import workbook.grader.intake.Refused;
import workbook.grader.isolation.Isolation;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.result.ResultFile;
import workbook.grader.result.SubmissionResult;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ClassDataArchive;
import workbook.runner.HarnessModule;
import workbook.runner.Libraries;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * Grades all submissions in a folder. What it finds, it keeps one file each in, written as soon as it's found: whatever
 * happens to it, it can go on from there, and ends with what it would have ended with.
 */
public final class Grading {

    private static final String WORK = ".grading";

    private final Workbook workbook;
    private final Libraries libraries;
    private final Request request;
    private Isolation isolation;

    /**
     * What to grade, and how.
     *
     * @param submissions the folder they are in
     * @param out the folder to write to
     * @param chapters in order
     * @param time how much processor time the tests of a chapter get
     * @param jobs how many submissions are graded at the same time
     * @param resume whether to keep what is in that folder already, as far as nothing has changed since
     */
    public record Request(Path submissions, Path out, List<Chapter> chapters, Borrow borrow, Duration time, int jobs,
            boolean resume, Isolation isolation) {
    }

    /** Is told how far it is. By several threads, one at a time. */
    public interface Progress {

        /** @param all how many submissions there are */
        void begin(int all);

        /** The reference has passed. */
        void ready();

        void graded(SubmissionResult result);
    }

    public Grading(Workbook workbook, Libraries libraries, Request request) {
        this.workbook = workbook;
        this.libraries = libraries;
        this.request = request;
        isolation = request.isolation();
    }

    /** What was in force; after {@link #run}. */
    public Isolation isolation() {
        return isolation;
    }

    /** Where what was found is kept. */
    public static Path resultFile(Path out, String id) {
        return out.resolve("students").resolve(id).resolve("found.json");
    }

    /**
     * Grades them.
     *
     * @return the files with the results, in the order of the submissions' names
     * @throws WorkbookException if the request makes no sense, or the fault isn't a submission's
     */
    public List<Path> run(Progress progress) throws IOException, InterruptedException {
        List<Submission> submissions = Submissions.in(request.submissions());
        Path out = checkedOut();
        try (FileChannel lockFile = FileChannel.open(out.resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE); FileLock lock = lockFile.tryLock()) {
            if (lock == null) {
                throw new WorkbookException(Blame.USAGE, "Somebody else is grading into " + out + " right now.");
            }
            PrivateCopy.delete(out.resolve(WORK));
            try {
                grade(submissions, out, progress);
            } finally {
                PrivateCopy.delete(out.resolve(WORK));
            }
        }
        return submissions.stream().map(submission -> resultFile(out, submission.id())).toList();
    }

    private Path checkedOut() throws IOException {
        Path out = request.out().toAbsolutePath().normalize();
        Path submissions = request.submissions().toAbsolutePath().normalize();
        if (out.startsWith(submissions)) {
            throw new WorkbookException(Blame.USAGE, "The grades can't go among the submissions: name a folder outside"
                    + " of " + request.submissions() + ".");
        }
        if (out.toString().contains(System.getProperty("path.separator"))) {
            throw new WorkbookException(Blame.USAGE, "No Java class path can have " + out + " in it: the name has a '"
                    + System.getProperty("path.separator") + "'. Name another folder.");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new WorkbookException(Blame.USAGE, out + " is a file. Name a folder.");
        }
        if (Files.exists(out.resolve("students")) && !request.resume()) {
            throw new WorkbookException(Blame.USAGE, "There are grades in " + request.out() + " already. --resume keeps"
                    + " what is still true of them, and grades the rest; or name another folder.");
        }
        return Files.createDirectories(out);
    }

    private void grade(List<Submission> submissions, Path out, Progress progress) throws IOException,
            InterruptedException {
        new HarnessModule(workbook.notes(), libraries).make();
        new ClassDataArchive(workbook.root(), libraries,
                Optional.of(new HarnessModule(workbook.notes(), libraries))).make();
        Files.createDirectories(out.resolve(WORK));
        List<Path> needed = new ArrayList<>(libraries.forTests());
        needed.addAll(List.of(Path.of(System.getProperty("java.home")), workbook.notes(), out.resolve(WORK)));
        isolation = request.isolation().reaching(needed);
        progress.begin(submissions.size());
        ExpectedTests expected = new ExpectedTests();
        List<SubmissionGrader> graders = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(request.jobs());
        try {
            for (int worker = 0; worker < request.jobs(); worker++) {
                graders.add(grader(worker, out, expected));
            }
            calibrate(graders.get(0), expected);
            progress.ready();
            String judge = Fingerprint.ofJudge(workbook, libraries, request);
            Queue<Submission> queue = new ConcurrentLinkedQueue<>(submissions);
            List<Future<?>> ends = new ArrayList<>();
            for (SubmissionGrader grader : graders) {
                ends.add(workers.submit(() -> {
                    for (Submission next = queue.poll(); next != null; next = queue.poll()) {
                        SubmissionResult result = grade(next, grader, judge, resultFile(out, next.id()));
                        synchronized (progress) {
                            progress.graded(result);
                        }
                    }
                    return null;
                }));
            }
            await(ends, queue);
        } finally {
            workers.shutdownNow();
            graders.forEach(SubmissionGrader::close);
        }
    }

    private SubmissionGrader grader(int worker, Path out, ExpectedTests expected) throws IOException {
        PrivateCopy copy = new PrivateCopy(workbook, out.resolve(WORK).resolve("worker-" + worker));
        Set<Layer> all = EnumSet.allOf(Layer.class);
        return new SubmissionGrader(worker, copy, workbook.root(), libraries, expected,
                new SubmissionGrader.Settings(request.chapters(), request.borrow(), request.time(), isolation), all);
    }

    /** The reference must pass, or else this machine can't grade anybody. */
    private static void calibrate(SubmissionGrader grader, ExpectedTests expected) {
        for (ChapterReport report : grader.gradeReference()) {
            report.problem().ifPresent(problem -> {
                throw cannotGrade("chapter " + problem.chapter().code() + " doesn't compile: "
                        + problem.errors().get(0).sentence());
            });
            for (TestReport test : report.tests()) {
                if (test.verdict() != Verdict.PASSING) {
                    throw cannotGrade((test.method().isEmpty() ? test.name() : test.method()) + " is " + test.verdict().words() + ". "
                            + test.message());
                }
            }
            expected.expect(report);
        }
    }

    private static WorkbookException cannotGrade(String why) {
        return new WorkbookException(Blame.WORKBOOK, "The reference itself doesn't pass here, so nobody can be graded: "
                + why);
    }

    private SubmissionResult grade(Submission submission, SubmissionGrader grader, String judge, Path file)
            throws IOException {
        HandedIn handedIn;
        try {
            handedIn = new Intake(workbook, Limits.USUAL).take(submission.path());
        } catch (Refused e) {
            return write(file, new SubmissionResult(submission.id(), submission.name(), judge, e.getMessage(),
                    List.of(), List.of()));
        } catch (UncheckedIOException | IOException e) {
            return write(file, new SubmissionResult(submission.id(), submission.name(), judge,
                    "It can't be read: " + e.getMessage() + ".", List.of(), List.of()));
        }
        String fingerprint = Fingerprint.of(handedIn, judge);
        Optional<SubmissionResult> before = ResultFile.read(file)
                .filter(result -> result.fingerprint().equals(fingerprint) && result.id().equals(submission.id()));
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return write(file, new SubmissionResult(submission.id(), submission.name(), fingerprint, "",
                    handedIn.notes(), grader.grade(handedIn)));
        } catch (RuntimeException e) {
            grader.gradeReference(); // if that can't be graded any more, either, it's not the submission's fault
            return write(file, new SubmissionResult(submission.id(), submission.name(), judge,
                    "The grader failed on it: " + e.getMessage() + ". A person must look at it.", handedIn.notes(),
                    List.of()));
        }
    }

    private static SubmissionResult write(Path file, SubmissionResult result) {
        ResultFile.write(file, result);
        return result;
    }

    private static void await(List<Future<?>> ends, Queue<Submission> queue) throws InterruptedException {
        for (Future<?> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                queue.clear(); // the others stop after what they are at
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
